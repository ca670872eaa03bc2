from datetime import timedelta

from django.db import models
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from pyjama.core import clock

# Longer than the five days for which a mail server tries again: a copy that comes late is known.
KEPT = timedelta(days=14)
PARKED_FOR = timedelta(days=30)


class ReceivedQuerySet(models.QuerySet):
    def due(self):
        """What should be worked on now, oldest first."""
        return self.filter(done_at=None, next_try_at__lte=clock.now())

    def waiting(self):
        """What the worker will read, or read again."""
        return self.filter(done_at=None, next_try_at__isnull=False)

    def done(self):
        return self.filter(done_at__isnull=False)

    def parked(self):
        """What could not be read: an operator has to look."""
        return self.filter(done_at=None, next_try_at=None)

    def weight(self):
        """How many bytes wait here (int)."""
        return self.filter(done_at=None).aggregate(size=Sum("size", default=0))["size"]

    def forgettable(self):
        """What no copy can come of any more, and what nobody looked at."""
        now = clock.now()
        return self.filter(models.Q(done_at__lt=now - KEPT) | models.Q(done_at=None, received_at__lt=now - PARKED_FOR))

    def locked(self, pk):
        """This message as it stands now, held until the transaction ends; None once it is done or gone."""
        return self.select_for_update().filter(pk=pk, done_at=None).first()


class Received(models.Model):
    """One message that came to one of our addresses: kept before it is acknowledged, worked on by the worker.

    Its words, and the token in the address, are erased as soon as it is done.
    """

    key = models.CharField(max_length=64, unique=True)
    mailbox = models.CharField(_("mailbox"), max_length=30)
    tag = models.CharField(max_length=64, blank=True)
    sender = models.CharField(_("sender"), max_length=320, blank=True)
    message_id = models.CharField(max_length=255, blank=True)
    raw = models.BinaryField(default=bytes)
    size = models.PositiveIntegerField(_("size"))
    received_at = models.DateTimeField(_("received"), default=clock.now)
    next_try_at = models.DateTimeField(_("next try"), default=clock.now, null=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    outcome = models.CharField(_("what became of it"), max_length=30, blank=True)
    last_error = models.CharField(_("last error"), max_length=200, blank=True)

    objects = ReceivedQuerySet.as_manager()

    class Meta:
        ordering = ["received_at", "pk"]
        verbose_name = _("received message")
        verbose_name_plural = _("received messages")
        indexes = [
            models.Index(fields=["next_try_at"], condition=models.Q(done_at=None), name="received_waiting"),
            models.Index(fields=["done_at"]),
        ]

    def __str__(self):
        return f"{self.mailbox}, {self.size} bytes"
