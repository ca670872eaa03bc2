from django.db import models
from django.db.models import Count, Exists, OuterRef, Q

from pyjama.contributions.models.contribution import Contribution, UsefulVote
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
        `good` those that a moderator let through, an organization credited, or somebody finds useful who is no newcomer.
        """
        now = clock.now()
        votes = UsefulVote.objects.filter(contribution=OuterRef("contribution"), voter__joined_at__lte=now - NEWCOMER_FOR)
        waits, is_hidden = Q(contribution__held_at__isnull=False), Q(contribution__hidden_at__isnull=False)
        is_shown = ~waits & ~is_hidden
        is_good = ~Q(rule="") | ~Q(contribution__credit="") | Exists(votes)
        return (
            self.of_today()
            .filter(network=network)
            .aggregate(
                texts=Count("pk"),
                bad=Count("pk", filter=is_hidden | (waits & Q(rule__in=SUSPECT))),
                good=Count("pk", filter=is_shown & is_good),
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
