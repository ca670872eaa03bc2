from django.db import models
from django.utils.translation import gettext_lazy as _

from pyjama.core import clock


class MailQuerySet(models.QuerySet):
    def due(self):
        """What should leave now, oldest first."""
        return self.filter(sent_at=None, next_try_at__lte=clock.now())

    def waiting(self):
        """What the worker will send, or send again."""
        return self.filter(sent_at=None, next_try_at__isnull=False)

    def sent(self):
        return self.filter(sent_at__isnull=False)

    def with_html(self):
        return self.exclude(html="")

    def newest_to(self, address):
        """What was written to this address (to anybody where it is empty), newest first."""
        rows = self.filter(recipient__iexact=address) if address else self
        return rows.order_by("-created_at", "-pk")

    def parked(self):
        """What was tried often enough: an operator has to look."""
        return self.filter(sent_at=None, next_try_at=None)


class Mail(models.Model):
    """One message of the outbox: written in the transaction that caused it, delivered later by the worker."""

    recipient = models.EmailField(max_length=254)
    sender = models.CharField(max_length=254)
    subject = models.CharField(max_length=255)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    message_id = models.CharField(max_length=255, unique=True)
    created_at = models.DateTimeField(default=clock.now)
    next_try_at = models.DateTimeField(default=clock.now, null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("message")
        verbose_name_plural = _("outbox")
        indexes = [models.Index(fields=["next_try_at"], condition=models.Q(sent_at=None), name="mail_waiting")]

    def __str__(self):
        return self.subject

    @property
    def language(self):
        """The language it is written in, as an HTML tag; empty once its words are erased."""
        return self.headers.get("Content-Language", "")
