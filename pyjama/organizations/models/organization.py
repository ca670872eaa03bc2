from urllib.parse import urlsplit

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
from pyjama.moderation.models import Moderated, in_view
from pyjama.organizations.models.province import Province
from pyjama.topics.models import Cause

FEWEST_CALLS_OVER = 5
FEWEST_HOURS_OF_DAYS = 36


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
            return self.exclude(status=Organization.Status.DELETED)
        public = Q(status=Organization.Status.VERIFIED) & in_view()
        return self.filter(public | Q(pk__in=organizations_of(user)))

    def decided_since(self, moment):
        """Those that a moderator verified or refused since then."""
        return self.filter(decided_at__gt=moment)

    def editable_by(self, user):
        """Those whose calls this person may write: owners and editors."""
        return self.filter(pk__in=organizations_of(user))

    def owned_by(self, user):
        """Those whose people and description this person may change."""
        return self.filter(pk__in=organizations_of(user, role=Membership.Role.OWNER))

    def decidable_by(self, user):
        """Those a moderator may verify or refuse, and look up once that is done."""
        return self.all() if moderates(user) else self.none()

    def proven_to(self, user):
        """Those whose private proof this person may read: moderators and the organization's own owners."""
        scope = self.all() if moderates(user) else self.owned_by(user)
        return scope.exclude(proof="")

    def former(self):
        """Those that were verified once, and that their owners deleted: of the others nobody knew."""
        return self.filter(status=Organization.Status.DELETED, checks__isnull=False).distinct()

    def verified(self):
        return self.filter(in_view(), status=Organization.Status.VERIFIED)

    def besides(self, organization):
        """The others, with what a moderator compares: a doublet has the same name, number or website."""
        return self.exclude(pk=organization.pk).only("name", "charity_number", "website", "status", "city")

    def locked(self, organization):
        """This organization as it stands now, held until the transaction ends: to be asked for inside one."""
        return self.select_for_update().get(pk=organization.pk)


class Organization(Moderated):
    """A nonprofit. Its calls become public only once a moderator has verified it."""

    class Status(models.TextChoices):
        PENDING = "pending", _("waiting for verification")
        VERIFIED = "verified", _("verified")
        REFUSED = "refused", _("refused")
        DELETED = "deleted", _("deleted by its owners")

    # Those whose published calls everybody may read: what people gave outlives an organization (decision 0030).
    IN_VIEW = [Status.VERIFIED, Status.DELETED]

    name = models.CharField(_("name"), max_length=120)
    mission_fr = models.TextField(_("mission, in French"), max_length=1_000, blank=True)
    mission_en = models.TextField(_("mission, in English"), max_length=1_000, blank=True)
    causes = models.ManyToManyField(Cause, related_name="organizations", verbose_name=_("causes"))
    city = models.CharField(_("city"), max_length=80)
    province = models.CharField(_("province or territory"), max_length=2, choices=Province)
    website = models.URLField(_("website"), blank=True)
    logo = models.ImageField(_("logo"), upload_to="logos", blank=True)
    # The logo again, as small as it stands beside a call: made with it, gone with it.
    crest = models.ImageField(upload_to="logos", blank=True, editable=False)
    charity_number = models.CharField(_("charity number"), max_length=15, blank=True)
    proof = models.FileField(_("proof"), upload_to="proofs", storage=private_storage, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.PENDING)
    registered_at = models.DateTimeField(default=clock.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    refusal = models.TextField(_("reason for the refusal"), max_length=1_000, blank=True)
    version = models.PositiveIntegerField(default=1)
    calls_finished = models.PositiveIntegerField(default=0)
    calls_lapsed = models.PositiveIntegerField(default=0)
    reaction_hours = models.PositiveIntegerField(null=True, blank=True)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Membership", related_name="organizations")

    can_be_followed = True
    objects = OrganizationQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(mission_fr="", mission_en="") | Q(status="deleted"), name="organization_has_mission"
            ),
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
    def small_logo(self):
        """The picture (a FieldFile) to show beside a call: the logo itself where its crest could not be drawn."""
        return self.crest or self.logo

    @property
    def is_verified(self):
        return self.status == self.Status.VERIFIED

    @property
    def is_former(self):
        """Whether its owners deleted it: its name stays, on what people gave it."""
        return self.status == self.Status.DELETED

    @property
    def is_waiting(self):
        return self.status == self.Status.PENDING

    @property
    def is_refused(self):
        return self.status == self.Status.REFUSED

    @property
    def open_case(self):
        """What moderators have to decide, or None."""
        return self.cases.open().first()

    @property
    def takes_proof(self):
        """Whether a document may be sent: the one that was checked stays, unless a moderator looks once more."""
        return not self.is_verified or self.open_case is not None

    @property
    def calls_over(self):
        """How many (int) of its calls came to an end, with an outcome or without."""
        return self.calls_finished + self.calls_lapsed

    @property
    def is_new_here(self):
        """Whether too few of its calls are over to say how it treats people."""
        return self.calls_over < FEWEST_CALLS_OVER

    @property
    def reaction_days(self):
        """The median time to its first reaction in days (int), from a day and a half on; 0 below, where hours say more."""
        return round(self.reaction_hours / 24) if self.reaction_hours >= FEWEST_HOURS_OF_DAYS else 0

    @property
    def website_name(self):
        """The website as people say it: without its scheme and its www."""
        return urlsplit(self.website).netloc.removeprefix("www.")

    @property
    def mission(self):
        """The mission as {"text", "language"}: in the reader's language where it exists, else in the other."""
        texts = {"fr": self.mission_fr, "en": self.mission_en}
        language = get_language() if texts.get(get_language()) else next(code for code, text in texts.items() if text)
        return {"text": texts[language], "language": language}


class MembershipQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(organization__in=Organization.objects.editable_by(user))

    def editable_by(self, user):
        return self.filter(organization__in=Organization.objects.owned_by(user))

    def removable_by(self, user):
        """The places an owner may take away, and one's own, which one may leave."""
        return self.filter(Q(pk__in=self.editable_by(user)) | belongs_to(user, "person"))

    def leavable_by(self, user):
        """One's own places."""
        return self.filter(belongs_to(user, "person")).select_related("organization")

    def owners(self):
        return self.filter(role=Membership.Role.OWNER)

    def active(self):
        """Those of people who can sign in: a closed account looks after nothing."""
        return self.filter(person__is_active=True)


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

    def colleagues(self):
        """The places of the others in the team who can sign in."""
        return self.organization.memberships.active().exclude(pk=self.pk)

    @property
    def is_last_owners(self):
        """Whether the organization would have no owner without it."""
        return self.role == self.Role.OWNER and not self.colleagues().owners().exists()

    @property
    def mail_domain(self):
        """Where the person gets her mail: a moderator compares it with the website, and sees no more of the address."""
        return self.person.email.rpartition("@")[2]
