"""What the worker did in the story while calls went by, and on the last of its Thursdays and mornings."""

from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

from django.conf import settings

from pyjama.calls.actions import close_due_calls
from pyjama.calls.models import DAYS_TO_SORT
from pyjama.calls.queue import QUEUE
from pyjama.core import clock
from pyjama.digests.periods import MORNING, latest_week
from pyjama.digests.series import send_due
from pyjama.matching.digest.weekly import WEEKLY
from pyjama.outcomes.promise import DAYS, reminded_at
from pyjama.outcomes.tasks import keep_the_promise
from pyjama.outcomes.to_do.letters import TO_DO

SOON = timedelta(minutes=1)


def rounds(closes):
    """The worker's rounds that a deadline asks for, as far as they are due by now."""
    if closes + SOON < clock.now():
        yield closes + SOON, close_due_calls
    lapses = clock.days_from(closes, DAYS_TO_SORT)
    for moment in [*(reminded_at(closes, day) for day in DAYS), lapses]:
        if moment + SOON < clock.now():
            yield moment + SOON, keep_the_promise


def mails_of_the_calendar():
    """The last round of each mail that comes by the calendar."""
    now = clock.now()
    weekly = latest_week(now - SOON, ZoneInfo(settings.TIME_ZONE)).due_at
    today, yesterday = (clock.hour_of(clock.day(clock.days_from(now, -days)), MORNING) for days in (0, 1))
    morning = today if today + SOON < now else yesterday
    for moment, series in [(weekly, WEEKLY), (morning, TO_DO), (morning, QUEUE)]:
        yield moment + SOON, partial(send_due, series)
