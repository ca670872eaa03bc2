from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pyjama.core import clock
from pyjama.core.scopes import belongs_to, moderates
from pyjama.topics.models import Cause


def private_storage():
    """Where files go that only some may see."""
    return storages["private"]


def organizations_of(user, **conditions):
    """The ids of the organizations where this user has a place, as a subquery."""
    return Membership.objects.filter(belongs_to(user, "person"), **conditions).values("organization")


class OrganizationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Verified ones for everybody; the others for their own people and the moderators."""
        if moderates(user):
            return self.all()
        return self.filter(Q(status=Organization.Status.VERIFIED) | Q(pk__in=organizations_of(user)))

    def editable_by(self, user):
        """Those whose calls this person may write: owners and editors."""
        return self.filter(pk__in=organizations_of(user))

    def owned_by(self, user):
        """Those whose people and description this person may change."""
        return self.filter(pk__in=organizations_of(user, role=Membership.Role.OWNER))

    def verified(self):
        return self.filter(status=Organization.Status.VERIFIED)


class Organization(models.Model):
    """A nonprofit. Its calls become public only once a moderator has verified it."""

    class Status(models.TextChoices):
        PENDING = "pending", _("waiting for verification")
        VERIFIED = "verified", _("verified")
        REFUSED = "refused", _("refused")

    name = models.CharField(_("name"), max_length=120)
    mission_fr = models.TextField(_("mission, in French"), max_length=1_000, blank=True)
    mission_en = models.TextField(_("mission, in English"), max_length=1_000, blank=True)
    causes = models.ManyToManyField(Cause, related_name="organizations", verbose_name=_("causes"))
    city = models.CharField(_("city"), max_length=80)
    province = models.CharField(_("province or territory"), max_length=2, choices=settings.PROVINCES)
    website = models.URLField(_("website"), blank=True)
    logo = models.ImageField(_("logo"), upload_to="logos", blank=True)
    charity_number = models.CharField(_("charity number"), max_length=15, blank=True)
    proof = models.FileField(_("proof"), upload_to="proofs", storage=private_storage, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.PENDING)
    registered_at = models.DateTimeField(default=clock.now)
    submitted_at = models.DateTimeField(default=clock.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    refusal = models.TextField(_("reason for the refusal"), max_length=1_000, blank=True)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Membership", related_name="organizations")

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(mission_fr="", mission_en=""), name="organization_has_mission"),
            models.CheckConstraint(condition=~Q(status="verified", decided_at=None), name="organization_verified_has_date"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("pages:organization", args=[self.pk, self.slug])

    @property
    def slug(self):
        return slugify(self.name) or "organization"

    @property
    def is_verified(self):
        return self.status == self.Status.VERIFIED

    @property
    def mission(self):
        """The mission as (text, language): in the reader's language where it exists, else in the other."""
        texts = {"fr": self.mission_fr, "en": self.mission_en}
        language = get_language() if texts.get(get_language()) else next(code for code, text in texts.items() if text)
        return {"text": texts[language], "language": language}


class MembershipQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(organization__in=Organization.objects.editable_by(user))

    def editable_by(self, user):
        return self.filter(organization__in=Organization.objects.owned_by(user))


class Membership(models.Model):
    """A person's place in an organization."""

    class Role(models.TextChoices):
        OWNER = "owner", _("owner: people, description, calls")
        EDITOR = "editor", _("editor: calls and sorting")

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=10, choices=Role)
    joined_at = models.DateTimeField(default=clock.now)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["joined_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["organization", "person"], name="membership_is_unique")]

    def __str__(self):
        return f"{self.person} · {self.organization}"


class Invitation(models.Model):
    """A place offered by mail: whoever opens the link while signed in with that address may take it, once."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=10, choices=Membership.Role, default=Membership.Role.EDITOR)
    token_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    invited_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["-invited_at", "-pk"]

    def __str__(self):
        return f"{self.email} · {self.organization}"


class Decision(models.Model):
    """One line of the verification's log: who decided what of an organization, when and why."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="decisions")
    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Organization.Status)
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-decided_at", "-pk"]

    def __str__(self):
        return f"{self.organization}: {self.status}"
