"""What the team of an organization leaves behind while it sorts: its notes, who credited what, its personal thanks."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pyjama.calls.models import Call
from pyjama.contributions.models import Contribution
from pyjama.core import clock
from pyjama.core.scopes import belongs_to

LONGEST_NOTE, LONGEST_THANKS = 1_000, 2_000


class NoteQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The team's of the call, and nobody else's."""
        return self.filter(contribution__call__in=Call.objects.editable_by(user))

    def editable_by(self, user):
        return self.visible_to(user).filter(belongs_to(user, "author"))

    def of_withdrawn(self):
        """Those about words that their author has taken away."""
        return self.filter(contribution__withdrawn_at__isnull=False)


class Note(models.Model):
    """What somebody of the team says of a contribution to the rest of it."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    body = models.TextField(_("note"), max_length=LONGEST_NOTE)
    written_at = models.DateTimeField(default=clock.now)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(body=""), name="note_has_body")]

    def __str__(self):
        return f"Note on {self.contribution_id}"


class CreditChangeQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(contribution__call__in=Call.objects.editable_by(user))

    def editable_by(self, user):
        """Her own, to be undone."""
        return self.visible_to(user).filter(belongs_to(user, "person"))

    def of_call(self, call):
        return self.filter(contribution__call=call)

    def after(self, number):
        """Those written after the one of this number: the changes of one call come one after the other."""
        return self.filter(pk__gt=number)

    def last_number(self, call):
        """The number of the last change on the desk of a call, 0 before the first one."""
        return self.of_call(call).aggregate(last=models.Max("pk", default=0))["last"]

    def last_step(self, call, person):
        """What this person did last on the desk of a call and has not undone: the changes of one step, perhaps none."""
        last = self.of_call(call).filter(belongs_to(person, "person"), is_undone=False).order_by("pk").last()
        return self.filter(step=last.step).select_related("contribution__author") if last else self.none()


class CreditChange(models.Model):
    """One credit given, changed or taken back: colleagues who sort beside see it, and whoever did it may undo it."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="credit_changes")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    step = models.UUIDField()
    before = models.CharField(max_length=10, choices=Contribution.Credit, blank=True)
    after = models.CharField(max_length=10, choices=Contribution.Credit, blank=True)
    is_undone = models.BooleanField(default=False)
    changed_at = models.DateTimeField(default=clock.now)

    objects = CreditChangeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["step"])]

    def __str__(self):
        return f"{self.contribution_id}: {self.before} to {self.after}"


class ThankYou(models.Model):
    """One personal thank-you, sent to several contributors at once: to each with her name and what she gave."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="thank_yous")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    contributions = models.ManyToManyField(Contribution, related_name="thank_yous")
    body = models.TextField(_("your thank-you"), max_length=LONGEST_THANKS)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    submission_key = models.UUIDField()
    sent_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["sent_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["author", "submission_key"], name="thank_you_is_sent_once")]

    def __str__(self):
        return f"Thanks for {self.call_id}"
