from datetime import timedelta
from statistics import median

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pyjama.core import clock
from pyjama.core.scopes import moderates
from pyjama.organizations.models.organization import Organization, organizations_of

# What the product promises (section 4): a decision within 24 to 48 hours.
SOON, GOAL = timedelta(hours=24), timedelta(hours=48)
# How many of the last decisions say what is usual, and how few say nothing yet.
LATEST, FEWEST = 20, 5


class CaseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Every one for a moderator; for others those of their own organizations."""
        return self.all() if moderates(user) else self.editable_by(user)

    def editable_by(self, user):
        """Those in which this person speaks for the organization."""
        return self.filter(organization__in=organizations_of(user))

    def open(self):
        return self.filter(decided_at=None)

    def waiting(self):
        """Those a moderator has to look at, oldest first."""
        return self.open().filter(asked_at=None).order_by("waiting_since", "pk")

    def asked(self):
        """Those in which an organization has a question to answer, the oldest question first."""
        return self.open().exclude(asked_at=None).order_by("asked_at", "pk")

    def for_queue(self):
        """With what a row of the queue shows."""
        return self.select_related("organization")

    def usual_wait(self):
        """How long (a timedelta) half of the last 20 decisions took at most; None after fewer than five."""
        decided = self.exclude(decided_at=None).order_by("-decided_at").values_list("waiting_since", "decided_at")
        waits = [end - start for start, end in decided[:LATEST]]
        return median(waits) if len(waits) >= FEWEST else None

    def bring_to(self, *organizations):
        """Give each organization its open `case`, or None, with its `place` in the queue: in two queries."""
        cases = {case.organization_id: case for case in self.open().filter(organization__in=organizations)}
        places = self.waiting().values_list("pk", flat=True) if cases else []
        place_of = {pk: place for place, pk in enumerate(places, 1)}
        for organization in organizations:
            organization.case = cases.get(organization.pk)
            if organization.case:
                organization.case.place = place_of.get(organization.case.pk)


class Case(models.Model):
    """One verification: from the moment it is asked for, or something checked has changed, to a moderator's decision."""

    class Reason(models.TextChoices):
        NEW = "new", _("new")
        AGAIN = "again", _("refused before, changed since")
        CHANGED = "changed", _("verified before, changed since")

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="cases")
    reason = models.CharField(max_length=10, choices=Reason)
    opened_at = models.DateTimeField(default=clock.now)
    # Since when moderators have been waited for: it moves on by the time that the organization took for its answers.
    waiting_since = models.DateTimeField(default=clock.now)
    asked_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    # What a verified organization was called and had before: {"name": "…"}.
    former = models.JSONField(default=dict, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["opened_at", "pk"]
        indexes = [models.Index(fields=["waiting_since"], condition=Q(decided_at=None), name="case_open")]
        constraints = [
            models.UniqueConstraint(fields=["organization"], condition=Q(decided_at=None), name="case_is_open_once")
        ]

    def __str__(self):
        return f"{self.organization_id}: {self.reason}"

    @property
    def thread(self):
        """What mail about it is shown together by."""
        return self.organization

    def get_absolute_url(self):
        return reverse("organizations:conversation", args=[self.organization_id])

    def get_deciding_url(self):
        """Where a moderator decides it."""
        return reverse("organizations:decide", args=[self.organization_id])

    @property
    def is_recheck(self):
        return self.reason == self.Reason.CHANGED

    @property
    def hours(self):
        """How long (int) moderators have been waited for; the clock is paused while a question waits for its answer."""
        return int(self._age.total_seconds() // 3600)

    @property
    def pace(self):
        """Where the goal stands: "soon" within a day, "due" within two, then "late"."""
        return "soon" if self._age < SOON else "due" if self._age <= GOAL else "late"

    @property
    def _age(self):
        return (self.asked_at or clock.now()) - self.waiting_since

    def changes(self):
        """What changed since it was checked: a list of the field's name, its former and its present value, all str."""
        present = {name: getattr(self.organization, name) for name in self.former}
        return [(name, former, present[name]) for name, former in self.former.items()]
