"""The wall between who pays for the site and its people."""

import re
import time
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from pyjama.accounts.models import User
from pyjama.contributions.actions import post_contribution
from pyjama.core import clock
from pyjama.insights import totals
from pyjama.sponsors.letters import SECONDS_GOOD
from pyjama.sponsors.management.commands.sponsor_role import statements
from pyjama.sponsors.models import Sponsor, Total
from pyjama.sponsors.wall import totals_only
from pyjama.sponsors.withholding import FEWEST

EMAIL = "caisse@example.org"


@pytest.fixture
def door(browser, outbox):
    """A function: ask for a link with an address at a browser, and return the links that were sent (a list of paths)."""

    Sponsor.objects.update(language="en")

    def ask(client, email=EMAIL):
        before = len(outbox())
        assert client.post(reverse("sponsors:enter"), {"email": email}).status_code == 302
        return [re.search(r"https?://[^/]+(/\S+)", mail.text)[1] for mail in outbox()[before:]]

    return ask


@pytest.fixture
def sponsor(browser, door):
    """A sponsor's browser, let in."""
    client = browser()
    [link] = door(client)
    client.post(link)
    return client


def test_her_link_lets_her_in_once_by_its_button(world, browser, door, at):
    client = browser()
    [link] = door(client)
    assert client.get(link).status_code == 200
    assert client.get(reverse("sponsors:report")).url == reverse("sponsors:enter")
    assert client.post(link).url == reverse("sponsors:report")
    page = client.get(reverse("sponsors:report"))
    assert (page.status_code, page["Cache-Control"]) == (200, "max-age=0, no-cache, no-store, must-revalidate, private")
    assert browser().post(link).status_code == 404


def test_a_link_is_good_for_half_an_hour(world, browser, door, monkeypatch):
    [link] = door(browser())
    later = clock.now().timestamp() + SECONDS_GOOD + 1
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert browser().get(link).status_code == 404


def test_nobody_learns_whose_address_is_a_sponsors(world, browser, door):
    stranger, sponsor = browser(), browser()
    assert door(stranger, "camille@example.org") == []
    assert len(door(sponsor, EMAIL.upper())) == 1
    pages = [client.get(reverse("sponsors:enter")).text.split("<main")[1] for client in (stranger, sponsor)]
    first, second = (re.sub(r'value="\w{64}"', "", page) for page in pages)
    assert first == second


def test_an_hour_brings_three_links_at_most(world, browser, door):
    assert sum(len(door(browser())) for _ in range(5)) == 3


