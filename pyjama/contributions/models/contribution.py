from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pyjama.attachments.models import Attachable
from pyjama.calls.models import Call
from pyjama.core import clock
from pyjama.core.models import Written
from pyjama.core.questions import Question
from pyjama.core.scopes import belongs_to, is_one_of
from pyjama.moderation.models import Moderated, in_view
from pyjama.organizations.models import organizations_of

LONGEST_BODY = 5_000
CONTRIBUTIONS_PER_PAGE = 50


class ContributionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those under calls one may read; what moderators hid is nobody's, what waits for them its author's alone."""
        waits = Q(hidden_at=None) & belongs_to(user, "author")
        return self.placed_for(user).filter(in_view() | waits)

    def placed_for(self, reader):
        """With them, those that were hidden: they keep their place in the thread, without a word of theirs."""
        shown = Q(held_at=None) | belongs_to(reader, "author")
        return self.filter(shown, is_one_of("call", Call.objects.visible_to(reader)))

    def placed_for_everybody(self):
        """Those that have a place in the thread for whoever may open its call."""
        return self.filter(held_at=None)

    def held(self):
        return self.exclude(held_at=None)

    def editable_by(self, user):
        """Their author's, until credited or withdrawn; the organization's words, as long as she has a place there."""
        in_whose_name = Q(for_organization=False) | Q(call__organization__in=organizations_of(user))
        return self.visible_to(user).filter(belongs_to(user, "author"), in_whose_name, credit="", withdrawn_at=None)

    def withdrawable_by(self, user):
        """Their author's, at any time."""
        return self.placed_for(user).filter(belongs_to(user, "author"), withdrawn_at=None)

    def standing(self):
        return self.filter(in_view(), withdrawn_at=None)

    def answers(self):
        """What volunteers gave in answer to the call itself: what is counted, credited and earns karma."""
        return self.standing().filter(parent=None, for_organization=False)

    def roots(self):
        """The first level of a thread; a withdrawn one keeps its place where somebody replied to it."""
        replies = Contribution.objects.keeping_a_place().filter(parent=OuterRef("pk"))
        return self.filter(Q(withdrawn_at=None) | Exists(replies), parent=None)

    def keeping_a_place(self):
        """Those that show in a thread: what stands, and the empty places of what was hidden."""
        return self.filter(withdrawn_at=None, held_at=None)

    def before(self, other):
        """Those that stand before another one in the thread."""
        return self.filter(Q(posted_at__lt=other.posted_at) | Q(posted_at=other.posted_at, pk__lt=other.pk))

    def for_thread(self, reader):
        """With all that the thread shows to this reader, in a constant number of queries."""
        votes = UsefulVote.objects.filter(contribution=OuterRef("pk"), voter=reader.pk)
        replies = (
            Contribution.objects.keeping_a_place()
            .select_related("author__profile")
            .annotate(is_useful_to_reader=Exists(votes))
        )
        return (
            self.select_related("author__profile")
            .annotate(is_useful_to_reader=Exists(votes))
            .prefetch_related(Prefetch("replies", replies, to_attr="standing_replies"))
        )

    def given_by(self, person):
        """What a person gave, newest first, with its calls; replies and the words of her organization are conversation."""
        return self.answers().filter(author=person).select_related("call__organization").order_by("-posted_at", "-pk")

    def credited_by(self, organization):
        """The answers of which an organization has said what became of them."""
        return self.answers().filter(call__organization=organization).exclude(credit="")

    def totals(self):
        """How many `contributions` these are, to how many `organizations`, and how many got each credit: a dict of int."""
        credited = {credit.value: models.Count("pk", filter=Q(credit=credit)) for credit in Contribution.Credit}
        organizations = models.Count("call__organization", distinct=True)
        return self.order_by().aggregate(contributions=models.Count("pk"), organizations=organizations, **credited)

    def for_quoting(self):
        """In the order in which one looks for a quote: what was used, what inspired, then the crowd's favourites."""
        order = {Contribution.Credit.USED: 0, Contribution.Credit.INSPIRED: 1}
        rank = models.Case(*(models.When(credit=credit, then=place) for credit, place in order.items()), default=2)
        return self.select_related("author").order_by(rank, "-useful_count", "posted_at", "pk")

    def locked(self, contribution):
        """This contribution as it stands now, held until the transaction ends: to be asked for inside one."""
        for held in question.find(contribution.pk):
            return held
        raise Contribution.DoesNotExist


