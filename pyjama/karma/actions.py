from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from pyjama.accounts.models import User
from pyjama.karma.models import MOST_USEFUL_VOTES, POINTS, Entry, Reason

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


def hold_ledgers(people):
    """Make other awards for these people wait until the transaction ends, or both would find nothing standing.

    Who awards several times in one transaction holds everybody first: ledgers are held in one order (docs/decisions/0013).
    """
    ids = {person.pk for person in people}
    list(User.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"))


@transaction.atomic
def award(person, reason, target, *, giver=None):
    """Write in `person`'s ledger what she earned by `target` (any row) for a Reason.

    Doing it twice earns once: an entry that stands for the same reason, target and giver is returned as it is.
    Returns None where a contribution already earned all it may by useful votes.
    """
    hold_ledgers([person])
    standing = list(Entry.objects.standing().filter(person=person, reason=reason, **about(target)))
    for entry in standing:
        if entry.giver_id == (giver and giver.pk):
            return entry
    if reason == Reason.USEFUL and len(standing) >= MOST_USEFUL_VOTES:
        return None

    return Entry.objects.create(person=person, reason=reason, points=POINTS[reason], giver=giver, **about(target))


@transaction.atomic
def award_each(people, reason, *, giver):
    """Write what several people earned at once: `people` maps rows of one model to the person who earned by each.

    As with `award`, doing it twice earns once; nobody earns by crediting herself. The number of queries does not grow
    with the rows.
    """
    hold_ledgers(people.values())
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

    reversals = [
        Entry(reverses=entry, points=-entry.points, **{name: getattr(entry, name) for name in REVERSED_ALIKE})
        for entry in standing
    ]
    # An entry is reversed once: of two who try at the same moment, the second finds it done.
    Entry.objects.bulk_create(reversals, ignore_conflicts=True)
