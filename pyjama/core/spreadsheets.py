"""Tables that people download: CSV and XLSX, made row by row, in which nothing somebody wrote is a formula."""

import csv
import re
from datetime import datetime
from itertools import chain
from tempfile import TemporaryFile

from django.http import FileResponse, StreamingHttpResponse
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.timezone import localtime
from django.utils.translation import get_language

FORMATS = {"csv", "xlsx"}
# How spreadsheets recognize a formula (OWASP, CSV injection), also as East Asian keyboards write its signs.
FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
# Without it Excel takes UTF-8 for another alphabet, and é for two characters.
BYTE_ORDER_MARK = "\ufeff"
# What stands between cells where a comma stands in numbers: Excel goes by the reader's language.
DELIMITERS = {"fr": ";", "en": ","}
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A workbook keeps one row in memory, and what people wrote as text: neither a formula nor a link.
WORKBOOK = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "default_date_format": "yyyy-mm-dd hh:mm",
}
COLUMN_WIDTH = 20


def spreadsheet(rows, format, *, columns, name):
    """A response that downloads a table; memory does not grow with its rows.

    `rows` is an iterable of sequences of cells (str, int, date or datetime), `format` one of FORMATS, `columns` the words
    above them, `name` the name of the file without its ending.
    """
    cells = ([plain(cell) for cell in row] for row in rows)
    make = csv_file if format == "csv" else workbook
    return make([str(column) for column in columns], cells, f"{name}.{format}")


def plain(cell):
    """A moment as clocks on the wall show it, without its zone; words in the reader's language; anything else as it is."""
    if isinstance(cell, datetime):
        return localtime(cell).replace(tzinfo=None)
    return str(cell) if isinstance(cell, Promise) else cell


def csv_file(columns, rows, name):
    """A table as CSV, sent line by line."""
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name)}
    return StreamingHttpResponse(csv_lines(columns, rows), content_type="text/csv; charset=utf-8", headers=headers)


def csv_lines(columns, rows):
    """The lines of a table as CSV, the byte order mark first."""
    writer = csv.writer(Echo(), delimiter=DELIMITERS[get_language()], quoting=csv.QUOTE_NONNUMERIC)
    yield BYTE_ORDER_MARK
    for row in chain([columns], rows):
        yield writer.writerow([harmless(cell) for cell in row])


class Echo:
    """A file that gives back what is written in it: the line that `csv` has made."""

    def write(self, line):
        return line


def harmless(cell):
    """A cell of CSV that no spreadsheet takes for a formula; moments to the minute."""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    return f"'{cell}" if isinstance(cell, str) and FORMULA.match(cell) else cell


def workbook(columns, rows, name):
    """A table as a workbook of one sheet, made in a file that is gone once it is sent."""
    # Each process would load it, and few ever need it.
    from xlsxwriter import Workbook

    file = TemporaryFile()  # noqa: SIM115 The response closes it.
    with Workbook(file, WORKBOOK) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(columns) - 1, COLUMN_WIDTH)
        sheet.write_row(0, 0, columns, book.add_format({"bold": True}))
        for number, row in enumerate(rows, start=1):
            sheet.write_row(number, 0, row)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX_TYPE)
