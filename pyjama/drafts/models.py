from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from pyjama.core import clock
from pyjama.core.scopes import belongs_to

LONGEST_DRAFT = 10_000
MOST_DRAFTS = 50
KEPT_FOR = timedelta(days=60)


class DraftQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(belongs_to(user, "person"))

    def editable_by(self, user):
        return self.visible_to(user)

    def at(self, place):
        """Those of one form, which its place (str) names."""
        return self.filter(place=place)

    def forgotten(self):
        """Those that nobody touched for two months."""
        return self.filter(saved_at__lte=clock.now() - KEPT_FOR)

    def locked(self, place, name):
        """The one of this field as it stands now, held until the transaction ends, or None."""
        return self.select_for_update().filter(place=place, name=name).first()


class Draft(models.Model):
    """What a person has typed into one field and not sent yet; her devices share it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    place = models.CharField(max_length=120)
    name = models.CharField(max_length=60)
    title = models.CharField(max_length=200, blank=True)
    path = models.CharField(max_length=500)
    text = models.TextField(_("what you typed"), max_length=LONGEST_DRAFT)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=clock.now)
    reminded_at = models.DateTimeField(null=True, blank=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-saved_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["person", "place", "name"], name="draft_is_unique")]

    def __str__(self):
        return f"{self.name} at {self.place}"
