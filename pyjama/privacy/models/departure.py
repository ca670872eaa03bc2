from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pyjama.core import clock
from pyjama.core.scopes import belongs_to
from pyjama.organizations.models import Membership, Organization


class DepartureQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(belongs_to(user, "person"))

    def editable_by(self, user):
        return self.visible_to(user)

    def due(self):
        return self.filter(due_at__lte=clock.now())

    def of_the_unused(self):
        return self.filter(reason=Departure.Reason.UNUSED)

    def come_back(self):
        """Those of unused accounts that somebody signed in to since, or still used in an open session."""
        signed_in = Q(person__last_login__gt=F("asked_at"))
        return self.of_the_unused().filter(signed_in | Q(person__usersession__last_seen_at__gt=F("asked_at")))

    def to_remind(self):
        """Unused accounts whose last week has begun."""
        soon = clock.now() + Departure.LAST_WARNING
        return self.of_the_unused().filter(reminded_at=None, due_at__lte=soon)


class Departure(models.Model):
    """Somebody leaves: from when on, and whether her words go along. Gone with her account."""

    class Reason(models.TextChoices):
        ASKED = "asked", _("she asked")
        UNUSED = "unused", _("unused for two years")

    # How long somebody who changes her mind has; and how long, and how late, who used her account no more is warned.
    WITHIN = timedelta(days=7)
    WARNED = timedelta(days=30)
    LAST_WARNING = timedelta(days=7)
    UNUSED_FOR = timedelta(days=2 * 365)

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="departure")
    reason = models.CharField(max_length=10, choices=Reason, default=Reason.ASKED)
    words_go = models.BooleanField(default=False)
    asked_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)

    objects = DepartureQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "pk"]

    def __str__(self):
        return f"{self.person_id} on {self.due_at:%Y-%m-%d}"

    def get_absolute_url(self):
        return reverse("privacy:mine")

    @staticmethod
    def alone(person):
        """The organizations that would have no owner without her: she hands them over, or deletes them, first."""
        others = Membership.objects.owners().active().exclude(person=person).values("organization")
        hers = Membership.objects.owners().filter(person=person).values("organization")
        return Organization.objects.filter(pk__in=hers).exclude(pk__in=others).order_by("name")
