"""The clock of the machine jumps, there and back: mail leaves once, and nobody is held up."""

import uuid
from datetime import timedelta

import pytest

from pyjama.contributions.actions import post_contribution
from pyjama.core import clock
from pyjama.core.limits import LIMITS
from pyjama.mail.delivery import deliver_due
from pyjama.mail.models import Mail
from pyjama.world.story import address_of

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("no_mail")]

AMINA = address_of("amina")
JUMPS = [timedelta(0), timedelta(days=1), timedelta(hours=-3), timedelta(minutes=5), timedelta(days=2), timedelta(seconds=1)]


def write(number):
    """A message in the outbox."""
    name, words = f"<{number}@example.org>", {"subject": "Hello", "text": "Hello"}
    return Mail.objects.create(recipient=AMINA, sender="site@example.org", message_id=name, **words)


def test_mail_leaves_once_whatever_the_clock_does(world, server, settings):
    settings.MAIL_PER_MINUTE = 2
    start = clock.now()
    for number, jump in enumerate(JUMPS):
        with clock.at(start + jump):
            write(number)
            deliver_due()
            write(f"{number}-that-waits")
    for minutes in range(len(JUMPS)):
        with clock.at(start + timedelta(days=3, minutes=2 * minutes)):
            deliver_due()
    arrived = [message["Message-ID"] for message in server.messages]
    assert sorted(arrived) == sorted(
        Mail.objects.filter(message_id__endswith="@example.org>").values_list("message_id", flat=True)
    )
    assert len(arrived) == 2 * len(JUMPS)
    assert Mail.objects.parked().count() == 0


def test_a_clock_that_goes_back_holds_up_neither_who_writes_nor_the_mail(world, server, settings):
    settings.MAIL_PER_MINUTE = 1
    limit, start = LIMITS["contributions"], clock.now()
    with clock.at(start):
        for _ in range(limit.acts):
            post(world)
        write("before")
        deliver_due()
    with clock.at(start - timedelta(hours=3)):
        post(world)
        write("after")
        deliver_due()
    assert [message["Message-ID"] for message in server.messages] == ["<before@example.org>", "<after@example.org>"]


def post(world):
    return post_contribution(
        call=world.call("slogans"), author=world.amina, body="An idea.", language="en", submission_key=uuid.uuid4()
    )
