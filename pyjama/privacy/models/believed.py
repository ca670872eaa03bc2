from django.db import models

from pyjama.core import clock


class Believed(models.Model):
    """The latest moment at which a round that erases believed the clock: one row, numbered 1."""

    ONLY = 1

    moment = models.DateTimeField(default=clock.now)
    # Under a date that is not believed yet: since when rounds have been running, and when the last one did.
    doubted_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return f"{self.moment:%Y-%m-%d %H:%M}"
