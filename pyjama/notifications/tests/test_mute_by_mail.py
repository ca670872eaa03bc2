import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from pyjama.contributions.actions import post_contribution
from pyjama.core import clock
from pyjama.mail.models import Mail
from pyjama.mail.previews import previews
from pyjama.notifications.actions import choose, followers_of, notify, take_interest
from pyjama.notifications.models import SUMMARIES, TABLE, Channel, Interest, Kind
from pyjama.notifications.unsubscription import mute_token, preferences_token
from tests.emptied import empty


@pytest.fixture(autouse=True)
def nothing_mailed_yet(world):
    empty(Mail)


def post(world, author, parent=None):
    call, key = world.call("slogans"), uuid4()
    return post_contribution(call=call, author=author, body="Here.", language="en", submission_key=key, parent=parent)


def link_in(mail):
    """The path of the link that mutes."""
    return re.search(r"http://127.0.0.1:8000(/en/notifications/mute/\S+)", mail.text)[1]


def muted_by(person):
    return {each.target for each in Interest.objects.filter(person=person).muted()}


def wants(person, kind):
    choose(person=person, channel=Channel.MAIL, choices={kind: True})


def test_a_reply_offers_to_mute_its_thread_and_one_button_without_cookie_does(world):
    answer = post(world, world.amina)
    post(world, world.sam, parent=answer)
    mail = Mail.objects.get(recipient=world.amina.email)
    assert "Mute this thread" in mail.text
    assert link_in(mail) in mail.html.replace("&#x27;", "'")

    anybody = Client(enforce_csrf_checks=True)
    response = anybody.get(link_in(mail))
    assert "Mute this thread?" in response.text
    assert answer not in muted_by(world.amina)
    assert not response.cookies

    assert "It is muted" in anybody.post(link_in(mail)).text
    assert answer in muted_by(world.amina)
    empty(Mail)
    post(world, world.sam, parent=answer)
    assert not Mail.objects.filter(recipient=world.amina.email).exists()

    assert "Its news comes again" in anybody.post(link_in(mail), {"again": "none"}).text
    assert answer not in muted_by(world.amina)


def test_who_followed_it_follows_again(world):
    call = world.call("slogans")
    take_interest(person=world.lise, target=call)
    wants(world.lise, Kind.FOLLOWED_CONTRIBUTION)
    post(world, world.amina)
    address = f"/en/notifications/mute/{mute_token(world.lise, ('call', call.pk))}/"
    assert "/sourdine/" in Mail.objects.get(recipient=world.lise.email).text

    anybody = Client()
    assert 'value="follow"' in anybody.post(address).text
    assert world.lise not in followers_of(call)
    anybody.post(address, {"again": "follow"})
    assert world.lise in followers_of(call)


def test_a_call_of_an_organization_offers_to_mute_that_organization(world):
    wants(world.amina, Kind.CALL_OPENED)
    notify([world.amina], Kind.CALL_OPENED, world.call("slogans"))
    mail = Mail.objects.get()
    assert "Mute this organization" in mail.text
    Client().post(link_in(mail))
    assert muted_by(world.amina) == {world.call("slogans").organization}


@pytest.mark.parametrize("kind", [Kind.THANK_YOU, Kind.CALL_RETURNED])
def test_what_ends_a_story_or_cannot_be_muted_offers_nothing(world, kind):
    assert TABLE[kind].is_duty or TABLE[kind].is_last_word
    target = post(world, world.amina) if kind == Kind.THANK_YOU else world.call("slogans")
    notify([world.amina], kind, target, facts={"words": "Thank you."})
    assert "/mute/" not in Mail.objects.get(recipient=world.amina.email).text


def test_neither_an_old_link_nor_another_one_nor_one_of_what_is_hidden_mutes(world):
    slogans, draft = world.call("slogans"), world.call("poster")
    with clock.at(clock.now() - timedelta(days=91)):
        old = mute_token(world.amina, ("call", slogans.pk))
    others = [old, preferences_token(world.amina), mute_token(world.amina, ("call", draft.pk)), "x"]
    for token in others:
        assert Client().post(f"/en/notifications/mute/{token}/").status_code == 404
    assert muted_by(world.amina) == set()


@pytest.mark.once
def test_every_mail_that_more_may_follow_offers_it_and_no_other_does():
    offering = {name.split("/")[1] for name, write in previews().items() if "/mute/" in write().text}
    kinds = {kind for kind, told in TABLE.items() if not (told.is_duty or told.is_last_word)} - {*SUMMARIES}
    assert offering == {kind.value for kind in kinds}
