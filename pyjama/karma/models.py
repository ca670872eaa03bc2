from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from pyjama.core import clock
from pyjama.core.scopes import belongs_to


class Reason(models.TextChoices):
    """Why karma was earned; POINTS says how much."""

    CONTRIBUTED = "contributed", _("Your contribution stands")
    USEFUL = "useful", _("Somebody found your contribution useful")
    THANKED = "thanked", _("The organization thanked you")
    INSPIRED = "inspired", _("Your contribution inspired the organization")
    USED = "used", _("The organization used your contribution")


POINTS = {Reason.CONTRIBUTED: 1, Reason.USEFUL: 1, Reason.THANKED: 5, Reason.INSPIRED: 10, Reason.USED: 25}
# What useful votes may bring one contribution at most: karma rewards help, not applause.
MOST_USEFUL_VOTES = 10
# What the votes of one person may bring another, and what contributing may bring in a day: beyond that it is play, not help.
MOST_FROM_ONE = [(2, timedelta(days=1)), (6, timedelta(days=30))]
MOST_CONTRIBUTED = [(20, timedelta(days=1))]


class EntryQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(belongs_to(user, "person"))

    def editable_by(self, user):
        return self.none()

    def standing(self):
        """The entries that earned something and were not taken back."""
        return self.filter(reverses=None, reversal=None)

    def by_votes(self):
        """What useful votes earned, those lines included that were reversed since."""
        return self.filter(reason=Reason.USEFUL, reverses=None).exclude(giver=None)

    def between(self, giver, person):
        return self.filter(giver=giver, person=person)

    def since(self, moment):
        return self.filter(created_at__gt=moment)

    def with_targets(self):
        """Each with the row it is about and the line that reversed it, in a constant number of queries."""
        return self.select_related("reversal").prefetch_related("target").fetch_mode(models.FETCH_PEERS)

    def total(self):
        """The sum of points (int)."""
        return self.aggregate(total=models.Sum("points", default=0))["total"]


class Entry(models.Model):
    """One line of the ledger: never changed, never deleted; what goes is taken back by a line that reverses it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="karma_entries")
    reason = models.CharField(max_length=20, choices=Reason)
    points = models.SmallIntegerField()
    content_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField()
    target = GenericForeignKey()
    giver = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    reverses = models.OneToOneField("self", models.CASCADE, null=True, blank=True, related_name="reversal")
    created_at = models.DateTimeField(default=clock.now)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["content_type", "object_id"])]

    def __str__(self):
        return f"{self.points:+d} {self.reason}"

    @property
    def template(self):
        """What names the row it is about: karma/about/<model>.html, in the app of that model."""
        return f"karma/about/{ContentType.objects.get_for_id(self.content_type_id).model}.html"

    @property
    def is_taken_back(self):
        return hasattr(self, "reversal")
