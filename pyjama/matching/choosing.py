"""Which call comes next, for whom, and why."""

from functools import partial
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count

from pyjama.calls.board import UNSHOWN, board
from pyjama.calls.models import Call
from pyjama.contributions.models import Contribution
from pyjama.core import clock
from pyjama.core.kept import Kept
from pyjama.core.scopes import belongs_to
from pyjama.matching.models import Stance
from pyjama.matching.muting import unmuted
from pyjama.matching.narrowing import conditions, fitting_candidates, nearest_candidates
from pyjama.matching.pool import all_fitting, pool_of_fitting, pool_of_nearest
from pyjama.matching.score import facts_of, score, tiring
from pyjama.matching.words import misfits_in_words, reasons_in_words
from pyjama.organizations.models import organizations_of

MOST_NUMBERS = 1_000
kept = Kept(MOST_NUMBERS)


class Match(NamedTuple):
    """A call for somebody, as a card wants it; why it is there and what does not fit, as lists of str in her language."""

    call: Call
    reasons: list
    misfits: list


def next_call(*, reader, wishes, passed=frozenset(), just_seen=()):
    """The call (a Match) that fits a reader's Wishes and needs her most; None where nothing fits.

    Never what she answered, skipped, saved, muted or does not want, nor her own organization's; `passed` are the ids of
    those that a visitor's browser remembers. `just_seen` are the kind and the cause slugs of the calls she saw last, the
    oldest first: the next is of another kind wherever one fits; else no third of the same cause follows two where there is
    another.
    """
    just_seen = [*just_seen]
    weigh = partial(fitting_candidates, wishes=wishes, just_seen=just_seen)
    facts = pool_of_fitting(wishes).weighed(partial(waiting_for, reader, passed), weigh)
    return next(iter(best_of(facts, reader, wishes, just_seen, 1)), None)


def nearest_calls(*, reader, wishes, passed=frozenset(), number=1):
    """A list to choose from: the calls (so many at most, as Match) of which `next_call` would take one, then the nearest."""
    weigh = partial(nearest_candidates, wishes=wishes)
    facts = pool_of_nearest(wishes).weighed(partial(waiting_for, reader, passed), weigh)
    return best_of(facts, reader, wishes, [], number)


def best_of(facts, reader, wishes, just_seen, number):
    """The best of some calls ({pk: Facts}), as a list of Match, no two of a kind after each other where that can be."""
    moment = clock.now()
    scores = {pk: score(call, wishes, moment) for pk, call in facts.items()}
    chosen = varied(scores, {pk: (call.kind, call.causes) for pk, call in facts.items()}, just_seen, number)
    calls = Call.objects.visible_to(reader).for_cards().defer(*UNSHOWN).in_bulk(chosen)
    # One that closed to her between two queries is left out.
    return [in_words(calls[pk], scores[pk], wishes) for pk in chosen if pk in calls]


def matches_of(*, calls, wishes):
    """Calls that are before a reader already (as cards want them), each with why it may be: a list of Match."""
    moment = clock.now()
    return [in_words(call, score(facts_of(call), wishes, moment), wishes) for call in calls]


def in_words(call, fit, wishes):
    """The Match of a call and its Score."""
    return Match(call, reasons_in_words(fit.reasons, call, wishes), misfits_in_words(fit.misfits, call))


def how_many_fit(wishes):
    """How many open calls fit (int), and how many people answered those (int, a minute old at most)."""
    people = kept.get_or_make(wishes, partial(count_people, wishes), "", size=lambda _number: 1)
    return all_fitting(board(), wishes).bit_count(), people


def count_people(wishes):
    """How many people (int) answered the open calls that fit."""
    calls = Call.objects.visible_to(AnonymousUser()).open().filter(*conditions(wishes).values())
    answers = Contribution.objects.answers().filter(call__in=calls.order_by().values("pk"))
    return answers.aggregate(people=Count("author", distinct=True))["people"]


def waiting_for(reader, passed=frozenset(), among=None):
    """The open calls that may be proposed to a reader, who may be a visitor; of some alone, where `among` has their ids."""
    is_among, of_those = ({}, {}) if among is None else ({"pk__among": among}, {"call__pk__among": among})
    calls = unmuted(Call.objects.visible_to(reader).open().filter(**is_among).exclude(pk__in=passed), reader)
    if not reader.is_authenticated:
        return calls
    # Said twice, as somebody may have answered thousands.
    answered = Contribution.objects.standing().filter(belongs_to(reader, "author"), parent=None, **of_those)
    aside = Stance.objects.visible_to(reader).put_aside().order_by()
    calls = calls.exclude(pk__in=answered.values("call")).exclude(pk__in=aside.values("call"))
    return calls.exclude(organization__in=organizations_of(reader))


def with_likings(wishes, liked):
    """The same Wishes, with the causes and skills of some calls (a queryset) that somebody wanted more like."""
    pairs = {*liked.values_list("organization__causes__slug", "skills__slug")}
    return wishes._replace(
        liked_causes=frozenset(cause for cause, _skill in pairs if cause),
        liked_skills=frozenset(skill for _cause, skill in pairs if skill),
    )


def varied(scores, looks, just_seen, number):
    """The keys of the best scores (so many at most), none alike the two before it where that can be; `looks` by key."""
    left, chosen = sorted(scores, key=lambda pk: (-scores[pk].points, pk)), []
    while left and len(chosen) < number:
        best = max(left, key=lambda pk: scores[pk].points + tiring(looks[pk], just_seen))
        left.remove(best)
        chosen.append(best)
        just_seen = [*just_seen, looks[best]]
    return chosen
