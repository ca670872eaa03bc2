from uuid import uuid4

import pytest

from pyjama.contributions.actions import post_contribution
from pyjama.mail.models import Mail
from pyjama.notifications.actions import notify, take_interest
from pyjama.notifications.models import Interest, Kind, Notification
from tests.emptied import empty

PREFERENCES = "/en/notifications/preferences/"


@pytest.fixture(autouse=True)
def nothing_told_yet(world):
    empty(Notification)


def address(target):
    return f"/en/notifications/interest/{target._meta.model_name}/{target.pk}/"


def told(person):
    return [each.kind for each in Notification.objects.filter(recipient=person)]


def post(world, author, parent=None):
    call = world.call("slogans")
    return post_contribution(call=call, author=author, body="Here.", language="en", submission_key=uuid4(), parent=parent)


def test_who_follows_a_call_is_told_of_what_is_contributed_and_who_follows_a_thread_of_replies(world, browser):
    browser(world.sam).post(address(world.call("slogans")), {"change": "follow"})
    answer = post(world, world.amina)
    assert told(world.sam) == [Kind.FOLLOWED_CONTRIBUTION]

    take_interest(person=world.camille, target=answer)
    post(world, world.lise, parent=answer)
    assert told(world.camille) == [Kind.FOLLOWED_REPLY]
    assert told(world.sam) == [Kind.FOLLOWED_CONTRIBUTION]


@pytest.mark.parametrize("place", ["thread", "call", "organization"])
def test_muting_beats_everything_but_what_waits_for_a_person(world, place):
    answer = post(world, world.amina)
    call = world.call("slogans")
    target = {"thread": answer, "call": call, "organization": call.organization}[place]
    take_interest(person=world.amina, target=target, is_muted=True)

    reply = post(world, world.sam, parent=answer)
    assert told(world.amina) == []
    notify([world.amina], Kind.CALL_RETURNED, call)
    notify([world.amina], Kind.REPLY, reply)
    assert told(world.amina) == [Kind.CALL_RETURNED]


def test_the_later_of_the_two_counts_and_is_taken_back_from_the_list(world, browser):
    amina, call = browser(world.amina), world.call("slogans")
    for change in ("follow", "mute"):
        response = amina.post(address(call), {"change": change})
        assert response.url == call.get_absolute_url()
    assert Interest.objects.of(call).get(person=world.amina).is_muted
    assert "You muted this" in amina.get(call.get_absolute_url()).text
    assert call.title in amina.get(PREFERENCES).text

    assert amina.post(address(call), {"change": "none", "back": "preferences"}).url == PREFERENCES
    assert not Interest.objects.of(call).filter(person=world.amina).exists()


def test_what_a_person_may_not_see_is_not_there_to_follow(world, browser):
    assert browser(world.amina).post(address(world.call("kittens")), {"change": "follow"}).status_code in {302, 404}
    assert browser(world.amina).post("/en/notifications/interest/user/1/", {"change": "follow"}).status_code == 404


def test_a_thread_is_muted_where_one_replies_in_it(world, browser):
    answer = post(world, world.amina)
    sam = browser(world.sam)
    page = f"/en/contributions/{answer.pk}/reply/"
    assert address(answer) in sam.get(page).text

    assert sam.post(address(answer), {"change": "mute"}).url == answer.get_absolute_url()

    assert "You muted this" in sam.get(page).text


def test_what_waits_in_a_letter_is_taken_out_of_it_once_it_is_muted(world):
    empty(Mail)
    first, second = post(world, world.amina), post(world, world.amina)
    for answer in (first, second):
        post(world, world.sam, parent=answer)
    assert Mail.objects.filter(recipient=world.amina.email).count() == 2

    take_interest(person=world.amina, target=first, is_muted=True)
    [left] = Mail.objects.filter(recipient=world.amina.email)
    assert {news.target.parent for news in Notification.objects.filter(mail=left)} == {second}

    Mail.objects.update(tries=1)
    take_interest(person=world.amina, target=world.call("slogans"), is_muted=True)
    assert Mail.objects.filter(pk=left.pk).exists()
