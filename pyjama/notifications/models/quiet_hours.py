from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models

from pyjama.core.scopes import belongs_to


def site_zone():
    """The time zone of who said nothing."""
    return settings.TIME_ZONE


class QuietHoursQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(belongs_to(user, "person"))

    def editable_by(self, user):
        return self.visible_to(user)

    def zones_of(self, people):
        """The time zone (ZoneInfo) that each of `people` said she lives by, by her id; who said nothing is not in it."""
        return {person: ZoneInfo(zone) for person, zone in self.filter(person__in=people).values_list("person", "time_zone")}

    def ends(self, people, moment):
        """When it may ring again (datetime) for those among `people` who have quiet hours at this moment, by their ids."""
        rows = self.filter(person__in=people, is_on=True)
        return {row.person_id: end for row in rows if (end := row.end_after(moment)) > moment}


class QuietHours(models.Model):
    """When a person wants no mail of news and no ringing, on the clock of where she lives.

    They are off until she asks: we do not know her time zone before, and a mail makes no noise.
    """

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="quiet_hours")
    is_on = models.BooleanField(default=False)
    time_zone = models.CharField(max_length=50, default=site_zone)
    starts_at = models.TimeField(default=time(22))
    ends_at = models.TimeField(default=time(7))

    objects = QuietHoursQuerySet.as_manager()

    def __str__(self):
        return f"{self.person_id}: {self.starts_at}-{self.ends_at}"

    def end_after(self, moment):
        """The end of the quiet hours in which a moment (datetime) lies, or that moment itself where it lies in none.

        An end that its day skips (clocks go forward) comes as long after the change as it would have; of an end that
        comes twice (clocks go back) it is the first that is still to come.
        """
        zone = ZoneInfo(self.time_zone)
        local = moment.astimezone(zone)
        time_of_day, starts, ends = local.time(), self.starts_at, self.ends_at
        over_night = starts > ends
        is_late = time_of_day >= starts
        is_early = time_of_day < ends
        if not ((is_late or is_early) if over_night else (is_late and is_early)):
            return moment
        date = local.date() + timedelta(days=over_night and is_late)
        both = [datetime.combine(date, ends, tzinfo=zone).replace(fold=fold).astimezone(UTC) for fold in (0, 1)]
        return next((end for end in both if end > moment), moment)
