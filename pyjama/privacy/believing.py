"""Whether the clock can be believed: what erases for good waits where it has jumped far ahead.

A machine that starts with the year 2099 finds everything old, and would erase it all before anybody looks. So each round
that erases notes when it did, and refuses where that is longer ago than a site stands still; then an operator says whether
the date is right.
"""

from contextlib import contextmanager
from datetime import timedelta

from pyjama.core import clock
from pyjama.core.schedule import NotNow
from pyjama.privacy.models import Believed
from pyjama.privacy.retention import RULES

# Longer than a holiday without the site; shorter than what is kept longest is worth.
MOST = timedelta(days=30)
# So that a round of every minute does not write every minute.
OFTEN = timedelta(hours=1)


@contextmanager
def believing(name):
    """Keep the round of this name from running while the clock is not believed, if it is one that erases."""
    if name in RULES:
        if jump := jumped():
            raise NotNow(f"the clock is {jump.days} days ahead of the last round that erased")
        note_moment()
    yield


def jumped():
    """How far the clock is ahead of the last round that erased (timedelta), if farther than a site stands still; or None."""
    last = Believed.objects.filter(pk=Believed.ONLY).first()
    ahead = clock.now() - last.moment if last else timedelta(0)
    return ahead if ahead > MOST else None


def note_moment():
    """Remember that the clock was believed now; one that went back changes nothing."""
    now = clock.now()
    row, is_new = Believed.objects.get_or_create(pk=Believed.ONLY, defaults={"moment": now})
    if not is_new and row.moment <= now - OFTEN:
        Believed.objects.filter(pk=row.pk, moment__lt=now).update(moment=now)


def believe():
    """An operator says that the date is right: the rounds go on from here."""
    Believed.objects.update_or_create(pk=Believed.ONLY, defaults={"moment": clock.now()})
