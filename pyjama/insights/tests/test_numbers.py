"""What an organization received and gave back in a period."""

import uuid
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest

from pyjama.calls.models import Call
from pyjama.contributions.actions import post_contribution, vote_useful, withdraw_contribution
from pyjama.core import clock
from pyjama.insights.numbers import counted
from pyjama.insights.periods import Period, fiscal_year, years_since
from pyjama.outcomes.desk.actions import credit_contributions

LONG_AGO = datetime(2019, 6, 15, 16, tzinfo=UTC)
JUNE = Period(date(2019, 6, 1), date(2019, 6, 30))


@pytest.fixture
def page(world):
    return f"/en/organizations/{world.organization('refuge').pk}/numbers/"


@pytest.fixture
def call(world, at):
    """A call of the refuge, long ago: nobody else's numbers are of that year."""
    with at(LONG_AGO):
        call = Call(
            organization=world.organization("refuge"), author=world.chloe, language="en", minutes=15, state="open",
            published_at=clock.now(), closes_at=clock.now() + timedelta(days=20),
        )  # fmt: skip
        call.write(title="Which bowl?", body="The red or the blue one.")
        call.save()
    return call


def answer(call, author, minutes_later=0, **more):
    with clock.at(LONG_AGO + timedelta(minutes=minutes_later)):
        return post_contribution(call=call, author=author, body="Red.", language="en", submission_key=uuid.uuid4(), **more)


def numbers(call, period=JUNE):
    return counted(call.organization, period)


def test_answers_that_stand_are_counted_and_the_people_once(world, call):
    first = answer(call, world.sam)
    answer(call, world.sam, 1)
    withdraw_contribution(contribution=answer(call, world.lise, 2))
    answer(call, world.chloe, 3)
    answer(call, world.amina, 4, parent=first)

    counts = numbers(call)
    assert (counts["contributions"], counts["people"], counts["calls"]) == (2, 1, 1)
    assert numbers(world.call("menu"))["contributions"] == 0


def test_minutes_are_those_announced_until_enough_were_measured(world, call):
    for turn in range(4):
        answer(call, world.sam, turn, minutes_taken=5)
    assert numbers(call) | {"minutes": 60, "measured": 0, "hours": 1} == numbers(call)

    answer(call, world.lise, 5, minutes_taken=5)
    assert numbers(call) | {"minutes": 25, "measured": 5, "hours": 0} == numbers(call)


def test_votes_and_credits_count_when_they_were_given(world, call):
    with clock.at(LONG_AGO):
        contribution = answer(call, world.sam)
        vote_useful(contribution=contribution, voter=world.lise)
    with clock.at(LONG_AGO + timedelta(days=30)):
        vote_useful(contribution=contribution, voter=world.amina)
        credit_contributions(call=call, organizer=world.chloe, credits={contribution.pk: "used"})

    assert numbers(call) | {"useful": 1, "used": 0} == numbers(call)
    july = Period(date(2019, 7, 1), date(2019, 7, 31))
    assert numbers(call, july) | {"useful": 1, "used": 1, "contributions": 0} == numbers(call, july)


@pytest.mark.parametrize(("first", "is_in"), [(date(2019, 6, 14), True), (date(2019, 6, 15), False)])
def test_a_day_begins_and_ends_on_the_clock_of_the_site(world, call, first, is_in):
    """In Toronto the evening of the 14th is the 15th of UTC already."""
    with clock.at(datetime(2019, 6, 15, 3, 30, tzinfo=UTC)):
        Call.objects.filter(pk=call.pk).update(published_at=clock.now())
    assert numbers(call, Period(first, first))["calls"] == is_in


@pytest.mark.once
def test_a_fiscal_year_goes_from_april_to_march():
    assert fiscal_year(2025) == (date(2025, 4, 1), date(2026, 3, 31))
    assert fiscal_year(2025).name == "1 Apr 2025 to 31 Mar 2026"
    with clock.at(datetime(2026, 2, 1, tzinfo=UTC)):
        years = years_since(date(2025, 3, 1))
    assert [*years] == ["2026", "2025", "2025-2026", "2024-2025"]


