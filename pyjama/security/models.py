from django.db import models

from pyjama.core import clock

LONGEST_SOURCE, LONGEST_PAGE = 200, 100


class Violation(models.Model):
    """What browsers refused to load or run on a page in one day, because the policy forbids it, and how often they said so.

    Nothing says whose browser: the page is the name of its address (`pages:call`), the source a host or a word.
    """

    day = models.DateField(default=clock.today)
    directive = models.CharField(max_length=40)
    source = models.CharField(max_length=LONGEST_SOURCE)
    page = models.CharField(max_length=LONGEST_PAGE, blank=True)
    times = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-day", "-times", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["day", "directive", "source", "page"], name="violation_is_counted_in_one_row")
        ]

    def __str__(self):
        return f"{self.directive}: {self.source}"
