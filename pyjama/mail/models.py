from django.db import models
from django.utils.translation import gettext_lazy as _

from pyjama.core import clock


class MailQuerySet(models.QuerySet):
    def due(self):
        """What should leave now: first what somebody waits for at a page, then the oldest."""
        return self.filter(sent_at=None, next_try_at__lte=clock.now()).order_by("priority", "next_try_at", "pk")

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

    def open_for_more(self, groups):
        """Those of these groups that no worker has taken yet, held: what they say may still be written anew."""
        return self.select_for_update().filter(group__in=groups, sent_at=None, tries=0, next_try_at__isnull=False)

    def parked(self):
        """What was refused, or tried often enough: an operator has to look."""
        return self.filter(sent_at=None, next_try_at=None, kept_back="")

    def kept_back(self):
        """What we did not send on purpose (restraint.py)."""
        return self.exclude(kept_back="")


class Mail(models.Model):
    """One message of the outbox: written in the transaction that caused it, delivered later by the worker."""

    class Priority(models.IntegerChoices):
        AWAITED = 0, _("somebody waits for it")
        USUAL = 5, _("usual")

    class Reason(models.TextChoices):
        EXPIRED = "expired", _("too late: its code is no longer good")
        SUSPENDED = "suspended", _("the address does not take our mail")
        RATIONED = "rationed", _("enough mail that day for an address nobody has confirmed")

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
    priority = models.PositiveSmallIntegerField(choices=Priority, default=Priority.USUAL)
    good_until = models.DateTimeField(null=True, blank=True)
    kept_back = models.CharField(max_length=10, choices=Reason, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)
    # What more of the same is added to, as long as it has not left; empty for what is one message anyway.
    group = models.CharField(max_length=120, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("message")
        verbose_name_plural = _("outbox")
        indexes = [
            models.Index(fields=["priority", "next_try_at", "id"], condition=models.Q(sent_at=None), name="mail_waiting"),
            models.Index(fields=["sent_at"], condition=models.Q(sent_at__isnull=False), name="mail_sent"),
            models.Index(fields=["bounced_at"], condition=models.Q(bounced_at__isnull=False), name="mail_bounced"),
            models.Index(fields=["group"], condition=models.Q(sent_at=None) & ~models.Q(group=""), name="mail_group"),
        ]

    def __str__(self):
        return self.subject

    @property
    def language(self):
        """The language it is written in, as an HTML tag; empty once its words are erased."""
        return self.headers.get("Content-Language", "")


class Suspension(models.Model):
    """An address that does not take our mail: it gets only what its owner asks for at a page (restraint.py)."""

    class Reason(models.TextChoices):
        GONE = "gone", _("no such address")
        FULL = "full", _("several messages could not be delivered")
        COMPLAINT = "complaint", _("reported as unwanted mail")

    address = models.EmailField(max_length=254, unique=True)
    why = models.CharField(max_length=10, choices=Reason)
    since = models.DateTimeField(default=clock.now)
    evidence = models.CharField(max_length=255, blank=True)

    class Meta:
        ordering = ["-since", "pk"]
        verbose_name = _("suspended address")
        verbose_name_plural = _("suspended addresses")

    def __str__(self):
        return self.address

    @property
    def is_complaint(self):
        return self.why == self.Reason.COMPLAINT


class Ration(models.Model):
    """One of the few messages that an address nobody has confirmed may get in a day: a place that is taken again later."""

    mailbox = models.CharField(max_length=64)
    place = models.PositiveSmallIntegerField()
    taken_at = models.DateTimeField(default=clock.now)
    message_id = models.CharField(max_length=255)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mailbox", "place"], name="one_message_per_place")]

    def __str__(self):
        return f"{self.mailbox[:8]} {self.place}"
