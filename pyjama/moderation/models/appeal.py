from datetime import timedelta

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pyjama.accounts.models import User
from pyjama.core import clock
from pyjama.core.scopes import belongs_to, moderates
from pyjama.moderation.models.decision import Decision

APPEAL_WITHIN = timedelta(days=20)


class AppealQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Moderators; whoever asked; an operator where nobody else can decide."""
        if moderates(user):
            return self.all()
        return self.filter(
            pk__in=[*self.filter(belongs_to(user, "person")).values_list("pk", flat=True)]
        ) | self.editable_by(user)

    def editable_by(self, user):
        """Those that this person may decide: a moderator, not the one who decided first; an operator if she was alone."""
        if moderates(user):
            return self.open().exclude(decision__moderator=user)
        if user.is_authenticated and user.is_staff and user.is_active:
            others = User.objects.moderators().exclude(pk=models.OuterRef("decision__moderator"))
            return self.open().exclude(decision__moderator=user).exclude(models.Exists(others))
        return self.none()

    def open(self):
        return self.filter(decided_at=None)

    def for_queue(self):
        return self.select_related("decision__item", "decision__moderator", "person").order_by("made_at", "pk")

    def locked(self, appeal):
        """This appeal as it stands now, held until the transaction ends: to be asked for inside one."""
        return self.select_for_update(of=("self",)).get(pk=appeal.pk)


class Appeal(models.Model):
    """Somebody asks for a second look at a decision: once, and another person than the first one looks."""

    class Verdict(models.TextChoices):
        UPHELD = "upheld", _("the decision stands")
        OVERTURNED = "overturned", _("the decision is undone")

    decision = models.OneToOneField(Decision, models.CASCADE, related_name="appeal")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    words = models.TextField(max_length=2_000)
    made_at = models.DateTimeField(default=clock.now)
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)
    answer = models.TextField(max_length=1_000, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = AppealQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self):
        return f"Appeal of {self.decision_id}"

    def get_absolute_url(self):
        return self.decision.get_absolute_url()

    def get_deciding_url(self):
        """Where another moderator decides it."""
        return reverse("moderation:decide_appeal", args=[self.pk])
