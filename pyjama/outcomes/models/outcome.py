from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pyjama.attachments.models import Attachable, Attachment
from pyjama.calls.models import Call
from pyjama.core import clock
from pyjama.core.models import Written
from pyjama.core.scopes import is_one_of
from pyjama.moderation.models import Moderated, in_view

LONGEST_CAPTION = 120


class OutcomeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What is published, for everybody; drafts for their organization."""
        is_theirs = Q(call__in=Call.objects.editable_by(user))
        is_public = in_view() & Q(published_at__isnull=False)
        return self.filter(is_theirs | is_public, is_one_of("call", Call.objects.visible_to(user)))

    def editable_by(self, user):
        """Drafts, and what is published, which its organization may correct."""
        return self.filter(call__in=Call.objects.editable_by(user))

    def published(self):
        """Those whose call is finished."""
        return self.filter(published_at__isnull=False)

    def of_calls(self, calls):
        """The outcomes of a queryset of calls."""
        return self.filter(is_one_of("call", calls))

    def for_cards(self):
        """With all that a card shows, in a constant number of queries."""
        return self.select_related("call__organization")

    def locked(self, outcome):
        """This outcome as it stands now, held until the transaction ends: to be asked for inside one."""
        return self.select_for_update(of=("self",)).get(pk=outcome.pk)

    def of_call(self, call):
        """The outcome of this call, a draft too, or None."""
        outcome = self.filter(call=call).first()
        if outcome:
            outcome.call = call
        return outcome


class Outcome(Attachable, Written, Moderated):
    """What the help changed: the closing report of a call, kept as a draft until the call is finished."""

    call = models.OneToOneField(Call, models.CASCADE, related_name="outcome")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    body = models.TextField(_("what your help changed"), max_length=5_000)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    written_at = models.DateTimeField(default=clock.now)
    published_at = models.DateTimeField(null=True, blank=True)
    corrected_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    before = models.ForeignKey(Attachment, models.SET_NULL, null=True, blank=True, related_name="+")
    before_words = models.CharField(max_length=LONGEST_CAPTION, blank=True)
    after = models.ForeignKey(Attachment, models.SET_NULL, null=True, blank=True, related_name="+")
    after_words = models.CharField(max_length=LONGEST_CAPTION, blank=True)

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(body=""), name="outcome_has_body")]
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="outcome_newest", condition=Q(published_at__isnull=False))
        ]

    def __str__(self):
        return f"Outcome of {self.call_id}"

    @property
    def thread(self):
        """What mail about it is shown together by."""
        return self.call

    @property
    def within(self):
        """What it is part of."""
        return [(Call, self.call_id), *self.call.within]

    @property
    def part_of(self):
        return self.call

    def get_absolute_url(self):
        """Its own page, under its call."""
        return reverse("pages:outcome", args=[self.call_id, self.call.slug])

    @property
    def pair(self):
        """The pictures of before and after among `shown_attachments`, each with its words; empty unless both are there."""
        places = {self.before_id: self.before_words, self.after_id: self.after_words}
        shown = {each.pk: each for each in self.shown_attachments}
        return [(shown[pk], words) for pk, words in places.items() if pk in shown] if {*places} <= {*shown} else []

    @property
    def others(self):
        """What is attached beside the pictures of before and after: a list."""
        pair = [picture for picture, _words in self.pair]
        return [each for each in self.shown_attachments if each not in pair]

    @property
    def cover(self):
        """The picture that stands for it where it is shown small or shared: that of after, or the first, or None."""
        pictures = [each for each in self.shown_attachments if each.is_image]
        return next((each for each in pictures if each.pk == self.after_id), pictures[0] if pictures else None)


class Revision(models.Model):
    """The text an outcome had before it was corrected: readable by everyone who may read the outcome."""

    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="revisions")
    body_html = models.TextField()
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-replaced_at", "-pk"]

    def __str__(self):
        return f"{self.outcome_id} until {self.replaced_at}"
