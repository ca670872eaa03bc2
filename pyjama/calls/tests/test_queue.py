"""What waits for moderators, in one mail a morning."""

from datetime import timedelta

import pytest

from pyjama.calls.models import Call
from pyjama.calls.queue import QUEUE
from pyjama.core import clock
from pyjama.digests.series import send_due
from pyjama.mail.models import Mail
from pyjama.notifications.actions import choose
from pyjama.notifications.models import Channel, Kind
from pyjama.organizations.models import Case

NOON = 12


@pytest.fixture(autouse=True)
def empty_outbox(world):
    Mail.objects.all().delete()


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


def test_the_age_of_a_verification_stands_against_the_goal(world):
    moment = clock.hour_of(clock.today(), NOON) - timedelta(hours=60)
    Case.objects.waiting().update(waiting_since=moment)

    assert "60" in run()[world.odile.email].text


def test_an_empty_queue_is_not_mailed(world):
    Case.objects.update(decided_at=clock.now())
    Call.objects.waiting_for_review().update(state=Call.State.DRAFT)

    assert run() == {}


def test_it_comes_once_a_day_and_not_to_who_stopped_it(world):
    run()
    run(hour=15)
    assert Mail.objects.filter(recipient=world.odile.email).count() == 1

    choose(person=world.odile, channel=Channel.MAIL, choices={Kind.QUEUE: False})
    run(day=1)
    assert Mail.objects.filter(recipient=world.odile.email).count() == 1
