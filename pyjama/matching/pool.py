"""Of very many open calls the few hundred that are weighed for somebody: those that fit her and need help most.

Where no more calls are open than are weighed anyway, all are, and nothing here is asked. See decision 0067.
"""

from functools import lru_cache, reduce
from itertools import chain, islice, takewhile
from operator import and_
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser

from pyjama.calls.board import CAUSE, SKILL, board
from pyjama.calls.models import Call
from pyjama.core.kept import Kept
from pyjama.matching.narrowing import CANDIDATES, points_for
from pyjama.matching.wishes import Wishes

MOST_WEIGHED, OF_EACH = 500, 75
MOST_CALLS = 1_000_000
kept = Kept(MOST_CALLS)


class Pool(NamedTuple):
    """The ids of calls (a set), and whether they are all that may be weighed."""

    ids: set
    are_all: bool

    def weighed(self, waiting, weigh):
        """What `weigh` makes of the calls in it that wait for a reader, or of all that do where too few of these are left.

        `waiting` returns a queryset of them, among some ids or not.
        """
        facts = weigh(waiting(among=self.ids))
        return facts if self.are_all or len(facts) == CANDIDATES else weigh(waiting())


class Everything:
    """The pool where few calls are open."""

    def weighed(self, waiting, weigh):
        return weigh(waiting())


def pool_of_fitting(wishes):
    """Those that fit somebody's Wishes: so many requests, as many challenges, and as many that ask for her skills."""
    shared = board()
    if len(shared) <= MOST_WEIGHED:
        return Everything()
    fit = all_fitting(shared, wishes)
    kinds = [*shared.shelves["kind"].values(), shared.having(SKILL, wishes.chosen_skills)]
    ids = first_of_each(shared, [fit & kind for kind in kinds])
    return Pool(ids, are_all=len(ids) == fit.bit_count())


def pool_of_nearest(wishes):
    """Those that fit somebody's Wishes, as above; where few do, those that come near as well."""
    shared = board()
    if len(shared) <= MOST_WEIGHED:
        return Everything()
    met, fit = fits(shared, wishes), all_fitting(shared, wishes)
    groups = [fit, fit & shared.having(SKILL, wishes.chosen_skills)]
    if fit.bit_count() < OF_EACH:
        missing_one = ([bits for other, bits in met.items() if other != name] for name in met)
        groups += [*(reduce(and_, others, shared.all) for others in missing_one), shared.all]
    return Pool(first_of_each(shared, groups), are_all=False)


def all_fitting(shared, wishes):
    """The bits of the calls of a board that fit somebody's Wishes."""
    return reduce(and_, fits(shared, wishes).values(), shared.all)


def fits(shared, wishes):
    """The bits of the calls that meet each of the Wishes, by its name, as `conditions` says it of a queryset."""
    asked = {
        "language": (wishes.languages, shared.having("language", wishes.languages)),
        "minutes": (wishes.minutes, shared.taking(wishes.minutes or 0)),
        "cause": (wishes.causes, shared.having(CAUSE, wishes.causes)),
        "skill": (wishes.skills, shared.having(SKILL, [*wishes.chosen_skills, None])),
    }
    return {name: bits for name, (is_said, bits) in asked.items() if is_said}


def first_of_each(shared, groups):
    """The ids (a set) of the first so many calls of each group of bits, in the order of need; all of a small group."""
    order = order_on(shared, kept.get_or_make("neediest", Neediest, ""))
    return {pk for bits in groups for pk in first_of(shared, order, bits)}


def first_of(shared, order, bits):
    if bits.bit_count() <= OF_EACH:
        return shared.ids_of(bits)
    has = shared.flags(bits)
    return islice((pk for pk, place in order if has[place]), OF_EACH)


@lru_cache(maxsize=2)
def order_on(shared, needy):
    """The ids and places of the calls of a board: what opened since `needy` (Neediest) was made, then those in it."""
    known = {*needy.ids}
    latest = takewhile(lambda pk: pk not in known, shared.ids)
    return [(pk, shared.places[pk]) for pk in chain(latest, needy.ids) if pk in shared.places]


class Neediest:
    """The `ids` of the open calls as they come to somebody who wishes nothing: a minute old at most."""

    def __init__(self):
        calls = Call.objects.visible_to(AnonymousUser()).open().order_by(points_for(Wishes()).desc(), "pk")
        self.ids = [*calls.values_list("pk", flat=True)]

    def __len__(self):
        return len(self.ids)
