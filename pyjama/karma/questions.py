"""What earning asks each time, its SQL made once (see core/questions.py)."""

from datetime import datetime

from django.db.models import Count

from pyjama.core.questions import Question
from pyjama.karma.models import Entry


def earned_by(person: int, reason: str, model: int, row: int):
    alike = Entry.objects.filter(person=person, reason=reason, content_type=model, object_id=row)
    return alike.order_by().values_list("giver", "points")


def given_since(person: int, giver: int, reason: str, moment: datetime):
    return numbers(Entry.objects.between(giver, person), reason, moment)


def earned_since(person: int, reason: str, moment: datetime):
    return numbers(Entry.objects.between(None, person), reason, moment)


def numbers(entries, reason, moment):
    """How many of some entries stand for a reason since a moment: a queryset of one row, or none."""
    standing = entries.standing().filter(reason=reason).since(moment).order_by()
    return standing.values("reason").annotate(number=Count("pk")).values_list("number")


# Pairs of who gave and the points, of what she earned by a row (its number) of a model (that of its type) for a reason.
earned = Question(earned_by)
given, given_by_nobody = Question(given_since), Question(earned_since)


def times_earned(person, reason, giver, since):
    """How often (int) she earned for a reason since a moment what still stands: by a giver, or without one (None)."""
    found = given.ask(person.pk, giver.pk, reason, since) if giver else given_by_nobody.ask(person.pk, reason, since)
    return found[0][0] if found else 0
