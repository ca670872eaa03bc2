from datetime import timedelta

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from pyjama.core import clock
from pyjama.core.scopes import moderates
from pyjama.moderation.models.ground import grounds
from pyjama.moderation.models.item import Item

LONGEST_WORDS = 1_000
# How long the network of a report is known (as a digest): for as long as a campaign may last.
NETWORK_FOR = timedelta(days=30)


def sealed(key):
    """What is kept of who reports (str), or from which network: a digest that only this site can make."""
    return salted_hmac("pyjama.moderation.report", key, algorithm="sha256").hexdigest()


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Moderators alone: who reports is never revealed."""
        return self.all() if moderates(user) else self.none()

    def editable_by(self, user):
        return self.none()

    def since(self, moment):
        return self.filter(made_at__gt=moment)

    def of_network(self, network):
        """Those that visitors of a network (str) sent."""
        return self.filter(reporter=None, network=sealed(network))

    def forgettable(self):
        """Those whose network is of no use any more."""
        return self.filter(made_at__lte=clock.now() - NETWORK_FOR).exclude(network="")


class Report(models.Model):
    """Somebody says that moderators should look at something. Only they read it, and learn from whom it came."""

    class Answer(models.TextChoices):
        """What its reporter is told: what everybody can see anyway, and nothing of what was decided about a person."""

        HIDDEN = "hidden"
        SEEN_TO = "seen_to"
        GONE = "gone"
        FINE = "fine"
        AGAIN = "again"

    class Verdict(models.TextChoices):
        UPHELD = "upheld", _("upheld")
        DISMISSED = "dismissed", _("dismissed")

    item = models.ForeignKey(Item, models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="reports")
    # Digests: whoever reports twice is known by the first, a campaign by the second.
    key_digest = models.CharField(max_length=64)
    network = models.CharField(max_length=64, blank=True)
    ground = models.CharField(max_length=20, choices=grounds)
    words = models.TextField(max_length=LONGEST_WORDS, blank=True)
    weight = models.PositiveSmallIntegerField(default=0)
    is_newcomers = models.BooleanField(default=False)
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)
    made_at = models.DateTimeField(default=clock.now)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        indexes = [models.Index(fields=["network", "made_at"])]
        constraints = [models.UniqueConstraint(fields=["item", "key_digest"], name="report_is_made_once")]

    def __str__(self):
        return f"{self.ground} on {self.item_id}"

    def get_absolute_url(self):
        """Where its reporter reads on: how moderation works. What she reported may be gone, and a report has no page."""
        return reverse("pages:moderation")
