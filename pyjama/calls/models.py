from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from pyjama.attachments.models import Attachable
from pyjama.calls.indexes import INDEXES
from pyjama.calls.search import found_in
from pyjama.core import clock
from pyjama.core.models import Written
from pyjama.core.refusals import Refused
from pyjama.core.scopes import moderates
from pyjama.moderation.models import Moderated, in_view
from pyjama.organizations.models import Organization, organizations_of
from pyjama.topics.models import MINUTES, Skill

NO_SKILL = "none"
DEFAULT_DAYS, LONGEST_DAYS, DAYS_TO_SORT = 14, 60, 14
MOST_WAITING_FOR_OUTCOME = 2


class CallQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What is public, for everybody; everything of one's own organizations; for moderators all but drafts.

        Those of an organization that was refused on a second look, or hidden, are public no longer (decisions 0026, 0039).
        """
        public = Q(state__in=Call.PUBLIC, organization__status__in=Organization.IN_VIEW)
        if moderates(user):
            public = Q(state__in=[*Call.PUBLIC, Call.State.REVIEW])
        public &= in_view() & in_view("organization")
        return self.filter(public | Q(organization__in=organizations_of(user)))

    def editable_by(self, user):
        return self.filter(organization__in=organizations_of(user))

    def reviewable_by(self, user):
        """First calls, for a moderator to read."""
        return self.waiting_for_review() if moderates(user) else self.none()

    def for_cards(self):
        """With all that a card shows, in a constant number of queries."""
        return self.select_related("organization").prefetch_related("skills", "organization__causes")

    def locked(self, call):
        """This call as it stands now, held until the transaction ends: to be asked for inside one."""
        held = self.select_for_update().filter(pk=call.pk).first()
        if not held:
            raise Refused(_("This draft is gone: its organization was deleted meanwhile."))
        return held

    def least_served(self):
        """Those that received the smallest part of what would be enough first."""
        return self.order_by(Cast("contribution_count", models.FloatField()) / F("enough"), "closes_at", "pk")

    def search(self, text):
        """Those that have every word of a text in French or in English, the best fit first (see `search.py`)."""
        return found_in(self, text)

    def fitting(self, *, text="", minutes=None, kind="", language="", cause="", skill=""):
        """Those with these words, of so many minutes at most, of a cause and a skill (slugs; NO_SKILL for none)."""
        conditions = {"minutes__lte": minutes, "kind": kind, "language": language, "organization__causes__slug": cause}
        conditions["skills__slug"] = "" if skill == NO_SKILL else skill
        calls = self.filter(**{path: value for path, value in conditions.items() if value})
        calls = calls.filter(skills=None) if skill == NO_SKILL else calls
        return calls.search(text) if text else calls

    def published(self):
        """Those that people have seen: everything but drafts."""
        return self.filter(state__in=Call.PUBLIC)

    def waiting_for_review(self):
        """First calls that a moderator has to read, oldest first; what a refused organization sent waits with it."""
        return self.filter(state=Call.State.REVIEW, organization__status=Organization.Status.VERIFIED).order_by("pk")

    def waiting_for_outcome(self):
        """Closed ones without their outcome, those included whose deadline the worker has not met yet."""
        is_overdue = Q(state=Call.State.OPEN, closes_at__lte=clock.now())
        return self.filter(Q(state__in=[Call.State.SORTING, Call.State.LAPSED]) | is_overdue)

    def unsettled(self):
        """Those that people may still answer, or wait to hear of."""
        return self.published().exclude(state=Call.State.FINISHED)

    def unpublished(self):
        """Drafts, and what a moderator has not read yet."""
        return self.exclude(state__in=Call.PUBLIC)

    def newest(self):
        """The latest published first."""
        return self.order_by("-published_at", "-pk")

    def finished(self):
        """Those whose organization has said what the help changed."""
        return self.filter(state=Call.State.FINISHED)

    def overdue(self):
        """Open ones whose deadline has passed."""
        return self.filter(state=Call.State.OPEN, closes_at__lte=clock.now())

    def over(self):
        """Those that came to an end: with their outcome, or without it in fourteen days."""
        return self.filter(state__in=[Call.State.FINISHED, Call.State.LAPSED])

    def being_sorted(self):
        """Closed ones whose organization still has days to say what the help changed."""
        return self.filter(state=Call.State.SORTING)

    def silent(self):
        """Closed ones whose organization has said nothing for too long."""
        return self.filter(state=Call.State.SORTING, closed_at__lte=clock.days_from(clock.now(), -DAYS_TO_SORT))

    def open(self, now=None):
        return self.filter(state=Call.State.OPEN, closes_at__gt=now or clock.now())


class Call(Attachable, Written, Moderated):
    """What an organization asks for: a request (a few minutes of opinion) or a challenge (something made)."""

    class Kind(models.TextChoices):
        REQUEST = "request", _("request")
        CHALLENGE = "challenge", _("challenge")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        REVIEW = "review", _("waiting for review")
        OPEN = "open", _("open")
        SORTING = "sorting", _("being sorted")
        FINISHED = "finished", _("finished")
        LAPSED = "lapsed", _("lapsed")

    PUBLIC = [State.OPEN, State.SORTING, State.FINISHED, State.LAPSED]

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="calls")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="calls")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.REQUEST)
    title = models.CharField(_("title"), max_length=90)
    body = models.TextField(_("what you ask"), max_length=5_000)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    skills = models.ManyToManyField(Skill, related_name="calls", blank=True, verbose_name=_("skills"))
    minutes = models.PositiveSmallIntegerField(_("minutes it takes"), choices=MINUTES, default=5)
    enough = models.PositiveSmallIntegerField(_("contributions that would be enough"), default=10)
    closes_at = models.DateTimeField(_("open until"))
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    submission_key = models.UUIDField(null=True, blank=True)
    minutes_taken = models.PositiveSmallIntegerField(null=True, blank=True)
    contribution_count = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=clock.now)
    published_at = models.DateTimeField(null=True, blank=True)
    saved_at = models.DateTimeField(default=clock.now)
    reminded_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    lapsed_at = models.DateTimeField(null=True, blank=True)
    review_note = models.TextField(max_length=1_000, blank=True)

    can_be_followed = True
    within = property(lambda call: [(Organization, call.organization_id)])
    part_of = property(lambda call: call.organization)
    objects = CallQuerySet.as_manager()

    class Meta:
        ordering, indexes = ["-published_at", "-pk"], INDEXES
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(body=""), name="call_has_words"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "review"]) | Q(published_at__isnull=False), name="call_public_has_date"
            ),
            models.CheckConstraint(condition=Q(enough__gte=1), name="call_enough_is_positive"),
            models.UniqueConstraint(fields=["author", "submission_key"], name="call_is_sent_once"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("pages:call", args=[self.pk, self.slug])

    @property
    def slug(self):
        return slugify(self.title) or "call"

    @property
    def is_draft(self):
        return self.state in {self.State.DRAFT, self.State.REVIEW}

    @property
    def is_open(self):
        return self.state == self.State.OPEN and self.closes_at > clock.now()

    @property
    def closing(self):
        """When it closes, or did."""
        return self.closed_at or self.closes_at

    @property
    def waits_for_outcome(self):
        """Closed without its outcome yet; a lapsed call may still be given one, late."""
        return self.state in {self.State.SORTING, self.State.LAPSED} or (self.state == self.State.OPEN and not self.is_open)

    @cached_property
    def held_back_by(self):
        """Its organization's calls without outcome, once there are two: none is published before (product promise 3)."""
        waiting = [*self.organization.calls.waiting_for_outcome().order_by("closes_at", "pk")]
        return waiting if len(waiting) >= MOST_WAITING_FOR_OUTCOME else []

    @property
    def lapses_at(self):
        """When silence makes it lapse: 14 days after it closed, at the same hour (product promise 3)."""
        return clock.days_from(self.closing, DAYS_TO_SORT)


class TimeTaken(models.Model):
    """How many answers to a call took so many minutes: a number without a person or a moment (see `measuring.py`)."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="times_taken")
    minutes = models.PositiveSmallIntegerField(choices=MINUTES)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["minutes"]
        constraints = [models.UniqueConstraint(fields=["call", "minutes"], name="time_taken_is_unique")]

    def __str__(self):
        return f"{self.call_id}: {self.number} of {self.minutes} min"


class Revision(models.Model):
    """The text a published call had before an edit: readable by everyone who may read the call."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="revisions")
    title = models.CharField(max_length=90)
    body_html = models.TextField()
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-replaced_at", "-pk"]

    def __str__(self):
        return f"{self.call_id} until {self.replaced_at}"
