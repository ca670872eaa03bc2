"""What telling asks each time, its SQL made once (see core/questions.py)."""

from pyjama.accounts.models import User
from pyjama.core.questions import Question
from pyjama.notifications.models import Interest

# So many people are told at a time.
SLICE = 500


def muted_by(people: list[int], models: list[int], rows: list[int]):
    muted = Interest.objects.muted().filter(person__in=people, content_type__in=models, object_id__in=rows)
    return muted.order_by().values_list("person", "content_type", "object_id")


def who_follow(model, row, after):
    followed = Interest.objects.followed().filter(content_type=model, object_id=row, person__gt=after)
    return User.objects.filter(pk__in=followed.values("person")).order_by("pk")[:SLICE]


# Triples of what these people muted, among rows (their numbers) of models (those of their types).
muted = Question(muted_by)
# A slice of who follow a row.
followers = Question(who_follow)