def test_it_is_a_whole_hour_in_the_cache_of_a_site_too(world, browser, door, settings, tmp_path, monkeypatch):
    """The cache of files forgets a number that is counted on after five minutes."""
    files = {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": tmp_path}
    settings.CACHES = settings.CACHES | {"default": files}
    start = time.time()

    def links_after(minutes):
        with monkeypatch.context() as patch:
            patch.setattr("time.time", lambda: start + minutes * 60)
            return len(door(browser()))

    assert [links_after(minutes) for minutes in (0, 1, 2, 3, 8, 59, 61)] == [1, 1, 1, 0, 0, 0, 1]


def test_she_is_nobody_among_people_and_people_are_nobody_here(world, browser, sponsor):
    assert "sessionid" not in sponsor.cookies
    assert not User.objects.filter(email=EMAIL).exists()
    for name in ("pages:mine", "notifications:list", "privacy:export", "moderation:queue", "admin:index"):
        assert sponsor.get(reverse(name)).status_code in {302, 404}, name
    for person in (world.theo, world.odile, world.chloe):
        assert browser(person).get(reverse("sponsors:report")).url == reverse("sponsors:enter")


def test_leaving_ends_her_visits_everywhere(sponsor, browser, door):
    other = browser()
    other.post(door(other)[0])
    sponsor.post(reverse("sponsors:leave"))
    assert other.get(reverse("sponsors:report")).url == reverse("sponsors:enter")


def test_whoever_the_operator_takes_away_is_out_at_once(sponsor):
    Sponsor.objects.all().delete()
    assert sponsor.get(reverse("sponsors:report")).url == reverse("sponsors:enter")
    assert "no sponsor" in sponsor.get(reverse("sponsors:seen")).text


def test_everybody_sees_the_very_same_table(sponsor, browser):
    pages = sponsor.get(reverse("sponsors:report")).text, browser().get(reverse("sponsors:seen")).text
    hers, ours = (re.findall(r"<table.*?</table>", page, re.DOTALL) for page in pages)
    assert hers == ours
    assert len(hers) == len(Total.Dimension)


def test_no_number_of_the_world_is_small(world):
    assert Total.objects.filter(number__isnull=False).exists()
    assert not Total.objects.filter(number__lt=FEWEST).exists()


def test_the_numbers_are_those_of_the_month(world, at):
    month = Total.objects.months()[0]
    answers = totals.tables(month)[Total.Dimension.ALL]
    rows, _calls, _outcomes = totals.rows_of(month)
    assert answers[Total.Figure.CONTRIBUTIONS][""] == rows.count()
    assert answers[Total.Figure.PEOPLE][""] == len({row.author_id for row in rows})
    assert answers[Total.Figure.MINUTES][""] == sum(row.call.minutes_taken or row.call.minutes for row in rows)
    by_language = totals.tables(month)[Total.Dimension.LANGUAGE][Total.Figure.CONTRIBUTIONS]
    assert by_language == {code: rows.filter(call__language=code).count() for code in ("fr", "en")}


def test_a_month_is_counted_when_it_is_over_and_never_again(world, at):
    before = [*Total.objects.values_list("pk", "number")]
    totals.publish_closed_months()
    assert [*Total.objects.values_list("pk", "number")] == before
    call = world.call("menu")
    with at(clock.now() + timedelta(days=40)):
        totals.publish_closed_months()
        month = Total.objects.months()[0]
        assert month == (clock.today().replace(day=1) - timedelta(days=1)).replace(day=1)
    numbers = [*Total.objects.of_month(month).values_list("pk", "number")]
    fields = {"language": "en", "submission_key": uuid4(), "used_ai": False}
    late = post_contribution(call=call, author=world.lise, body="Later.", **fields)
    type(late).objects.filter(pk=late.pk).update(posted_at=clock.hour_of(month, 12))
    with at(clock.now() + timedelta(days=41)):
        totals.publish_closed_months()
    assert [*Total.objects.of_month(month).values_list("pk", "number")] == numbers


def test_december_is_followed_by_january():
    assert totals.after(date(2026, 12, 1)) == date(2027, 1, 1)


def test_the_file_withholds_what_the_page_does(sponsor):
    file = sponsor.get(reverse("sponsors:download"))
    text = b"".join(file).decode()
    assert file["Content-Type"] == "text/csv; charset=utf-8"
    assert text.count("withheld") == Total.objects.filter(number=None).count()
    assert len(text.splitlines()) == 1 + Total.objects.values("month", "dimension", "key").distinct().count()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has its role")
def test_the_database_refuses_everything_else_while_a_report_is_read(world):
    with totals_only():
        assert Total.objects.count()
        for ask in (User.objects.first, Sponsor.objects.first, Total.objects.all().delete):
            with pytest.raises(DatabaseError), transaction.atomic():
                ask()
    assert User.objects.count()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has its authorizer")
def test_the_role_can_read_the_totals_and_nothing_else(world, browser, settings):
    settings.SPONSOR_ROLE = "pyjama_sponsor"
    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        cursor.execute(statements(settings.SPONSOR_ROLE))
    assert browser().get(reverse("sponsors:seen")).status_code == 200
    for table in {*tables} - {Total._meta.db_table}:
        with pytest.raises(DatabaseError), transaction.atomic(), totals_only(), connection.cursor() as cursor:
            cursor.execute(f'SELECT 1 FROM "{table}"')  # noqa: S608
    with pytest.raises(DatabaseError), transaction.atomic(), totals_only():
        Total.objects.all().delete()
    assert User.objects.count()
