"""What the home page says in numbers: true ones, or none where there is too little to say.

The worker counts them, so that no reader waits for it: of three million contributions it takes seconds (decision 0067).
"""

import time

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db.models import Count, OuterRef, Q, Subquery

from pyjama.calls.models import Call
from pyjama.contributions.models import Contribution
from pyjama.organizations.models import Organization

A_MINUTE, AN_HOUR = 60, 60 * 60
FIGURES, RESTING = "figures", "figures-resting"
# So many times as long as it took to count them, they stand: half a per cent of the worker's time.
REST = 200
FEWEST = {"people": 10, "organizations": 5, "calls": 10}
LATEST = 500


def figures():
    """The figures of the home page, a minute old, older where they take long to count; one of too few rows is None.

    `people` (int) have answered a call, `organizations` (int) are verified, half of the latest 500 calls had their first
    answer within `first_answer` (timedelta), and of the calls that closed and were sorted or lapsed `finished` (int, per
    cent) have an outcome.
    """
    return cache.get_or_set(FIGURES, count, A_MINUTE)


def renew():
    """Count the figures again, unless that took long and is not long ago."""
    if cache.get(RESTING):
        return
    began = time.monotonic()
    cache.set(FIGURES, count(), AN_HOUR)
    cache.set(RESTING, True, min(REST * (time.monotonic() - began), AN_HOUR / 2))


def count():
    people = Contribution.objects.answers().aggregate(number=Count("author", distinct=True))["number"]
    organizations = Organization.objects.verified().count()
    return {
        "people": people if people >= FEWEST["people"] else None,
        "organizations": organizations if organizations >= FEWEST["organizations"] else None,
        "first_answer": first_answer(),
        "finished": share_of_finished(),
    }


def first_answer():
    """How long the median call waited for its first answer; None too where half of them or more had none."""
    answers = Contribution.objects.answers().filter(call=OuterRef("pk")).order_by("posted_at")
    # One that is open still may be answered yet: it says nothing before that.
    calls = Call.objects.visible_to(AnonymousUser()).exclude(state=Call.State.OPEN, contribution_count=0)
    moments = calls.values_list("published_at", Subquery(answers.values("posted_at")[:1]))[:LATEST]
    waits = [first - published if first else None for published, first in moments]
    if len(waits) < FEWEST["calls"]:
        return None
    answered = sorted(wait for wait in waits if wait is not None)
    middle = (len(waits) - 1) // 2
    return answered[middle] if middle < len(answered) else None


def share_of_finished():
    """The calls with an outcome among those that have one or lapsed without: an int, per cent."""
    ends = Call.objects.visible_to(AnonymousUser()).aggregate(
        finished=Count("pk", filter=Q(state=Call.State.FINISHED)), lapsed=Count("pk", filter=Q(state=Call.State.LAPSED))
    )
    over = ends["finished"] + ends["lapsed"]
    return round(100 * ends["finished"] / over) if over >= FEWEST["calls"] else None
