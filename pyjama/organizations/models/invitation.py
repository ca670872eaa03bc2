import hashlib
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pyjama.core import clock
from pyjama.organizations.models.organization import Membership, Organization

LIFE = timedelta(days=14)
# How long one that is over stays: its owners may still renew it, and whoever opens its link reads what became of it.
KEPT = timedelta(days=30)


class InvitationQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(organization__in=Organization.objects.owned_by(user))

    def editable_by(self, user):
        return self.visible_to(user)

    def pending(self):
        """Those that nobody has accepted or withdrawn: they wait, or have expired and may be renewed."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def waiting(self):
        """Those that can still be accepted."""
        return self.pending().filter(expires_at__gt=clock.now())

    def for_list(self):
        """Those an owner may do something about, with who invited."""
        return self.pending().select_related("invited_by")

    def of_token(self, token):
        """The one this token (str) opens, or none: only its digest is kept, so the table opens nothing."""
        return self.filter(token_digest=digest(token))

    def forgettable(self):
        """Those that were over a month ago."""
        long_ago = clock.now() - KEPT
        return self.filter(Q(accepted_at__lt=long_ago) | Q(withdrawn_at__lt=long_ago) | Q(expires_at__lt=long_ago))


def digest(token):
    """What is kept of a token: its SHA-256 (str)."""
    return hashlib.sha256(token.encode()).hexdigest()


def two_weeks_from_now():
    return clock.now() + LIFE


class Invitation(models.Model):
    """A place offered by mail: whoever opens the link while signed in with that address may take it, once."""

    class Obstacle(models.TextChoices):
        """Why a link does not open for somebody."""

        GONE = "gone", _("This organization is no longer here: its owners have deleted it.")
        UNKNOWN = "unknown", _("We do not know this invitation. Open the link from your mail again, or ask for a new one.")
        MEMBER = "member", _("You are in this team already: there is nothing left to accept.")
        ACCEPTED = "accepted", _("This invitation was accepted already: each one serves once.")
        WITHDRAWN = (
            "withdrawn",
            _("This invitation was taken back, or a newer one has replaced it. Look at your latest mail."),
        )
        ANOTHER = "another", _("This invitation was sent to another address than yours.")
        EXPIRED = "expired", _("This invitation has expired: each one is good for 14 days.")

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=10, choices=Membership.Role, default=Membership.Role.EDITOR)
    token_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    invited_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField(default=two_weeks_from_now)
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-invited_at", "-pk"]

    def __str__(self):
        return f"{self.email} · {self.organization}"

    @property
    def has_expired(self):
        return self.expires_at <= clock.now()

    @property
    def address_hint(self):
        """Enough of the address (str) for its owner to know which one it is: its first letter and its domain."""
        name, _at, domain = self.email.rpartition("@")
        return f"{name[:1]}…@{domain}"

    def is_for(self, person):
        """Say whether it was sent to an address that this person has confirmed."""
        return person.emailaddress_set.filter(email__iexact=self.email, verified=True).exists()

    def obstacle(self, person):
        """What keeps this person from taking the place: an Obstacle, or None. Another account learns nothing of it."""
        obstacles = {
            self.Obstacle.GONE: lambda: self.organization.is_former,
            self.Obstacle.MEMBER: lambda: self.organization.memberships.filter(person=person).exists(),
            self.Obstacle.ACCEPTED: lambda: self.accepted_at,
            self.Obstacle.WITHDRAWN: lambda: self.withdrawn_at,
            self.Obstacle.ANOTHER: lambda: not self.is_for(person),
            self.Obstacle.EXPIRED: lambda: self.has_expired,
        }
        return next((obstacle for obstacle, stands in obstacles.items() if stands()), None)
