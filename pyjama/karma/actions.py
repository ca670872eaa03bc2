"""What is earned, and taken back.

Whoever awards or takes back holds the row it is about (docs/decisions/0013): of two who do so at the same moment, the second
finds what the first one wrote.
"""

from collections import Counter, defaultdict
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Count

from pyjama.core import clock
from pyjama.core.insertions import insert
from pyjama.karma import questions
from pyjama.karma.fairness import traded
from pyjama.karma.models import MOST_CONTRIBUTED, MOST_FROM_ONE, MOST_USEFUL_VOTES, POINTS, Entry, Reason

LOOKED_BACK = timedelta(days=30)
REVERSED_ALIKE = ["person_id", "reason", "giver_id", "content_type_id", "object_id"]


def about(target):
    """The fields by which an entry points at `target`, any saved row."""
    return {"content_type": ContentType.objects.get_for_model(target), "object_id": target.pk}


def about_each(targets):
    """The conditions that find the entries about any of `targets`, saved rows of one model."""
    targets = list(targets)
    if not targets:
        return {"pk__in": []}
    return {"content_type": ContentType.objects.get_for_model(targets[0]), "object_id__in": [each.pk for each in targets]}


@transaction.atomic(savepoint=False)
def award(person, reason, target, *, giver=None, is_new=False):
    """Write in `person`'s ledger what she earned by `target` (any row) for a Reason.

    Doing it twice earns once: an entry that stands for the same reason, target and giver is returned as it is. Of a row that
    `is_new`, written by this very transaction, nothing can stand yet: it is not asked.
    Returns None where it earns nothing: a contribution that earned all it may by useful votes, or the caps of `models`.
    """
    earned = Counter() if is_new else earned_by(person, reason, target)
    if earned[giver and giver.pk]:
        alike = Entry.objects.filter(person=person, reason=reason, **about(target))
        return alike.standing().filter(giver=giver).first()
    if reason == Reason.USEFUL and earned.total() >= MOST_USEFUL_VOTES * POINTS[reason]:
        return None
    if is_beyond_caps(person, reason, giver):
        return None

    entry = Entry(person=person, reason=reason, points=POINTS[reason], giver=giver, **about(target))
    return insert(entry)[0]


def earned_by(person, reason, target):
    """Points that stand for what she earned by a row for a Reason (a Counter, by the id of who gave them, or None)."""
    # What stands is what adds up: what was taken back counts for nothing.
    earned = Counter()
    for giver_id, points in questions.earned.ask(person.pk, reason, ContentType.objects.get_for_model(target).pk, target.pk):
        earned[giver_id] += points
    return earned


def is_beyond_caps(person, reason, giver):
    """Whether this giver's votes, or a day's contributions, already brought her all they may."""
    caps = {Reason.USEFUL: MOST_FROM_ONE, Reason.CONTRIBUTED: MOST_CONTRIBUTED}.get(reason, [])
    return any(questions.times_earned(person, reason, giver, clock.now() - period) >= number for number, period in caps)


@transaction.atomic
def award_each(people, reason, *, giver):
    """Write what several people earned at once: `people` maps rows of one model to the person who earned by each.

    As with `award`, doing it twice earns once; nobody earns by crediting herself. The number of queries does not grow
    with the rows.
    """
    standing = Entry.objects.standing().filter(reason=reason, giver=giver, **about_each(people))
    earned = set(standing.values_list("object_id", flat=True))
    Entry.objects.bulk_create(
        Entry(person=person, reason=reason, points=POINTS[reason], giver=giver, **about(target))
        for target, person in people.items()
        if target.pk not in earned and person != giver
    )


@transaction.atomic
def take_back(*targets, reason=None, giver=None):
    """Reverse what still stands about rows of one model: all of it, or only what was earned for a Reason, or from a giver.

    Each entry gets one line of minus its points, which names it; the entry itself stays. Doing it twice changes nothing.
    """
    standing = Entry.objects.standing().filter(**about_each(targets))
    if reason:
        standing = standing.filter(reason=reason)
    if giver:
        standing = standing.filter(giver=giver)

    reverse(standing)


def reverse(entries):
    """Write one line of minus its points for each of some standing entries (a queryset)."""
    reversals = [
        Entry(reverses=entry, points=-entry.points, **{name: getattr(entry, name) for name in REVERSED_ALIKE})
        for entry in entries
    ]
    # An entry is reversed once: of two who try at the same moment, the second finds it done.
    Entry.objects.bulk_create(reversals, ignore_conflicts=True)


@transaction.atomic
def take_traded_back():
    """Reverse what useful votes of the last LOOKED_BACK brought where they are traded (see `fairness`); return how many."""
    recent = Entry.objects.by_votes().since(clock.now() - LOOKED_BACK).order_by()
    counted = recent.values_list("giver", "person").annotate(number=Count("pk"))
    people = defaultdict(set)
    for giver, person in traded(Counter({(giver, person): number for giver, person, number in counted})):
        people[giver].add(person)
    before = Entry.objects.count()
    for giver, favoured in people.items():
        reverse(recent.standing().filter(giver=giver, person__in=favoured))
    return Entry.objects.count() - before


@transaction.atomic
def give_back(target, *, since):
    """Earn anew what was taken back about `target` (any row) since a moment: it was hidden, and is no longer.

    Doing it twice gives once: what stands already for the same person, reason and giver is not given again.
    """
    taken = Entry.objects.filter(reverses=None, reversal__created_at__gte=since, **about(target))
    alike = Entry.objects.standing().filter(**about(target)).values_list("person_id", "reason", "giver_id")
    standing, back = set(alike), {}
    for entry in taken:
        back[entry.person_id, entry.reason, entry.giver_id] = entry
    Entry.objects.bulk_create(
        Entry(points=entry.points, **{name: getattr(entry, name) for name in REVERSED_ALIKE})
        for key, entry in back.items()
        if key not in standing
    )
