from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pyjama.core import clock
from pyjama.core.scopes import belongs_to


class Kind(models.TextChoices):
    """What a person can be told of. Each has a template, notifications/kinds/<value>.html, in the app it speaks of."""

    REPLY = "reply", _("Somebody replies to you")
    CREDIT = "credit", _("An organization thanks you")
    THANK_YOU = "thank_you", _("An organization writes you a thank-you")
    OUTCOME = "outcome", _("A call you helped has its outcome")
    QUOTE = "quote", _("An organization quotes you and asks for your name")
    CALL_SILENT = "call_silent", _("A call you helped stays without its outcome")
    CALL_OPENED = "call_opened", _("An organization you follow asks for help")
    NEW_CONTRIBUTION = "new_contribution", _("Your organization’s call receives a contribution")
    DRAFT_REMINDER = "draft_reminder", _("A call you began has been waiting for three days")
    CLARITY = "clarity", _("Somebody says how clear your draft is")
    CALL_APPROVED = "call_approved", _("Your organization’s first call is published")
    CALL_RETURNED = "call_returned", _("Your organization’s first call needs a change")
    CALL_CLOSED = "call_closed", _("Your organization’s call is over and waits for its outcome")
    OUTCOME_REMINDER = "outcome_reminder", _("Your organization’s call still waits for its outcome")
    CALL_LAPSED = "call_lapsed", _("Your organization’s call has lapsed")
    CALL_TO_REVIEW = "call_to_review", _("A first call is waiting for review")
    ORGANIZATION_TO_VERIFY = "organization_to_verify", _("An organization is waiting for verification")
    ORGANIZATION_ANSWERED = "organization_answered", _("An organization answers a moderator’s question")
    ORGANIZATION_QUESTION = "organization_question", _("A moderator has a question about your organization")
    ORGANIZATION_VERIFIED = "organization_verified", _("Your organization is verified")
    ORGANIZATION_REFUSED = "organization_refused", _("Your organization is refused")
    INVITATION_ASKED = "invitation_asked", _("Somebody asks to join your team")
    TEAM_CHANGED = "team_changed", _("Your place in a team changes")


# Quiet by default: mail goes out at once only for what answers a person, or waits for her. That a call is over is
# mailed by its first reminder, the next morning.
MAILED_BY_DEFAULT = {
    Kind.REPLY,
    Kind.THANK_YOU,
    Kind.OUTCOME,
    Kind.QUOTE,
    Kind.CALL_SILENT,
    Kind.DRAFT_REMINDER,
    Kind.CALL_APPROVED,
    Kind.CALL_RETURNED,
    Kind.OUTCOME_REMINDER,
    Kind.CALL_LAPSED,
    Kind.ORGANIZATION_ANSWERED,
    Kind.ORGANIZATION_QUESTION,
    Kind.ORGANIZATION_VERIFIED,
    Kind.ORGANIZATION_REFUSED,
    Kind.INVITATION_ASKED,
    Kind.TEAM_CHANGED,
}


HELPING = [Kind.REPLY, Kind.CREDIT, Kind.THANK_YOU, Kind.OUTCOME, Kind.QUOTE, Kind.CALL_SILENT, Kind.CALL_OPENED]
MODERATING = [Kind.CALL_TO_REVIEW, Kind.ORGANIZATION_TO_VERIFY, Kind.ORGANIZATION_ANSWERED]
ASKING = [kind for kind in Kind if kind not in {*HELPING, *MODERATING}]


class NotificationQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(belongs_to(user, "recipient"))

    def editable_by(self, user):
        return self.visible_to(user)

    def unread(self):
        return self.filter(read_at=None)

    def about(self, kind, targets):
        """Those of one kind about any of these rows, at least one, all of one model."""
        model = ContentType.objects.get_for_model(targets[0])
        return self.filter(kind=kind, content_type=model, object_id__in=[target.pk for target in targets])

    def with_targets(self):
        """Each with the row it is about: one query a kind of row, and one for each relation their lines walk along."""
        return self.prefetch_related("target").fetch_mode(models.FETCH_PEERS)


class Notification(models.Model):
    """One thing a person is told, about one row (`target`), in the list and perhaps by mail."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=30, choices=Kind)
    actor_name = models.CharField(max_length=120, blank=True)
    facts = models.JSONField(default=dict, blank=True)
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    target = GenericForeignKey()
    created_at = models.DateTimeField(default=clock.now)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["recipient", "read_at"])]

    def __str__(self):
        return f"{self.kind} for {self.recipient_id}"

    @property
    def template(self):
        return f"notifications/kinds/{self.kind}.html"

    def get_absolute_url(self):
        """Where its action leads: to the page that was named when it was told, or else to what it is about."""
        page = self.facts.get("leads_to")
        return reverse(page[0], args=page[1:]) if page else self.target.get_absolute_url()


class PreferenceQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(belongs_to(user, "person"))

    def editable_by(self, user):
        return self.visible_to(user)

    def who_want_mail(self, people, kind):
        """The ids (a set) of those among `people` who get this kind by mail: their own choice, or else the default."""
        chosen = dict(self.filter(person__in=people, kind=kind).values_list("person", "by_mail"))
        return {person.pk for person in people if chosen.get(person.pk, kind in MAILED_BY_DEFAULT)}

    def kinds_by_mail(self, person):
        """The kinds (a set) that reach this person by mail."""
        chosen = dict(self.filter(person=person).values_list("kind", "by_mail"))
        hers = {*Kind} if person.is_moderator else {*Kind} - {*MODERATING}
        return {kind for kind in hers if chosen.get(kind, kind in MAILED_BY_DEFAULT)}


class Preference(models.Model):
    """A person's own choice for one kind, kept only where it differs from the default or was once made."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="preferences")
    kind = models.CharField(max_length=30, choices=Kind)
    by_mail = models.BooleanField()

    objects = PreferenceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="preference_is_unique")]

    def __str__(self):
        return f"{self.kind}: {self.by_mail}"


class MailQuerySet(models.QuerySet):
    def due(self):
        """What should leave now, oldest first."""
        return self.filter(sent_at=None, next_try_at__lte=clock.now())

    def waiting(self):
        """What the worker will send, or send again."""
        return self.filter(sent_at=None, next_try_at__isnull=False)

    def sent(self):
        return self.filter(sent_at__isnull=False)

    def with_html(self):
        return self.exclude(html="")

    def newest_to(self, address):
        """What was written to this address (to anybody where it is empty), newest first."""
        rows = self.filter(recipient__iexact=address) if address else self
        return rows.order_by("-created_at", "-pk")

    def parked(self):
        """What was tried often enough: an operator has to look."""
        return self.filter(sent_at=None, next_try_at=None)


class Mail(models.Model):
    """One message of the outbox: written in the transaction that caused it, delivered later by the worker."""

    recipient = models.EmailField(max_length=254)
    sender = models.CharField(max_length=254)
    subject = models.CharField(max_length=255)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    message_id = models.CharField(max_length=255, unique=True)
    created_at = models.DateTimeField(default=clock.now)
    next_try_at = models.DateTimeField(default=clock.now, null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("message")
        verbose_name_plural = _("outbox")
        indexes = [models.Index(fields=["next_try_at"], condition=models.Q(sent_at=None), name="mail_waiting")]

    def __str__(self):
        return self.subject

    @property
    def language(self):
        """The language it is written in, as an HTML tag; empty once its words are erased."""
        return self.headers.get("Content-Language", "")
