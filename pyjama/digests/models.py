from django.conf import settings
from django.db import models
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from pyjama.core import clock
from pyjama.core.scopes import belongs_to
from pyjama.digests.periods import THURSDAY
from pyjama.notifications.models.kind import kinds


class EditionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(belongs_to(user, "person"))

    def editable_by(self, user):
        return self.none()

    def latest(self, people, kind):
        """The last period of a Kind that each person (an id) has: a dict; whoever has none is not in it."""
        rows = self.filter(person__in=people, kind=kind).order_by().values_list("person")
        return dict(rows.annotate(latest=Max("period")))


class Edition(models.Model):
    """A person's mail of one kind for one week or day was written, or there was nothing to say: the ledger of digests.

    Written in the transaction that writes the mail; the constraint lets one of two workers do it.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="editions")
    kind = models.CharField(max_length=30, choices=kinds)
    period = models.DateField()
    is_empty = models.BooleanField(default=False)
    # Which run wrote it: how a worker knows the rows that it, and not another one, has inserted.
    run = models.UUIDField()
    written_at = models.DateTimeField(default=clock.now)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-period", "-pk"]
        constraints = [models.UniqueConstraint(fields=["person", "kind", "period"], name="edition_is_written_once")]

    def __str__(self):
        return f"{self.kind} of {self.period} for {self.person_id}"


class RhythmQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(belongs_to(user, "person"))

    def editable_by(self, user):
        return self.visible_to(user)

    def weekdays_of(self, people):
        """On which day of the week each person (an id) wants her weekly mail: a dict, where she chose one."""
        return dict(self.filter(person__in=people).values_list("person", "weekday"))


class Rhythm(models.Model):
    """On which day of the week a person wants her weekly mail; who has none gets it on Thursday."""

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = THURSDAY, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="rhythm")
    weekday = models.PositiveSmallIntegerField(_("day of the week"), choices=Weekday, default=THURSDAY)

    objects = RhythmQuerySet.as_manager()

    def __str__(self):
        return f"{self.person_id}: {self.get_weekday_display()}"
