from django.db import models

from pyjama.core import clock


class Forgotten(models.Model):
    """How many rows of a table one of the rounds erased, or emptied, on a day: numbers, of nobody."""

    rule = models.CharField(max_length=60)
    table = models.CharField(max_length=60)
    day = models.DateField(default=clock.today)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-day", "rule", "table"]
        constraints = [models.UniqueConstraint(fields=["rule", "table", "day"], name="forgotten_is_counted_once_a_day")]

    def __str__(self):
        return f"{self.rule}, {self.day}: {self.number} of {self.table}"
