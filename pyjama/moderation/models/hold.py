from django.conf import settings
from django.db import models

from pyjama.core import clock
from pyjama.core.scopes import moderates
from pyjama.moderation.models.item import Item


class HoldQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.all() if moderates(user) else self.none()

    def editable_by(self, user):
        return self.none()

    def that_let_through(self, person):
        """Those that a moderator ended by letting something of a person be public, and that are not open again."""
        return self.filter(item__author=person, item__closed_at__isnull=False, is_released=True)

    def waiting(self):
        return self.filter(ended_at=None)


class Hold(models.Model):
    """A row waits for a moderator because a rule said so, by its name in `rules.HOLDING`: nobody but its author sees it."""

    item = models.OneToOneField(Item, models.CASCADE, related_name="hold")
    rule = models.CharField(max_length=40)
    held_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    is_released = models.BooleanField(default=False)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = HoldQuerySet.as_manager()

    class Meta:
        ordering = ["held_at", "pk"]

    def __str__(self):
        return f"{self.rule}: {self.item_id}"
