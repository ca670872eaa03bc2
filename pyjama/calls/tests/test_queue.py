"""What waits for moderators, in one mail a morning."""

import re
from datetime import timedelta

import pytest

from pyjama.calls.models import Call
from pyjama.calls.queue import QUEUE
from pyjama.core import clock
from pyjama.digests.series import send_due
from pyjama.digests.tests.anew import begin_anew
from pyjama.mail.models import Mail
from pyjama.moderation.models import Appeal, Item
from pyjama.notifications.actions import choose
from pyjama.notifications.models import Channel, Kind
from pyjama.organizations.models import Case

NOON = 12


@pytest.fixture(autouse=True)
def empty_outbox(world):
    begin_anew()


def run(hour=NOON, day=0):
    with clock.at(clock.hour_of(clock.day(clock.days_from(clock.now(), day)), hour)):
        send_due(QUEUE)
    return {mail.recipient: mail for mail in Mail.objects.all()}


def test_moderators_get_the_queue_in_the_morning_and_nobody_else(world):
    assert run(hour=7) == {}
    mails = run()

    assert world.odile.email in mails
    assert not {world.amina.email, world.chloe.email} & {*mails}
    for case in Case.objects.waiting().for_queue():
        assert case.organization.name in mails[world.odile.email].text
    for call in Call.objects.waiting_for_review():
        assert call.title in mails[world.odile.email].text


def test_a_first_call_has_its_age_and_the_desk_is_counted_without_naming_anything(world):
    moment = clock.hour_of(clock.today(), NOON)
    [call] = Call.objects.waiting_for_review()
    Call.objects.filter(pk=call.pk).update(saved_at=moment - timedelta(hours=31))
    items = Item.objects.open()
    items.update(opened_at=moment - timedelta(hours=77))
    mail = run()[world.odile.email]

    assert "31" in mail.text
    assert re.search(rf"\b{items.count()} \w.*\n.*\b77\b.*\n.*http.*/moderation/", mail.text)
    assert not [item for item in items if str(item.target) in mail.text]
    number = items.count() + Appeal.objects.open().count() + Case.objects.waiting().count() + 1
    assert str(number) in mail.subject


def test_a_first_call_has_its_age_on_the_page_too(world, browser):
    Call.objects.waiting_for_review().update(saved_at=clock.now() - timedelta(days=3, minutes=5))
    title = re.escape(Call.objects.waiting_for_review().get().title)

    assert re.search(rf"{title}</a>.*<time[^>]*>3\sdays", browser(world.odile).get("/en/to-review/").text)


def test_the_age_of_a_verification_stands_against_the_goal(world):
    moment = clock.hour_of(clock.today(), NOON) - timedelta(hours=60)
    Case.objects.waiting().update(waiting_since=moment)

    assert "60" in run()[world.odile.email].text


def test_an_empty_queue_is_not_mailed(world):
    Case.objects.update(decided_at=clock.now())
    Call.objects.waiting_for_review().update(state=Call.State.DRAFT)
    Appeal.objects.update(decided_at=clock.now())
    item = Item.objects.open().first()
    Item.objects.open().exclude(pk=item.pk).update(closed_at=clock.now())

    assert world.odile.email in run()
    Item.objects.update(closed_at=clock.now())
    assert len(run(day=1)) == 1


def test_it_comes_once_a_day_and_not_to_who_stopped_it(world):
    run()
    run(hour=15)
    assert Mail.objects.filter(recipient=world.odile.email).count() == 1

    choose(person=world.odile, channel=Channel.MAIL, choices={Kind.QUEUE: False})
    run(day=1)
    assert Mail.objects.filter(recipient=world.odile.email).count() == 1
