from django.db import models

from pyjama.calls.models import Call
from pyjama.core import clock


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
