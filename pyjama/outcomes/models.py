from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pyjama.calls.models import Call
from pyjama.core import clock
from pyjama.core.models import Written


class OutcomeQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(call__in=Call.objects.visible_to(user), published_at__isnull=False)

    def editable_by(self, user):
        return self.filter(call__in=Call.objects.editable_by(user), published_at=None)

    def of_calls(self, calls):
        """The outcomes of a queryset of calls."""
        return self.filter(call__in=calls)

    def for_cards(self):
        """With all that a card shows, in a constant number of queries."""
        return self.select_related("call__organization")

    def of_call(self, call):
        """The outcome of this call, a draft too, or None."""
        return self.filter(call=call).first()


class Outcome(Written):
    """What the help changed: the closing report of a call, kept as a draft until the call is finished."""

    call = models.OneToOneField(Call, models.CASCADE, related_name="outcome")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    body = models.TextField(_("what your help changed"), max_length=5_000)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    written_at = models.DateTimeField(default=clock.now)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(body=""), name="outcome_has_body")]

    def __str__(self):
        return f"Outcome of {self.call_id}"

    def get_absolute_url(self):
        return self.call.get_absolute_url()


class Reminder(models.Model):
    """An organization was reminded that a call waits for its outcome, on this day after it closed."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="reminders")
    day = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["sent_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["call", "day"], name="reminder_is_sent_once")]

    def __str__(self):
        return f"Day {self.day} of {self.call_id}"
