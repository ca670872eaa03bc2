import pytest

from pyjama.calls.actions import approve_call, submit_call
from pyjama.notifications.models import Kind, Notification
from pyjama.organizations.actions import follow
from pyjama.organizations.models import Follow

MINE = "/en/my-space/"


@pytest.fixture
def refuge(world):
    return world.organization("refuge")


@pytest.fixture
def button(refuge):
    return f"/en/organizations/{refuge.pk}/follow/"


@pytest.fixture
def lise(world):
    """Somebody who follows nobody."""
    world.lise.follows.all().delete()
    return world.lise


def told(call):
    return {news.recipient for news in Notification.objects.filter(kind=Kind.CALL_OPENED, object_id=call.pk)}


def test_one_follows_from_the_organizations_page_and_stops_from_ones_space(browser, refuge, button, lise):
    page = refuge.get_absolute_url()
    assert 'aria-pressed="false"' in browser(lise).get(page).text

    assert browser(lise).post(button).url == page
    browser(lise).post(button)
    assert [follow.organization for follow in Follow.objects.visible_to(lise)] == [refuge]
    assert 'aria-pressed="true"' in browser(lise).get(page).text
    assert "Organizations I follow" in browser(lise).get(MINE).text

    assert browser(lise).post(button, {"take_back": "1", "list": "1"}).url == MINE
    assert "Organizations I follow" not in browser(lise).get(MINE).text


def test_who_follows_is_told_when_a_call_opens_and_gets_no_mail(world, refuge, lise, outbox):
    call = world.call("poster")
    follow(organization=refuge, person=lise)
    follow(organization=refuge, person=world.marc)

    submit_call(call=call)
    assert lise in told(call)
    assert world.marc not in told(call)
    assert outbox() == []


def test_a_first_call_is_told_once_it_is_approved(world, lise):
    call = world.call("doorway")
    follow(organization=call.organization, person=lise)
    assert told(call) == set()

    approve_call(call=call, version=call.version, moderator=world.odile)
    assert told(call) == {lise}


def test_what_one_may_not_see_or_is_not_verified_cannot_be_followed(world, browser, button, lise):
    hidden = world.organization("jardin")
    address = f"/en/organizations/{hidden.pk}/follow/"

    assert browser(lise).post(address).status_code == browser(world.nadia).post(address).status_code == 404
    assert browser().post(button).status_code == 302
    assert "Sign in to follow" in browser().get(world.organization("refuge").get_absolute_url()).text
    assert not Follow.objects.filter(organization=hidden).exists()
