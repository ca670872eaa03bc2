from django.db import models
from django.db.models import Count, Exists, OuterRef, Q

from pyjama.contributions.models.contribution import Contribution
from pyjama.contributions.models.tally import KEPT_FOR
from pyjama.core import clock
from pyjama.moderation.models import in_view
from pyjama.moderation.rules import NEWCOMER_FOR, SUSPECT


class ArrivalQuerySet(models.QuerySet):
    def over(self):
        """Those that nobody asks for any more."""
        return self.filter(at__lte=clock.now() - KEPT_FOR)

    def hidden(self):
        return self.exclude(contribution__hidden_at=None)

    def in_view(self):
        return self.filter(in_view("contribution"), contribution__withdrawn_at=None)

    def of_today(self):
        return self.filter(at__gt=clock.now() - KEPT_FOR)

    def found_in(self, network):
        """What became of what came from a network (its digest) within a day, so far: a dict of int.

        `texts` is how many there were; `bad` those that moderators hid, or that wait for a link or as they are like others;
        `good` those that a moderator let through or an organization credited; `voters` how many people find some of it
        useful who are no newcomers, and were credited themselves: one old account alone opens no door for a thousand.
        """
        waits, is_hidden = Q(contribution__held_at__isnull=False), Q(contribution__hidden_at__isnull=False)
        is_good = ~waits & ~is_hidden & (~Q(rule="") | ~Q(contribution__credit=""))
        voter = "contribution__useful_votes__voter"
        credited = Contribution.objects.filter(author=OuterRef(voter)).exclude(credit="")
        is_known = Q(Exists(credited), **{f"{voter}__joined_at__lte": clock.now() - NEWCOMER_FOR})
        return (
            self.of_today()
            .filter(network=network)
            .aggregate(
                texts=Count("pk", distinct=True),
                bad=Count("pk", filter=is_hidden | (waits & Q(rule__in=SUSPECT)), distinct=True),
                good=Count("pk", filter=is_good, distinct=True),
                voters=Count(voter, filter=is_known, distinct=True),
            )
        )


class Arrival(models.Model):
    """From which network a text of somebody came who has just arrived, and by which rule it was held: for a day."""

    contribution = models.OneToOneField(Contribution, models.CASCADE, related_name="arrival")
    network = models.CharField(max_length=64)
    rule = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(default=clock.now)

    objects = ArrivalQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["network", "at"]), models.Index(fields=["at"])]

    def __str__(self):
        return f"{self.contribution_id}: {self.rule}"
