"""Whether the clock can be believed: what erases for good waits where it has jumped ahead.

A machine that starts with the year 2099 finds everything old, and would erase it all before anybody looks. So each round
that erases notes when it did. Where that is longer ago than the shortest time for which anything is kept, it waits until the
worker has been awake for a day under the new date, in which somebody sees what `doctor` says; where it is longer ago than a
site stands still, until an operator says that the date is right.
"""

from contextlib import contextmanager
from datetime import timedelta
from typing import NamedTuple

from django.db.models import Q

from pyjama.core import clock
from pyjama.core.schedule import NotNow
from pyjama.privacy.models import Believed
from pyjama.privacy.retention import RULES

# Nothing is kept for less: so small a jump erases nothing much earlier than it should.
AT_ONCE = timedelta(days=1)
# Longer than a holiday without the site; shorter than what is kept longest is worth.
MOST = timedelta(days=30)
# For so long the new date is looked at before it is believed, and no round may miss it for so long meanwhile.
LOOKED_AT, AWAKE = timedelta(days=1), timedelta(hours=6)
# So that a round of every minute does not write every minute.
OFTEN = timedelta(hours=1)


@contextmanager
def believing(name):
    """Keep the round of this name from running while the clock is not believed, if it is one that erases."""
    if name in RULES:
        if (jump := jumped()) and not has_lasted(jump):
            raise NotNow(f"the clock is {jump.ahead.days} days ahead of the last round that erased")
        note_moment()
    yield


class Jump(NamedTuple):
    """How far the clock is ahead of the last round that erased, and whether only a person can say that it is right."""

    ahead: timedelta
    is_too_far: bool


def jumped():
    """The Jump of a clock that is farther ahead than is believed, or None."""
    now, last = clock.now(), Believed.objects.filter(pk=Believed.ONLY).first()
    if last is None or now - last.moment <= AT_ONCE:
        return None
    return Jump(now - last.moment, min(last.doubted_at or now, now) - last.moment > MOST)


def has_lasted(jump):
    """Note that a round ran under a date that is not believed; whether it has been looked at for long enough."""
    now, row = clock.now(), Believed.objects.get(pk=Believed.ONLY)
    is_awake = row.seen_at is not None and row.doubted_at <= now and row.seen_at - OFTEN <= now < row.seen_at + AWAKE
    if not is_awake:
        Believed.objects.filter(pk=row.pk).update(doubted_at=now, seen_at=now)
        return False
    if now >= row.seen_at + OFTEN:
        Believed.objects.filter(pk=row.pk).update(seen_at=now)
    return not jump.is_too_far and now >= row.doubted_at + LOOKED_AT


def note_moment():
    """Remember that the clock was believed now; one that went back changes nothing."""
    now = clock.now()
    row, is_new = Believed.objects.get_or_create(pk=Believed.ONLY, defaults={"moment": now})
    if not is_new and (row.moment <= now - OFTEN or row.doubted_at):
        newer = Believed.objects.filter(Q(moment__lt=now) | Q(doubted_at__isnull=False), pk=Believed.ONLY)
        newer.update(moment=max(row.moment, now), doubted_at=None, seen_at=None)


def believe():
    """An operator says that the date is right: the rounds go on from here."""
    moment = {"moment": clock.now(), "doubted_at": None, "seen_at": None}
    Believed.objects.update_or_create(pk=Believed.ONLY, defaults=moment)
