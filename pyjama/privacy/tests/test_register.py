"""The register of incidents, and what the rounds erased."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import translation

from pyjama.accounts.actions import forget_unconfirmed
from pyjama.accounts.models import User
from pyjama.accounts.tests.pages import prove
from pyjama.core import clock, schedule
from pyjama.core.refusals import Refused
from pyjama.moderation.models import StaffAct
from pyjama.privacy.models import Forgotten, Incident
from pyjama.privacy.register import FIELDS
from pyjama.privacy.retention import RULES, counting
from pyjama.privacy.tasks import forget_register

NEW = "privacy:new_incident"


@pytest.fixture
def said():
    words = dict.fromkeys(["information", "circumstances", "happened_on", "seriousness", "measures"], "A laptop was lost.")
    return words | {"known_on": clock.today().isoformat(), "people": "About 40", "is_serious": "on"}


@pytest.fixture
def incident(world, browser, said):
    browser(world.theo).post(reverse(NEW), said)
    return Incident.objects.get()


def test_an_operator_writes_its_eight_fields(incident):
    assert [name for name in FIELDS if not getattr(incident, name) and name != "notices"] == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_form_asks_for_eight_things_in_both_languages(world, browser, language):
    with translation.override(language):
        page = browser(world.theo).get(reverse(NEW)).text
    assert [number for number in range(1, 9) if f"{number}. " not in page] == []


def test_nobody_else_sees_it(world, browser, incident):
    for person in (world.amina, world.odile, world.chloe):
        for address in (reverse("privacy:incidents"), reverse(NEW), incident.get_absolute_url()):
            assert browser(person).get(address).status_code == 404


def test_an_operator_finds_it_from_where_she_looks_and_nobody_else_does(world, browser):
    with translation.override(world.theo.language):
        there = f'href="{reverse("privacy:incidents")}"'
        for address in (reverse("admin:index"), reverse("pages:mine")):
            assert there in browser(world.theo).get(address).text
        assert there not in browser(world.odile).get(reverse("pages:mine")).text


def test_seventy_two_hours_are_counted_until_the_authority_is_told(world, browser, incident, at):
    morning = clock.hour_of(incident.known_on, 0)
    with at(morning + timedelta(hours=70)):
        assert incident.hours_left == 2
        assert "2 hours left of 72" in browser(world.theo).get(incident.get_absolute_url()).text
    with at(morning + timedelta(hours=80)):
        assert incident.hours_left == 0
    browser(world.theo).post(reverse("privacy:tell_authority", args=[incident.pk]))
    incident.refresh_from_db()
    assert not incident.must_be_told


def test_it_stays_for_five_years(incident, at):
    with pytest.raises(Refused):
        Incident.objects.all().delete()
    # One alone, or from far in the future: the database knows the day.
    for erase in (incident.delete, forget_register):
        with at(clock.now() + timedelta(days=9 * 365)), pytest.raises(DatabaseError, match="stays"), transaction.atomic():
            erase()
    Incident.objects.update(known_on=clock.today() - timedelta(days=5 * 365 + 3))
    forget_register()
    assert not Incident.objects.exists()


def test_who_wrote_told_and_took_it_along_is_in_the_log(world, browser, proved, incident):
    browser(world.theo).post(reverse("privacy:tell_authority", args=[incident.pk]))
    proved(world.theo).get(reverse("privacy:download_incidents", args=["csv"]))
    acts = StaffAct.objects.filter(staff=world.theo.pk, about="privacy.incident").order_by("pk")
    assert [(act.kind, act.detail) for act in acts] == [("changed", ""), ("changed", "told"), ("exported", "")]


@pytest.mark.parametrize("format", ["csv", "pdf", "xlsx"])
def test_the_commission_gets_it_in_a_form_it_can_read(world, browser, incident, format):
    client = browser(world.theo)
    prove(client, world.theo)
    answer = client.get(reverse("privacy:download_incidents", args=[format]))
    content = b"".join(answer) if answer.streaming else answer.content
    assert len(content) > 500
    if format == "csv":
        assert "A laptop was lost." in content.decode()


@pytest.mark.once
def test_every_round_that_forgets_stands_in_the_table():
    rounds = schedule.declared()
    assert {*RULES} <= rounds
    forgetting = {name for name in rounds if name.rpartition(".")[2].startswith(("forget_", "erase_"))}
    assert forgetting - {*RULES} == set()


def test_what_is_erased_is_counted_by_day(world, browser):
    person = User.objects.create_user("unsure@example.org", display_name="Unsure")
    person.emailaddress_set.create(email=person.email, primary=True)
    User.objects.filter(pk=person.pk).update(joined_at=clock.now() - timedelta(days=8))
    with counting("pyjama.accounts.tasks.forget_unconfirmed"):
        forget_unconfirmed()
    row = Forgotten.objects.get(table="accounts_user")
    assert (row.number, row.day) == (1, clock.today())
    page = browser(world.theo).get(reverse("privacy:retention")).text
    assert "accounts_user" in page
    assert "unsure@" not in page
    assert browser(world.odile).get(reverse("privacy:retention")).status_code == 404
