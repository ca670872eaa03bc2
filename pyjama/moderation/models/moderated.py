from django.db import models
from django.db.models import Q


def in_view(relation=""):
    """The condition (Q) that moderation neither hid a row nor holds it: for `visible_to`, of a row or of a related one."""
    path = f"{relation}__" if relation else ""
    return Q(**{f"{path}hidden_at": None, f"{path}held_at": None})


class Moderated(models.Model):
    """What moderators may hide, or hold until they have read it. Its scope says so: `in_view()` is part of `visible_to`."""

    hidden_at = models.DateTimeField(null=True, blank=True, editable=False)
    held_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_in_view(self):
        return self.hidden_at is None and self.held_at is None

    @property
    def part_of(self):
        """The row that hides this one with itself, or None."""
        return

    @property
    def is_in_sight(self):
        """Whether nothing hides it: neither moderation, nor that of what it is part of."""
        return self.is_in_view and (self.part_of is None or self.part_of.is_in_sight)
