"""Which calls fit each of many people best: the score of the door, on facts that are fetched once for all of them."""

from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType

from pyjama.calls.models import Call
from pyjama.contributions.models import Contribution
from pyjama.core import clock
from pyjama.matching.choosing import in_words, varied
from pyjama.matching.digest.shelves import Shelves
from pyjama.matching.models import Proposal, Stance
from pyjama.matching.muting import muted_by
from pyjama.matching.narrowing import CANDIDATES, facts_of_each
from pyjama.matching.score import Reason, score
from pyjama.matching.wishes import Wishes
from pyjama.notifications.models import Kind, Notification
from pyjama.organizations.models import Membership
from pyjama.volunteers.models import wishes_of_each

MOST_CALLS = 5


class Choice(NamedTuple):
    """What one person is proposed: her Wishes, and the Scores of calls by their ids, the best first."""

    wishes: Wishes
    scores: dict


def choices_for(people, told=None):
    """What fits each of some people, a list, and was never proposed to her: a Choice by her id, in so many queries for all.

    `told` are the calls (a set of ids, by her id) that she is told of otherwise. The calls are ranked once for each
    different set of wishes. Whoever nothing fits is left out.
    """
    facts = facts_of_each(Call.objects.visible_to(AnonymousUser()).open().order_by())
    wishes, passed, shelves = wishes_with_likings(people), passed_by(people), Shelves(facts)
    rankings = {each: ranking(shelves, each) for each in {*wishes.values()}}
    for person, calls in (told or {}).items():
        passed.setdefault(person, set()).update(calls)
    choices = {
        person.pk: Choice(wishes[person.pk], best(rankings[wishes[person.pk]], facts, passed.get(person.pk, frozenset())))
        for person in people
    }
    return {person: choice for person, choice in choices.items() if choice.scores}


def ranking(shelves, wishes):
    """The Scores of the calls that fit some Wishes, by their ids, the best first."""
    moment = clock.now()
    fitting = {pk: score(shelves.facts[pk], wishes, moment) for pk in shelves.fitting(wishes)}
    return dict(sorted(fitting.items(), key=lambda pair: (-pair[1].points, pair[0])))


def best(ranking, facts, passed):
    """The first few of a ranking that she has not passed, as varied as at the door: Scores by id."""
    scores = {}
    for pk, fit in ranking.items():
        if pk not in passed:
            scores[pk] = fit
        if len(scores) == CANDIDATES:
            break
    looks = {pk: (facts[pk].kind, facts[pk].causes) for pk in scores}
    return {pk: scores[pk] for pk in varied(scores, looks, [], MOST_CALLS)}


def wishes_with_likings(people):
    """The Wishes of each person, by her id, with what she wanted more like."""
    liked = {}
    rows = Stance.objects.filter(person__in=people).liking().order_by()
    for person, cause, skill in rows.values_list("person", "call__organization__causes__slug", "call__skills__slug"):
        causes, skills = liked.setdefault(person, (set(), set()))
        causes.update(filter(None, [cause]))
        skills.update(filter(None, [skill]))
    return {
        person: Wishes(**said, liked_causes=frozenset(causes), liked_skills=frozenset(skills))
        for person, said in wishes_of_each(people).items()
        for causes, skills in [liked.get(person, ((), ()))]
    }


def passed_by(people):
    """The calls (ids) that may not be proposed to each person, by her id: a dict of sets.

    What she answered, put aside, muted or was written of before, what she read news of, and what her own organizations ask.
    """
    passed = {}
    for rows in passings(people, Call.objects.open().order_by().values("pk")):
        for person, call in rows:
            passed.setdefault(person, set()).add(call)
    return passed


def passings(people, open_calls):
    """All of that as pairs of the ids of a person and a call, one list or queryset for each way."""
    answers = Contribution.objects.standing().filter(author__in=people, parent=None, call__in=open_calls)
    yield answers.order_by().values_list("author", "call")
    yield Stance.objects.put_aside().filter(person__in=people, call__in=open_calls).order_by().values_list("person", "call")
    yield Proposal.objects.filter(person__in=people, call__in=open_calls).order_by().values_list("person", "call")
    model = ContentType.objects.get_for_model(Call)
    news = Notification.objects.filter(
        recipient__in=people, kind=Kind.CALL_OPENED, content_type=model, object_id__in=open_calls
    )
    yield news.exclude(read_at=None).order_by().values_list("recipient", "object_id")
    own = Membership.objects.filter(person__in=people, organization__calls__in=open_calls)
    yield own.order_by().values_list("person", "organization__calls")
    yield muted_by(people, Call.objects.open())


def matches_in(choice, calls):
    """A Choice as a list of Match, in the active language; `calls` has them by id, as cards want them.

    How long each takes is said beside it anyway.
    """
    scores = [(calls[pk], fit) for pk, fit in choice.scores.items() if pk in calls]
    return [in_words(call, fit._replace(reasons=but_minutes(fit.reasons)), choice.wishes) for call, fit in scores]


def but_minutes(reasons):
    return [reason for reason in reasons if reason != Reason.MINUTES]
