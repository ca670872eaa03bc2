"""What somebody gave, and what became of it."""

from pyjama.outcomes.models import Outcome


def with_outcomes(contributions, reader):
    """Contributions as a list, each with the `outcome` of its call as this reader may see it, or None: one query for all."""
    given = [*contributions]
    calls = [contribution.call for contribution in given]
    outcomes = Outcome.objects.visible_to(reader).published().filter(call__in=calls)
    by_call = {outcome.call_id: outcome for outcome in outcomes}
    for contribution in given:
        contribution.outcome = by_call.get(contribution.call_id)
    return given
