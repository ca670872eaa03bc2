from datetime import timedelta

from django.db import models
from django.utils.crypto import salted_hmac

from pyjama.core import clock

KEPT_FOR = timedelta(days=1)


def sealed(key):
    """What is kept of a network or an address (str): a digest that only this site can make."""
    return salted_hmac("pyjama.contributions.tally", key, algorithm="sha256").hexdigest()


class TallyQuerySet(models.QuerySet):
    def locked(self, keys):
        """The tallies (list) of some acts, by one key each ({act: key}), held until the transaction ends; or begun."""
        wanted = [Tally(act=act, key_digest=sealed(key)) for act, key in keys.items()]
        self.bulk_create(wanted, ignore_conflicts=True)
        rows = self.filter(act__in=keys, key_digest__in=[tally.key_digest for tally in wanted])
        return [*rows.order_by("act").select_for_update()]

    def over(self):
        """Those that no limit looks at any more."""
        return self.filter(last_at__lte=clock.now() - KEPT_FOR)


class Tally(models.Model):
    """When visitors of one network, or for one e-mail address, did a thing within a day: what limits count."""

    class Act(models.TextChoices):
        TEXT = "text"
        MAIL_OF_NETWORK = "mail_of_network"
        MAIL_TO_ADDRESS = "mail_to_address"
        ANSWER = "answer"
        CROWD = "crowd"
        BEYOND = "beyond"

    act = models.CharField(max_length=20, choices=Act)
    key_digest = models.CharField(max_length=64)
    moments = models.JSONField(default=list)
    last_at = models.DateTimeField(default=clock.now)

    objects = TallyQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["last_at"])]
        constraints = [models.UniqueConstraint(fields=["act", "key_digest"], name="tally_is_unique")]

    def __str__(self):
        return f"{self.act}: {len(self.moments)}"

    def has_room(self, limits):
        """Whether one act more stays within all of some limits (pairs of a number and a timedelta)."""
        now = clock.now().timestamp()
        ages = [now - moment for moment in self.moments]
        return all(sum(age < period.total_seconds() for age in ages) < number for number, period in limits)

    def count(self, acts):
        """Count so many acts more, now, and keep that."""
        for _act in range(acts):
            self.add()
        self.save(update_fields=["moments", "last_at"])

    def add(self):
        """Count one act more, now; the caller saves."""
        self.last_at = clock.now()
        earliest = (self.last_at - KEPT_FOR).timestamp()
        self.moments = [*(moment for moment in self.moments if moment > earliest), self.last_at.timestamp()]
