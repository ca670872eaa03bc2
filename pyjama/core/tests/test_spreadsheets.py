import csv
import io
import re
from datetime import UTC, date, datetime
from html import unescape
from zipfile import ZipFile

import pytest
from django.utils.translation import gettext_lazy, override

from pyjama.core.spreadsheets import spreadsheet

pytestmark = pytest.mark.once

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1+1", "\n@x", "＝1", "－1", '=X("a")']
HARMLESS = ["Élise", "a=b", "1 - 2", "", "« Oui »\nvraiment", 'a";=1+1']


def downloaded(rows, format, columns=("Name",)):
    response = spreadsheet(rows, format, columns=list(columns), name="réponses")
    content = b"".join(response.streaming_content)
    response.close()
    return response, content


def cells_of_csv(content, delimiter=","):
    return [*csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter)]


def test_csv_is_read_by_excel_in_french():
    row = ["Élise", 3, datetime(2026, 11, 28, 3, 5, tzinfo=UTC), date(2026, 11, 27)]
    with override("fr"):
        response, content = downloaded([[*row, gettext_lazy("Spreadsheet")]], "csv", ["Nom", "Votes", "Moment", "Jour", ""])

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''r%C3%A9ponses.csv"
    assert content.startswith("\ufeff".encode())
    assert cells_of_csv(content, ";")[1] == ["Élise", "3", "2026-11-27 22:05", "2026-11-27", "Feuille de calcul"]
    assert cells_of_csv(downloaded([["a", -3]], "csv")[1])[1] == ["a", "-3"]


@pytest.mark.parametrize("typed", FORMULAS)
def test_no_cell_of_csv_is_a_formula(typed):
    assert cells_of_csv(downloaded([[typed]], "csv")[1])[1] == [f"'{typed}"]


@pytest.mark.parametrize("typed", HARMLESS)
def test_other_text_is_left_alone(typed):
    assert cells_of_csv(downloaded([[typed]], "csv")[1])[1] == [typed]


def test_a_workbook_holds_text_as_text_and_numbers_as_numbers():
    texts = [*FORMULAS, "{=1}", "https://example.org/", "a\x07b"]
    rows = [*([text] for text in texts), [3], [datetime(2026, 11, 28, tzinfo=UTC)]]
    response, content = downloaded(rows, "xlsx")
    with ZipFile(io.BytesIO(content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()

    assert "spreadsheetml" in response["Content-Type"]
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet
    texts = [unescape(text) for text in re.findall(r"<t[^>]*>(.*?)</t>", sheet, re.S)]
    assert texts[: len(FORMULAS) + 1] == ["Name", *(typed.replace("\r", "_x000D_") for typed in FORMULAS)]
    assert sheet.count("<v>") == 2


def test_rows_are_asked_for_while_the_table_is_sent():
    asked = []
    lines = spreadsheet(([asked.append(number) or number] for number in range(3)), "csv", columns=["Number"], name="x")
    content = iter(lines.streaming_content)
    [next(content) for _ in range(3)]

    assert asked == [0]
