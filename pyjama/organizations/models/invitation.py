import hashlib
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from pyjama.core import clock
from pyjama.organizations.models.organization import Membership, Organization

LIFE = timedelta(days=14)


class InvitationQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(organization__in=Organization.objects.owned_by(user))

    def editable_by(self, user):
        return self.visible_to(user)

    def waiting(self):
        """Those that can still be accepted."""
        return self.filter(accepted_at=None, expires_at__gt=clock.now())

    def of_token(self, token):
        """The one this token (str) opens, or none: only its digest is kept, so the table opens nothing."""
        return self.filter(token_digest=digest(token))


def digest(token):
    """What is kept of a token: its SHA-256 (str)."""
    return hashlib.sha256(token.encode()).hexdigest()


def two_weeks_from_now():
    return clock.now() + LIFE


class Invitation(models.Model):
    """A place offered by mail: whoever opens the link while signed in with that address may take it, once."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=10, choices=Membership.Role, default=Membership.Role.EDITOR)
    token_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    invited_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField(default=two_weeks_from_now)
    accepted_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    UNKNOWN = _("We do not know this invitation. Open the link from your mail again, or ask for a new one.")

    class Meta:
        ordering = ["-invited_at", "-pk"]

    def __str__(self):
        return f"{self.email} · {self.organization}"

    def obstacle(self, person):
        """Why this person cannot take the place, a sentence; "" when she can."""
        if self.accepted_at:
            return _("This invitation was accepted already: each one serves once.")
        if self.expires_at <= clock.now():
            return _("This invitation has expired, or was taken back. Ask for a new one.")
        if not person.emailaddress_set.filter(email__iexact=self.email, verified=True).exists():
            return _("This invitation was sent to another address than yours. Sign in with the address that received it.")
        return ""
