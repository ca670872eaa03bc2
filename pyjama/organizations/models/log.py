from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from pyjama.core import clock
from pyjama.core.scopes import moderates
from pyjama.organizations.models.evidence import Check
from pyjama.organizations.models.organization import Organization, organizations_of


class LogLineQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everything for a moderator; for others what was said with their own organizations."""
        return self.all() if moderates(user) else self.filter(organization__in=organizations_of(user)).said()

    def editable_by(self, user):
        """None: the log only grows."""
        return self.none()

    def of(self, organization):
        return self.filter(organization=organization)

    def said(self):
        """The questions and their answers."""
        return self.filter(kind__in=[LogLine.Kind.QUESTION, LogLine.Kind.ANSWER])

    def with_people(self):
        return self.select_related("person")

    def refuse(self, *_, **__):
        raise TypeError("The log only grows: write a new line.")

    update = delete = refuse


class LogLine(models.Model):
    """One line of a verification's log: who did, said or decided what of an organization, and when. It is never changed."""

    class Kind(models.TextChoices):
        REGISTERED = "registered", _("registered")
        RESUBMITTED = "resubmitted", _("asked again")
        CHANGED = "changed", _("changed")
        QUESTION = "question", _("question")
        ANSWER = "answer", _("answer")
        VERIFIED = "verified", _("verified")
        REFUSED = "refused", _("refused")

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="log")
    # An account that goes leaves its lines behind.
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    text = models.TextField(blank=True)
    # What was checked: {"checked": ["number"]}; or what changed: {"changes": [["name", "former", "new"]]}.
    facts = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(default=clock.now)

    objects = LogLineQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.organization_id}: {self.kind}"

    @property
    def is_question(self):
        return self.kind == self.Kind.QUESTION

    @property
    def checked(self):
        """What a moderator found in order, in words."""
        return [Check.What(what).label for what in self.facts.get("checked", [])]
