from django.conf import settings
from django.db import models

from pyjama.core import clock
from pyjama.core.scopes import belongs_to
from pyjama.organizations.models.organization import Organization


class FollowQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own: nobody else learns of them, nor how many an organization has."""
        return self.filter(belongs_to(user, "person"))

    def editable_by(self, user):
        return self.visible_to(user)

    def for_list(self):
        """By the name of the organization, which is fetched along."""
        return self.select_related("organization").order_by("organization__name", "pk")

    def of_organization(self, organization):
        return self.filter(organization=organization)


class Follow(models.Model):
    """A person wants to be told, in her list of news, when an organization asks for something."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="follows")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows")
    since = models.DateTimeField(default=clock.now)

    objects = FollowQuerySet.as_manager()

    class Meta:
        ordering = ["since", "pk"]
        constraints = [models.UniqueConstraint(fields=["organization", "person"], name="follow_is_unique")]

    def __str__(self):
        return f"{self.person_id} follows {self.organization_id}"
