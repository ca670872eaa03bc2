from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pyjama.core import clock
from pyjama.core.refusals import Refused


class IncidentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Operators', and nobody else's."""
        return self.all() if user.is_authenticated and user.is_staff else self.none()

    def editable_by(self, user):
        return self.visible_to(user)

    def over(self):
        return self.filter(known_on__lte=clock.today() - Incident.KEPT)

    def erase_what_is_over(self):
        """Refused within five years, whoever asks: the regulation says how long the register is kept."""
        if self.filter(known_on__gt=clock.today() - Incident.KEPT).exists():
            raise Refused(_("An incident stays in the register for five years after it was known."))
        return super().delete()

    delete = erase_what_is_over


class Incident(models.Model):
    """One line of the register of confidentiality incidents.

    Its eight fields are those of the Regulation respecting confidentiality incidents (P-39.1, r. 3.1, s. 7), which also has
    it kept for five years after the enterprise became aware (s. 8): the queryset refuses to erase it sooner, and so does a
    trigger of the database, row by row (migration 0002). GDPR, art. 33, gives 72 hours to tell the authority.
    """

    KEPT = timedelta(days=5 * 365 + 2)
    TO_TELL = timedelta(hours=72)

    information = models.TextField(_("1. The personal information concerned, or why it cannot be described"))
    circumstances = models.TextField(_("2. What happened, in a few words"))
    happened_on = models.CharField(
        _("3. When it happened, or about when"), max_length=120, help_text=_("A date or a period, as well as it is known.")
    )
    known_on = models.DateField(_("4. The day on which we became aware of it"), default=clock.today)
    people = models.CharField(
        _("5. How many people it concerns, or about how many"),
        max_length=120,
        help_text=_("Those who live in Quebec apart."),
    )
    seriousness = models.TextField(
        _("6. Why there is a risk of serious injury, or why there is none"),
        help_text=_("How sensitive the information is, what it could be used for, how likely that is."),
    )
    notices = models.TextField(
        _("7. When the Commission and the people were told, and why in public if so"),
        blank=True,
        help_text=_("Needed where there is a risk of serious injury. Empty: nobody was told yet."),
    )
    measures = models.TextField(_("8. What was done to lessen the harm and to keep it from happening again"))
    is_serious = models.BooleanField(
        _("There is a risk of serious injury: the Commission and the people must be told"), default=False
    )
    told_at = models.DateTimeField(_("when the authority was told"), null=True, blank=True)
    noted_at = models.DateTimeField(default=clock.now)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = IncidentQuerySet.as_manager()

    class Meta:
        ordering = ["-known_on", "-pk"]
        verbose_name = _("incident")
        verbose_name_plural = _("register of incidents")
        constraints = [
            models.CheckConstraint(condition=~Q(information="") & ~Q(circumstances=""), name="incident_says_what")
        ]

    def __str__(self):
        return f"{self.known_on}"

    def get_absolute_url(self):
        return reverse("privacy:incident", args=[self.pk])

    @property
    def tell_before(self):
        """Until when the authority must be told: 72 hours after the day it was known began."""
        return clock.hour_of(self.known_on, 0) + self.TO_TELL

    @property
    def hours_left(self):
        """Whole hours until then (int, 0 when they are over)."""
        return max(0, int((self.tell_before - clock.now()).total_seconds() // 3600))

    @property
    def must_be_told(self):
        return self.is_serious and not self.told_at
