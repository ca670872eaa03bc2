from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pyjama.core import clock
from pyjama.organizations.models.organization import Organization


class ActQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the teams one is in; nobody else's business."""
        return self.filter(organization__in=Organization.objects.editable_by(user))

    def editable_by(self, user):
        """Nobody's: what was done was done."""
        return self.none()


class Act(models.Model):
    """One line of what somebody did in a team: added, never changed. Addresses of people are not in it."""

    class Kind(models.TextChoices):
        INVITED = "invited", _("invited somebody")
        RENEWED = "renewed", _("renewed an invitation")
        TOOK_BACK = "took_back", _("took an invitation back")
        ASKED = "asked", _("asked to be invited")
        JOINED = "joined", _("joined the team")
        MADE_OWNER = "made_owner", _("made an owner")
        MADE_EDITOR = "made_editor", _("made an editor")
        REMOVED = "removed", _("removed from the team")
        LEFT = "left", _("left the team")
        DELETED = "deleted", _("deleted the organization")

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="acts")
    kind = models.CharField(max_length=20, choices=Kind)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    other = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField(default=clock.now)

    objects = ActQuerySet.as_manager()

    class Meta:
        ordering = ["-done_at", "-pk"]
        indexes = [models.Index(fields=["organization", "person", "done_at"])]

    def __str__(self):
        return f"{self.person_id} {self.kind} in {self.organization_id}"

    def get_absolute_url(self):
        """Where the news of it leads: to the team, for those who have a place there."""
        if self.kind in {self.Kind.REMOVED, self.Kind.DELETED}:
            return reverse("pages:mine")
        return reverse("organizations:team", args=[self.organization_id])
