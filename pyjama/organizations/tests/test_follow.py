from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType

from pyjama.calls.actions import approve_call, submit_call
from pyjama.core import clock
from pyjama.notifications.actions import take_interest
from pyjama.notifications.models import Interest, Kind, Notification

MINE = "/en/my-space/"


@pytest.fixture
def refuge(world):
    return world.organization("refuge")


@pytest.fixture
def button(refuge):
    return f"/en/notifications/interest/organization/{refuge.pk}/"


@pytest.fixture
def lise(world):
    """Somebody who follows nobody."""
    Interest.objects.filter(person=world.lise).delete()
    return world.lise


def told(call):
    return {news.recipient for news in Notification.objects.filter(kind=Kind.CALL_OPENED, object_id=call.pk)}


def test_one_follows_from_the_organizations_page_and_stops_from_ones_space(browser, refuge, button, lise):
    page = refuge.get_absolute_url()
    assert "You follow this" not in browser(lise).get(page).text

    assert browser(lise).post(button, {"change": "follow"}).url == page
    browser(lise).post(button, {"change": "follow"})
    assert [each.target for each in Interest.objects.visible_to(lise)] == [refuge]
    assert "You follow this" in browser(lise).get(page).text
    assert "Organizations I follow" in browser(lise).get(MINE).text

    assert browser(lise).post(button, {"change": "none", "back": "mine"}).url == MINE
    assert "Organizations I follow" not in browser(lise).get(MINE).text


def test_who_follows_is_told_when_a_call_opens_and_gets_no_mail(world, refuge, lise, outbox):
    call = world.call("poster")
    take_interest(person=lise, target=refuge)
    take_interest(person=world.marc, target=refuge)

    submit_call(call=call)
    assert lise in told(call)
    assert world.marc not in told(call)
    assert outbox() == []


def test_a_first_call_is_told_once_it_is_approved(world, lise):
    call = world.call("doorway")
    take_interest(person=lise, target=call.organization)
    assert told(call) == set()

    approve_call(call=call, version=call.version, moderator=world.odile)
    assert told(call) == {lise}


def test_what_one_may_not_see_cannot_be_followed_and_what_is_not_verified_does_not_offer_it(world, browser, lise):
    hidden = world.organization("jardin")
    address = f"/en/notifications/interest/organization/{hidden.pk}/"

    assert browser(lise).post(address, {"change": "follow"}).status_code == 404
    assert browser().post(address).status_code == 302
    assert 'value="follow"' not in browser(world.nadia).get(hidden.get_absolute_url()).text
    assert "Sign in to follow" in browser().get(world.organization("refuge").get_absolute_url()).text
    assert not Interest.objects.of(hidden).exists()


class Before:
    """The tables as they were: who followed stood in one of its own."""

    def __init__(self, rows):
        self.rows = rows

    def get_model(self, app, name):
        return self if name == "Follow" else apps.get_model(app, name)

    @property
    def objects(self):
        return self

    def order_by(self, *names):
        return self

    def exists(self):
        return bool(self.rows)

    def iterator(self, size):
        return iter(self.rows)


def test_who_followed_before_follows_still_and_who_muted_meanwhile_is_left_in_peace(world, refuge, lise):
    since = clock.now().replace(year=2020)
    take_interest(person=world.amina, target=refuge, is_muted=True)
    follow = type("Follow", (), {"organization_id": refuge.pk, "since": since})
    rows = [follow(), follow()]
    rows[0].person_id, rows[1].person_id = lise.pk, world.amina.pk

    migration = import_module("pyjama.organizations.migrations.0011_follows_are_interests")
    for _ in range(2):
        migration.carry_over(Before(rows), None)

    model = ContentType.objects.get_for_model(refuge)
    interests = Interest.objects.filter(content_type=model, object_id=refuge.pk, person__in=[lise, world.amina])
    assert {(each.person, each.is_muted) for each in interests} == {(lise, False), (world.amina, True)}
    assert interests.get(person=lise).since == since
