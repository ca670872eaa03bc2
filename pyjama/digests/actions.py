from datetime import timedelta

from django.db import transaction

from pyjama.core import clock
from pyjama.digests.models import Edition, Rhythm
from pyjama.notifications.actions import choose
from pyjama.notifications.models import Channel, Kind

KEPT = timedelta(days=60)


@transaction.atomic
def choose_weekly(*, person, is_wanted, weekday):
    """Remember whether calls that fit come to a person once a week, and on which day of it (a Rhythm.Weekday)."""
    choose(person=person, channel=Channel.DIGEST, choices={Kind.FITTING_CALLS: is_wanted})
    Rhythm.objects.update_or_create(person=person, defaults={"weekday": weekday})


def forget_editions():
    """Erase the lines of weeks and days that are long over."""
    Edition.objects.filter(period__lt=clock.today() - KEPT).delete()
