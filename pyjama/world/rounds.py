"""What the worker did in the story while calls went by."""

from datetime import timedelta

from pyjama.calls.actions import close_due_calls
from pyjama.calls.models import DAYS_TO_SORT
from pyjama.core import clock
from pyjama.outcomes.promise import DAYS, reminded_at
from pyjama.outcomes.tasks import keep_the_promise

SOON = timedelta(minutes=1)


def rounds(closes):
    """The worker's rounds that a deadline asks for, as far as they are due by now."""
    if closes + SOON < clock.now():
        yield closes + SOON, close_due_calls
    lapses = clock.days_from(closes, DAYS_TO_SORT)
    for moment in [*(reminded_at(closes, day) for day in DAYS), lapses]:
        if moment + SOON < clock.now():
            yield moment + SOON, keep_the_promise
