import hashlib
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from pyjama.calls.models import Call
from pyjama.contributions.models.contribution import LONGEST_BODY
from pyjama.core import clock
from pyjama.core.models import Written
from pyjama.core.refusals import Refused
from pyjama.mail.models import Mail

# What nobody left an address for is of no use tomorrow; a link in a mail serves for a week (product promise 1).
UNADDRESSED_FOR, LINK_FOR = timedelta(days=1), timedelta(days=7)


def digest(key):
    """What is kept of a browser's key: its SHA-256 (str)."""
    return hashlib.sha256(key.encode()).hexdigest()


def draw():
    """Something nobody guesses (str): 190 bits."""
    return get_random_string(32)


def tomorrow():
    return clock.now() + UNADDRESSED_FOR


class GuestQuerySet(models.QuerySet):
    def waiting(self):
        """Those whose words are still kept."""
        return self.filter(expires_at__gt=clock.now())

    def expired(self):
        return self.filter(expires_at__lte=clock.now())

    def of_browser(self, key):
        """The guest of the browser that has this key (str), or none."""
        return self.waiting().filter(key_digest=digest(key))

    def of_link(self, pk, nonce):
        """The guest whom a link in a mail names, or none."""
        return (
            self.waiting()
            .filter(Exists(HeldContribution.objects.filter(guest=OuterRef("pk"))), pk=pk, nonce=nonce)
            .exclude(email="")
        )

    def locked(self, guest):
        """This guest as it stands now, held until the transaction ends. Refused when another page was quicker."""
        if now := self.select_for_update().filter(pk=guest.pk).first():
            return now
        raise Refused(_("What waited here was published or erased meanwhile, perhaps in another window."))


class Guest(models.Model):
    """Somebody who wrote without an account, known by her browser until she opens the link mailed to her."""

    key_digest = models.CharField(max_length=64, unique=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    display_name = models.CharField(_("name to show"), max_length=60)
    email = models.EmailField(_("e-mail address"), blank=True)
    nonce = models.CharField(max_length=32, default=draw)
    letters = models.ManyToManyField(Mail, related_name="+")
    came_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField(default=tomorrow)

    objects = GuestQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["expires_at"])]

    def __str__(self):
        return self.display_name


class HeldQuerySet(models.QuerySet):
    def of_browser(self, key):
        """What the browser that has this key (str) keeps waiting, oldest first."""
        return self.filter(guest__in=Guest.objects.of_browser(key)).select_related("guest", "call__organization")


class HeldContribution(Written):
    """What a guest wrote under a call: her browser alone sees it, until it is published or erased."""

    guest = models.ForeignKey(Guest, models.CASCADE, related_name="held")
    call = models.ForeignKey(Call, models.CASCADE, related_name="held")
    body = models.TextField(_("your contribution"), max_length=LONGEST_BODY)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    used_ai = models.BooleanField(_("I used AI for this"), default=False)
    submission_key = models.UUIDField()
    written_at = models.DateTimeField(default=clock.now)

    objects = HeldQuerySet.as_manager()

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(body=""), name="held_contribution_has_body"),
            models.UniqueConstraint(fields=["guest", "submission_key"], name="held_contribution_is_sent_once"),
        ]

    def __str__(self):
        return f"{self.guest_id} on {self.call_id}"

    def get_absolute_url(self):
        """Where its author says how she can be reached."""
        return reverse("contributions:keep")
