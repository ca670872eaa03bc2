"""How many there are of each, and how unevenly: few organizations ask often, few calls get hundreds of answers."""

from array import array
from dataclasses import dataclass
from random import Random

# With its replies, so that more than 2,000 answers stand in the longest.
MOST_CALLS, LONGEST_THREAD = 300, 2_500


@dataclass(frozen=True)
class Size:
    """So many volunteers, organizations, calls and contributions (each an int)."""

    volunteers: int
    organizations: int
    calls: int
    contributions: int

    def calls_of_organizations(self):
        """How many calls each organization has, an array of int whose sum is `calls`."""
        return shares(self.calls, self.organizations, Random("calls"), steepness=1.3, most=MOST_CALLS)

    def contributions_of_calls(self):
        """How many contributions each call has, an array of int whose sum is `contributions`."""
        return shares(self.contributions, self.calls, Random("contributions"), steepness=0.9, most=LONGEST_THREAD)


def shares(whole, number, chance, *, steepness, most):
    """Divide `whole` (int) among `number` of them by the law of Pareto: an array of int whose sum is `whole`.

    The less the `steepness`, the more the luckiest have. None has more than `most`, unless all must.
    """
    weights = array("d", (chance.paretovariate(steepness) for _ in range(number)))
    parts = array("l", [0]) * number
    most = max(most, -(-whole // number))
    while left := whole - sum(parts):
        with_room = [place for place, part in enumerate(parts) if part < most]
        for place, part in zip(with_room, dealt(left, [weights[place] for place in with_room]), strict=True):
            parts[place] = min(most, parts[place] + part)
    return parts


def dealt(whole, weights):
    """So much (int) of the whole for each of the weights, in their order; together it is the whole."""
    total, passed, given = sum(weights), 0.0, 0
    for weight in weights:
        passed += weight
        due = round(whole * passed / total)
        yield due - given
        given = due
