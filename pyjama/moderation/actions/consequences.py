"""What becomes of a row that is hidden or put back; the caller holds it."""

from django.db.models import Q

from pyjama.core import clock
from pyjama.moderation.models import Moderated, in_view
from pyjama.moderation.subjects import parts
from pyjama.notifications.actions import hide_news, show_news


def hide_row(subject, row):
    """Take a row out of everybody's sight, with what hangs on it; returns what putting it back needs (dict)."""
    row.hidden_at = clock.now()
    row.save(update_fields=["hidden_at"])
    # The lines that told people of it, and of what is part of it, name its author and lead to it.
    for model, pks in with_parts(row):
        hide_news(model, pks)
    return subject.after_hiding(row)


def restore_row(subject, row, former):
    """Put a hidden row back as it was."""
    since, row.hidden_at = row.hidden_at, None
    row.save(update_fields=["hidden_at"])
    for model, pks in with_parts(row, in_sight=True):
        show_news(model, pks)
    subject.after_restoring(row, since, former)


def with_parts(row, *, in_sight=False):
    """A row and what is part of it: pairs of a model and a queryset of numbers; only what nothing hides, if `in_sight`."""
    for model, paths in parts():
        if type(row) in {model, *paths}:
            path = paths.get(type(row), "pk")
            rows = model.objects.filter(is_in_sight(model, paths)) if in_sight else model.objects.all()
            yield model, rows.filter(**{path: row.pk}).order_by().values("pk")


def is_in_sight(model, paths):
    """The condition (Q) that nothing hides a row of a model: neither moderation, nor that of what it is part of."""
    condition = in_view() if issubclass(model, Moderated) else Q()
    for path in paths.values():
        condition &= in_view(path)
    return condition


def release_row(subject, row):
    """Make a row public that waited, as if it were written now."""
    row.held_at = None
    row.save(update_fields=["held_at"])
    subject.after_release(row)
