from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
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

    def of_person(self, person):
        """What this person did, and what was done to her place."""
        return self.filter(Q(person=person) | Q(other=person))

    def for_list(self):
        """The latest first, with the names and the calls they speak of, in a constant number of queries."""
        return self.select_related("person", "other").prefetch_related("target")


class Act(models.Model):
    """One line of what somebody did in a team: added, never changed. Addresses of people are not in it.

    `other` is the person to whom it was done, `target` the call; each is empty where there is none.
    """

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
        PUBLISHED = "published", _("published a call")

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="acts")
    kind = models.CharField(max_length=20, choices=Kind)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    other = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    content_type = models.ForeignKey(ContentType, models.CASCADE, null=True, blank=True, related_name="+")
    object_id = models.PositiveBigIntegerField(null=True, blank=True)
    target = GenericForeignKey()
    done_at = models.DateTimeField(default=clock.now)

    objects = ActQuerySet.as_manager()

    class Meta:
        ordering = ["-done_at", "-pk"]
        indexes = [models.Index(fields=["organization", "person", "done_at"])]

    def __str__(self):
        return f"{self.person_id} {self.kind} in {self.organization_id}"

    @property
    def thread(self):
        """What mail about it is shown together by."""
        return self.organization

    def get_absolute_url(self):
        """Where the news of it leads: to the team, for those who have a place there."""
        if self.kind in {self.Kind.REMOVED, self.Kind.DELETED}:
            return reverse("pages:mine")
        return reverse("organizations:team", args=[self.organization_id])