def test_the_page_has_each_number_with_its_definition(world, browser, page):
    text = browser(world.chloe).get(page).text
    counts = counted(world.organization("refuge"), Period(date(clock.today().year, 1, 1), date(clock.today().year, 12, 31)))

    assert f'<dd class="numbers__number">{counts["contributions"]}</dd>' in text
    assert f"Measured: {counts['measured']} of {counts['contributions']} contributions" in text
    assert text.count("numbers__one") == 9
    for person in (world.sam, world.lise, world.amina):
        assert f"<bdi>{person}</bdi>" not in text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("period=cats", "Select a valid choice"),
        ("from=2026-02-30&to=2026-03-01", "Enter a valid date."),
        ("from=2026-03-02&to=2026-03-01", "The last day is before the first one."),
        ("from=2026-03-02", "Give both days, or choose a year."),
        ("from=0001-01-01&to=9999-12-31", "Ensure this value is"),
        ("period=&from=&to=", "Give both days, or choose a year."),
    ],
)
def test_a_period_that_makes_no_sense_is_the_present_year_and_says_so(world, browser, page, query, sentence):
    response = browser(world.chloe).get(f"{page}?{query}")

    assert sentence in response.text
    assert f"We could not read this period; here is {clock.today().year}." in response.text
    assert browser(world.chloe).get(f"{page}csv/?{query}").status_code == 200


def test_an_hour_is_no_plural(world, browser, page, call):
    for turn in range(4):
        answer(call, world.sam, turn)
    french = f"/fr/organismes/{call.organization_id}/chiffres/?from=2019-06-01&to=2019-06-30"
    assert "About 1 h. Each" in browser(world.chloe).get(f"{page}?from=2019-06-01&to=2019-06-30").text
    assert "Environ 1\u00a0h. Chaque" in browser(world.chloe).get(french).text


def test_any_days_can_be_asked_for(world, browser, page, call):
    answer(call, world.sam)
    text = browser(world.chloe).get(f"{page}?from=2019-06-15&to=2019-06-15").text

    assert '<dd class="numbers__number">1</dd>' in text
    assert "could not read" not in text
    assert 'value="2019-06-15"' in text
    assert f"{page}csv/?from=2019-06-15&amp;to=2019-06-15" in text


def test_the_table_says_the_same_and_is_no_formula(world, browser, page, call):
    answer(call, world.sam)
    call.organization.name = "=cmd|'/c calc'!A1"
    call.organization.save()
    response = browser(world.chloe).get(f"{page}csv/?from=2019-06-01&to=2019-06-30")
    lines = b"".join(response.streaming_content).decode().splitlines()

    assert lines[1].startswith('"\'=cmd|\'/c calc\'!A1","2019-06-01","2019-06-30","Contributions",1,')
    assert len(lines) == 10
    assert "2019-06-01-2019-06-30.csv" in response["Content-Disposition"]


@pytest.mark.parametrize(("format", "beginning"), [("pdf", b"%PDF-"), ("xlsx", b"PK")])
def test_there_is_a_paper_and_a_workbook(world, browser, page, format, beginning):
    response = browser(world.chloe).get(f"/fr/organismes/{world.organization('refuge').pk}/chiffres/{format}/?period=2026")
    assert b"".join(response).startswith(beginning)


def test_a_day_in_the_workbook_has_no_hour(world, browser, page):
    response = browser(world.chloe).get(f"{page}xlsx/?from=2019-06-01&to=2019-06-30")
    with ZipFile(BytesIO(b"".join(response))) as book:
        words = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<t>2019-06-01</t>" in words
    assert "<t>2019-06-30</t>" in words


def test_another_format_is_missing(world, browser, page):
    assert browser(world.chloe).get(f"{page}exe/").status_code == 404


def test_the_organization_leads_its_people_there(world, browser, page):
    address = world.organization("refuge").get_absolute_url()
    assert f'href="{page}"' in browser(world.marc).get(address).text
    assert f'href="{page}"' not in browser(world.sam).get(address).text


def test_nobody_else_sees_them(world, browser, page):
    assert browser().get(page).status_code == 302
    for reader in (world.ruth, world.sam, world.odile):
        assert browser(reader).get(page).status_code == 404
        assert browser(reader).get(f"{page}csv/").status_code == 404


def test_they_cost_the_same_with_many_rows(world, browser, page, call, django_assert_max_num_queries):
    chloe, address = browser(world.chloe), f"{page}?from=2019-01-01&to=2019-12-31"
    chloe.get(address)
    with django_assert_max_num_queries(9) as few:
        chloe.get(address)
    for turn in range(8):
        answer(call, [world.sam, world.lise][turn % 2], turn)
    with django_assert_max_num_queries(len(few)):
        chloe.get(address)