class Contribution(Attachable, Written, Moderated):
    """One answer in the thread under a call, or a reply to one."""

    class Credit(models.TextChoices):
        USED = "used", _("used")
        INSPIRED = "inspired", _("inspired us")
        THANKED = "thanked", _("thank you")

    call = models.ForeignKey(Call, models.CASCADE, related_name="contributions")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="contributions")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="replies")
    for_organization = models.BooleanField(default=False)
    body = models.TextField(_("your contribution"), max_length=LONGEST_BODY, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    used_ai = models.BooleanField(_("I used AI for this"), default=False)
    submission_key = models.UUIDField()
    useful_count = models.PositiveIntegerField(default=0)
    credit = models.CharField(_("credit"), max_length=10, choices=Credit, blank=True)
    credited_at = models.DateTimeField(null=True, blank=True)
    credited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    reacted_at = models.DateTimeField(null=True, blank=True)
    posted_at = models.DateTimeField(default=clock.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    can_be_followed = True
    # The name of the rule by which it was held, of one posted in this very request; and why, where a thread shows it.
    waits_by = why_waits = ""
    objects = ContributionQuerySet.as_manager()

    class Meta:
        ordering = ["posted_at", "pk"]
        # The first is the order of a thread: without the condition, PostgreSQL would not see it. The second is for the
        # latest of all, among which a wave is looked for (newcomers.py).
        indexes = [
            models.Index(fields=["call", "posted_at", "id"], condition=Q(parent=None), name="contribution_thread"),
            models.Index(fields=["posted_at"]),
            models.Index(fields=["author", "-posted_at", "-id"], name="contribution_given"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(body="") | Q(withdrawn_at__isnull=False), name="contribution_has_body"),
            models.UniqueConstraint(fields=["author", "submission_key"], name="contribution_is_sent_once"),
        ]

    def __str__(self):
        return f"{self.author_id} on {self.call_id}"

    @property
    def thread(self):
        """What mail about it is shown together by."""
        return self.call

    @property
    def followed_as(self):
        """What its thread is called among what somebody follows or mutes (str)."""
        return gettext("A thread under “%(title)s”") % {"title": self.call.title}

    @property
    def within(self):
        """What it is part of: the contribution it replies to, its call, and who asked."""
        thread = [(Contribution, self.parent_id)] if self.parent_id else []
        return [*thread, (Call, self.call_id), *self.call.within]

    @property
    def part_of(self):
        return self.call

    def get_absolute_url(self):
        """Its own address, which leads to the right page of the thread."""
        return reverse("contributions:address", args=[self.pk])

    def take_credit(self, credit, organizer):
        """Take in what the organization says of it, "" for nothing yet; the caller saves."""
        self.credit = credit
        self.credited_at = clock.now() if credit else None
        self.credited_by = organizer if credit else None
        self.reacted_at = self.reacted_at or self.credited_at

    @property
    def is_answer(self):
        """Whether a volunteer gave it in answer to the call itself (see `answers`)."""
        return self.parent_id is None and not self.for_organization

    @property
    def is_gone(self):
        """Whether nothing of it is shown any more: withdrawn, without a reply that keeps its place."""
        return self.withdrawn_at is not None and not self.replies.standing().exists()

    @property
    def page(self):
        """On which page of its thread it stands: an int, from 1."""
        root = self.parent or self
        return self.call.contributions.roots().before(root).count() // CONTRIBUTIONS_PER_PAGE + 1

    @property
    def anchor(self):
        return f"contribution-{self.pk}"


question = Question(lambda contribution: Contribution.objects.select_for_update().filter(pk=contribution).order_by())


def with_replies(contributions):
    """Contributions as `for_thread` finds them, in one list with the replies they bring."""
    replies = (reply for contribution in contributions for reply in contribution.standing_replies)
    return [*contributions, *replies]


class Revision(models.Model):
    """The text a contribution had before its author edited it: readable by everyone, erased when it is withdrawn."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="revisions")
    body_html = models.TextField()
    replaced_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-replaced_at", "-pk"]

    def __str__(self):
        return f"{self.contribution_id} until {self.replaced_at}"


class UsefulVote(models.Model):
    """One person finds one contribution useful."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="useful_votes")
    voter = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="useful_votes")
    voted_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contribution", "voter"], name="useful_vote_is_unique")]

    def __str__(self):
        return f"{self.voter_id} on {self.contribution_id}"
