"""What the public may know of how an organization treats people's help: its record, kept beside its name.

Only calls that are over count, so that the figures change when a call is finished or lapses, and hardly ever between. A
reaction is the organization's first reply to a contribution, or the first credit it gives it; taken back later, it was one
all the same.
"""

from pyjama.calls.models import Call
from pyjama.contributions.models import Contribution
from pyjama.organizations.models import Organization

HOUR = 3600


def renew_record(organization):
    """Count an organization's calls that are over, and how long the median contribution under them waited for a reaction.

    The caller holds the organization, so that of two calls that end at once none is forgotten.
    """
    states = [*organization.calls.over().values_list("state", flat=True)]
    Organization.objects.filter(pk=organization.pk).update(
        calls_finished=states.count(Call.State.FINISHED),
        calls_lapsed=states.count(Call.State.LAPSED),
        reaction_hours=median_wait(organization),
    )


def median_wait(organization):
    """The hours (int) within which half of the answers to its calls had their reaction; None where half of them had none."""
    answers = Contribution.objects.answers().filter(call__in=organization.calls.over())
    waits = [
        wait_of(*moments) for moments in answers.values_list("posted_at", "reacted_at", "call__state", "call__lapsed_at")
    ]
    known = sorted(wait for wait in waits if wait is not None)
    middle = (len(waits) - 1) // 2
    return round(known[middle].total_seconds() / HOUR) if waits and middle < len(known) else None


def wait_of(posted_at, reacted_at, state, lapsed_at):
    """How long (timedelta) an answer waited; None where nothing came, or nothing before its call lapsed."""
    is_in_time = reacted_at and (state == Call.State.FINISHED or reacted_at <= lapsed_at)
    return reacted_at - posted_at if is_in_time else None
