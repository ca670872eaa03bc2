from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from pyjama.calls.models import Call
from pyjama.core import clock
from pyjama.core.scopes import belongs_to


class StanceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own: nobody else learns of them."""
        return self.filter(belongs_to(user, "person"))

    def editable_by(self, user):
        return self.visible_to(user)

    def saved(self):
        """The calls kept for later, the latest first, with what a row of them shows."""
        return self.filter(kind=Stance.Kind.SAVED).select_related("call__organization")

    def liking(self):
        return self.filter(kind=Stance.Kind.MORE)

    def put_aside(self):
        """Those that keep a call from being proposed again."""
        return self.filter(kind__in=Stance.ASIDE)


class Stance(models.Model):
    """What a person made of a call that was proposed to her, without answering it."""

    class Kind(models.TextChoices):
        SKIPPED = "skipped", _("skipped")
        SAVED = "saved", _("saved for later")
        NOT_FOR_ME = "not_for_me", _("not for me")
        MORE = "more", _("more like this")

    # Those that keep a call from being proposed again, and the names under which a page has them (`with_stances`).
    ASIDE = [Kind.SKIPPED, Kind.SAVED, Kind.NOT_FOR_ME]
    MARKS = {"is_saved": Kind.SAVED, "is_not_for_me": Kind.NOT_FOR_ME, "is_liked": Kind.MORE}
    # What is taken back when somebody says the other.
    CONTRADICTED = {
        Kind.SKIPPED: [],
        Kind.SAVED: [Kind.NOT_FOR_ME],
        Kind.NOT_FOR_ME: [Kind.SAVED, Kind.MORE],
        Kind.MORE: [Kind.NOT_FOR_ME],
    }

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="stances")
    call = models.ForeignKey(Call, models.CASCADE, related_name="stances")
    kind = models.CharField(max_length=10, choices=Kind)
    taken_at = models.DateTimeField(default=clock.now)

    objects = StanceQuerySet.as_manager()

    class Meta:
        ordering = ["-taken_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["person", "call", "kind"], name="stance_is_taken_once")]

    def __str__(self):
        return f"{self.person_id} on {self.call_id}: {self.kind}"


class ProposalQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(belongs_to(user, "person"))

    def editable_by(self, user):
        return self.none()

    def of_the_past(self):
        """Those of calls that take no more contributions: nobody will be written of them again."""
        return self.exclude(call__in=Call.objects.open().order_by().values("pk"))


class Proposal(models.Model):
    """A call was in a person's weekly mail: it is in no other one."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="proposals")
    call = models.ForeignKey(Call, models.CASCADE, related_name="proposals")
    proposed_at = models.DateTimeField(default=clock.now)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["person", "call"], name="proposal_is_made_once")]

    def __str__(self):
        return f"{self.call_id} to {self.person_id}"


def with_stances(calls, user):
    """The calls of a queryset, each with what this user made of it: `is_saved`, `is_not_for_me` and `is_liked` (bool)."""
    own = Stance.objects.visible_to(user).filter(call=OuterRef("pk"))
    return calls.annotate(**{name: Exists(own.filter(kind=kind)) for name, kind in Stance.MARKS.items()})
