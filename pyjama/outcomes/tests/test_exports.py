"""What an organization takes away: everything people gave, and of people their display name alone."""

import csv
import io
from http import HTTPStatus
from zipfile import ZipFile

import pytest
from django.urls import reverse

from pyjama.contributions.models import Contribution
from pyjama.outcomes.desk import exports
from pyjama.outcomes.desk.actions import credit_contributions
from pyjama.outcomes.tests.conftest import answer

FORMATS = ["csv", "xlsx", "pdf"]


def address(call, format="csv"):
    return (
        reverse("outcomes:print", args=[call.pk])
        if format == "print"
        else reverse("outcomes:export", args=[call.pk, format])
    )


def content(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def rows(response):
    return [*csv.reader(io.StringIO(content(response).decode("utf-8-sig"), newline=""))]


def test_a_table_says_who_gave_what_and_what_became_of_it(world, browser, call, answers):
    credit_contributions(call=call, organizer=world.ruth, credits={answers[1].pk: "used"})
    head, *table = rows(browser(world.ruth).get(address(call)))

    assert head == ["Name", "Contribution", "Credit", "Useful votes", "Posted", "Language", "AI"]
    assert [row[:4] for row in table] == [
        ["Sam", "An answer.", "", "0"],
        ["Lise", "An answer.", "used", "0"],
        ["Sam", "An answer.", "", "0"],
    ]


def test_a_file_holds_what_the_address_shows(world, browser, call, answers):
    credit_contributions(call=call, organizer=world.ruth, credits={answers[1].pk: "used"})
    table = rows(browser(world.ruth).get(address(call), {"show": "used"}))

    assert [row[0] for row in table[1:]] == ["Lise"]


def test_a_file_holds_those_alone_that_say_nearly_the_same(world, browser, open_call):
    alike = answer(open_call, world.amina, "Call it The Round, please.")
    table = rows(browser(world.ruth).get(address(open_call), {"like": alike.pk}))

    assert [row[0] for row in table[1:]] == ["Amina"]


def test_names_and_texts_are_no_formulas(world, browser, open_call):
    type(world.sam).objects.filter(pk=world.sam.pk).update(display_name="=SUM(A1)")
    answer(open_call, world.amina, '=HYPERLINK("https://example.org")')
    table = rows(browser(world.ruth).get(address(open_call)))

    assert "'=SUM(A1)" in {row[0] for row in table}
    assert '\'=HYPERLINK("https://example.org")' in {row[1] for row in table}
    with ZipFile(io.BytesIO(content(browser(world.ruth).get(address(open_call, "xlsx"))))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "=SUM(A1)" in sheet
    assert "<f>" not in sheet


@pytest.mark.parametrize("format", [*FORMATS, "print"])
def test_no_address_of_a_person_leaves_the_site(world, browser, call, answers, format):
    whole = content(browser(world.ruth).get(address(call, format)))
    if format == "xlsx":
        with ZipFile(io.BytesIO(whole)) as book:
            whole = b"".join(book.read(name) for name in book.namelist())

    assert world.sam.email.encode() not in whole
    assert world.lise.email.encode() not in whole


def test_a_paper_is_made_with_what_people_typed(world, browser, open_call):
    for body in ("#panic() $x$", "😀\n\n- one\n- two", "\u202eabc", "漢字"):
        answer(open_call, world.amina, body)
    response = browser(world.ruth).get(address(open_call, "pdf"))

    assert content(response).startswith(b"%PDF-")
    assert response["Content-Disposition"].startswith('attachment; filename="which-ladle-')


def test_too_much_for_one_paper_is_refused_with_a_way_out(world, browser, call, monkeypatch):
    monkeypatch.setattr(exports, "MOST_ON_PAPER", 2)
    response = browser(world.ruth).get(address(call, "pdf"))

    assert response.status_code == HTTPStatus.CONFLICT
    assert "A PDF holds 2 contributions at most." in response.text
    assert content(browser(world.ruth).get(address(call, "pdf"), {"text": "nothing"})).startswith(b"%PDF-")


def test_the_page_to_print_has_every_contribution(world, browser, call, answers):
    page = content(browser(world.ruth).get(address(call, "print"))).decode()

    assert page.count("<article") == 3
    assert page.endswith("</html>\n")
    assert "Which ladle?" in page


def test_the_rows_are_asked_for_as_they_are_sent(world, browser, call, django_assert_max_num_queries):
    rows = [
        Contribution(call=call, author=world.sam, body="x", language="en", submission_key=f"{n:032x}") for n in range(30)
    ]
    Contribution.objects.bulk_create(rows)
    ruth = browser(world.ruth)
    with django_assert_max_num_queries(6):
        assert len(content(ruth.get(address(call, "csv"))).splitlines()) == 34


@pytest.mark.parametrize("format", [*FORMATS, "print"])
def test_only_the_team_takes_it_away(world, browser, call, format):
    for person in (world.lise, world.chloe, world.odile):
        assert browser(person).get(address(call, format)).status_code == HTTPStatus.NOT_FOUND
    assert browser().get(address(call, format)).status_code == HTTPStatus.FOUND


def test_there_is_no_other_format(world, browser, call):
    assert browser(world.ruth).get(address(call, "docx")).status_code == HTTPStatus.NOT_FOUND
