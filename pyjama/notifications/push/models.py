from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import models
from django.utils.translation import gettext_lazy as _

from pyjama.core import clock
from pyjama.core.scopes import belongs_to
from pyjama.notifications.models import Notification

LONGEST_ENDPOINT = 1_000


def living_sessions():
    """The keys of the sessions that are not over."""
    return Session.objects.filter(expire_date__gt=clock.now()).values("session_key")


class DeviceQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(belongs_to(user, "person"), session_key__in=living_sessions())

    def editable_by(self, user):
        return self.visible_to(user)

    def signed_in(self):
        """Those whose person is signed in there: whoever signed out may have left the device to somebody else."""
        return self.filter(session_key__in=living_sessions())

    def signed_out(self):
        return self.exclude(session_key__in=living_sessions())


class Device(models.Model):
    """A browser that a person asked to ring (a subscription of RFC 8030), for as long as she is signed in there."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="devices")
    session_key = models.CharField(max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=60)
    endpoint = models.CharField(max_length=LONGEST_ENDPOINT, unique=True)
    p256dh = models.CharField(max_length=88)
    auth = models.CharField(max_length=24)
    site_key = models.CharField(max_length=88)
    shows_words = models.BooleanField(_("show who wrote and about what"), default=False)
    made_at = models.DateTimeField(default=clock.now)
    last_used_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self):
        return self.name


class RingQuerySet(models.QuerySet):
    def due(self):
        """What should leave now, oldest first."""
        return self.filter(next_try_at__lte=clock.now())

    def untouched(self):
        """Those that no worker took yet."""
        return self.filter(tries=0)


class Ring(models.Model):
    """One push that waits: written in the transaction that caused it, gone once the push service has taken it.

    Without a notification it is a try.
    """

    device = models.ForeignKey(Device, models.CASCADE, related_name="rings")
    notification = models.ForeignKey(Notification, models.CASCADE, null=True, blank=True, related_name="rings")
    created_at = models.DateTimeField(default=clock.now)
    next_try_at = models.DateTimeField(default=clock.now)
    tries = models.PositiveSmallIntegerField(default=0)
    is_short = models.BooleanField(default=False)

    objects = RingQuerySet.as_manager()

    class Meta:
        ordering = ["next_try_at", "pk"]
        indexes = [models.Index(fields=["next_try_at"], name="ring_due")]
        constraints = [
            models.UniqueConstraint(fields=["device", "notification"], name="ring_is_one_for_a_group"),
            models.UniqueConstraint(
                fields=["device"], condition=models.Q(notification=None), name="one_try_waits_for_a_device"
            ),
        ]

    def __str__(self):
        return f"{self.device_id}, {self.notification_id}"
