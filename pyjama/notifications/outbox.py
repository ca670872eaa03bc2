"""The outbox: every message is a row first, written in the transaction that caused it, and delivered by the worker."""

import logging
import re
from contextlib import suppress
from datetime import timedelta
from email.headerregistry import Address
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime, make_msgid, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, mailers
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F
from django.utils.translation import get_language

from pyjama.core import clock
from pyjama.core.site import site_name
from pyjama.notifications.models import Mail

BATCH = 200
# Longer than a server may take over one message: each of its answers may take the mailer's timeout.
LEASE = timedelta(minutes=3)
PAUSES = [timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2)]
ENOUGH_TRIES = len(PAUSES) + 1
UNREACHABLE_PAUSE = timedelta(minutes=1)
WORDS_KEPT = timedelta(days=3)
KEPT = timedelta(days=30)
# White space in which a line may break; French titles have some in which it must not.
BREAKS = re.compile(r"[^\S\u00a0\u202f]+")
LONGEST_SUBJECT = Mail._meta.get_field("subject").max_length

logger = logging.getLogger(__name__)


def letter_from():
    """The From line (str): the site's name in the active language, and its address."""
    return str(Address(display_name=site_name(), addr_spec=parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))


def compose(recipient, subject, text, html="", *, headers=None, sender=""):
    """A message of the outbox, not saved yet, in the active language.

    `recipient` is an address, `headers` a dict that may overrule what every message of ours carries. The Message-ID is
    drawn here, once, so that a retry is recognized as the same message.
    """
    headers = {"Auto-Submitted": "auto-generated", "Content-Language": f"{get_language()}-CA"} | (headers or {})
    return Mail(
        recipient=recipient,
        sender=sender or letter_from(),
        subject=BREAKS.sub(" ", subject).strip()[:LONGEST_SUBJECT],
        text=text,
        html=html,
        message_id=headers.pop("Message-ID", None) or make_msgid(domain=settings.SITE_HOST),
        headers=headers,
    )


def post(recipient, subject, text, html="", *, headers=None, sender=""):
    """Put one message in the outbox (see `compose`), and return its row: it leaves when the transaction has held."""
    mail = compose(recipient, subject, text, html, headers=headers, sender=sender)
    mail.save()
    return mail


class OutboxBackend(BaseEmailBackend):
    """Django's door to the outbox: whatever it or a library sends becomes one row per recipient."""

    def send_messages(self, email_messages):
        """Return how many messages (an iterable of EmailMessage) were taken in; attachments are refused."""
        messages = list(email_messages)
        Mail.objects.bulk_create([row for message in messages for row in self.rows(message)])
        return len(messages)

    def rows(self, message):
        if message.attachments:
            raise ValueError("The outbox takes no attachments: link to the file instead.")
        headers = dict(message.extra_headers)
        if message.reply_to:
            headers["Reply-To"] = ", ".join(message.reply_to)
        sender = headers.pop("From", message.from_email)
        if sender == settings.DEFAULT_FROM_EMAIL:
            sender = ""
        for number, recipient in enumerate(message.recipients()):
            # One Message-ID names one message: only the first copy may keep what was given.
            own = {name: value for name, value in headers.items() if number == 0 or name != "Message-ID"}
            yield compose(parseaddr(recipient)[1], message.subject, *self.parts(message), headers=own, sender=sender)

    def parts(self, message):
        """The message's text and its HTML, which may be empty."""
        pages = [part.content for part in getattr(message, "alternatives", []) if part.mimetype == "text/html"]
        if message.content_subtype == "html":
            return "", message.body
        return message.body, pages[0] if pages else ""


class WholeLinks(EmailPolicy):
    """Leaves the List- headers in one line.

    Python folds a long word by encoding it, and nobody follows an encoded address: RFC 2369 wants it plain.
    """

    def fold_binary(self, name, value):
        if name.startswith("List-"):
            return f"{name}: {value}{self.linesep}".encode("ascii")
        return super().fold_binary(name, value)


class Letter(EmailMultiAlternatives):
    """A row of the outbox as the message that leaves, with the same Message-ID and date at every try."""

    @classmethod
    def of(cls, mail):
        headers = mail.headers | {"Message-ID": mail.message_id, "Date": format_datetime(mail.created_at)}
        pages = [(mail.html, "text/html")] if mail.html else []
        return cls(mail.subject, mail.text, mail.sender, [mail.recipient], headers=headers, alternatives=pages)

    def message(self, *, policy=SMTP):
        return super().message(policy=WholeLinks() + policy)


def deliver_due():
    """Send what is due through the mailer named "delivery", over one connection, each message once.

    Several workers may do this at once: a message belongs to the one that claimed it. One that fails waits longer each
    time and is parked after ENOUGH_TRIES; the others leave. A server that cannot be reached is no message's fault:
    everything waits a minute, and no try is counted. Never call it in a transaction: a claim must hold at once.
    """
    connection = mailers["delivery"]
    for pk in Mail.objects.due().values_list("pk", flat=True)[:BATCH]:
        if not is_reached(connection):
            return
        if mail := claim(pk):
            deliver(connection, mail)
    hang_up(connection)


def is_reached(connection):
    """Open the connection unless it is open; where that fails, put everything off and return False."""
    try:
        connection.open()
    except Exception as error:
        logger.error("The mail server cannot be reached: %s", error)
        Mail.objects.due().update(next_try_at=clock.now() + UNREACHABLE_PAUSE, last_error=str(error))
        return False
    return True


def hang_up(connection):
    # The server may be gone already; what it accepted is sent all the same.
    with suppress(Exception):
        connection.close()


def claim(pk):
    """Take one due message for this worker: its row (Mail), or None when another one was quicker.

    The condition and the change are one statement, which a database does for one worker only. A worker that dies with
    a claim loses it after LEASE.
    """
    is_ours = Mail.objects.due().filter(pk=pk).update(next_try_at=clock.now() + LEASE, tries=F("tries") + 1)
    return Mail.objects.filter(pk=pk).first() if is_ours else None


def deliver(connection, mail):
    """Hand a claimed message to the server, and write down what became of it."""
    try:
        if mail.tries > ENOUGH_TRIES:
            raise ConnectionAbortedError("The worker stopped during the last try.")
        connection.send_messages([Letter.of(mail)])
    except Exception as error:
        logger.warning("Message %s did not leave at try %s: %s", mail.pk, mail.tries, type(error).__name__)
        outcome = {"next_try_at": next_try(mail), "last_error": str(error)}
        hang_up(connection)
    else:
        outcome = {"next_try_at": None, "last_error": "", "sent_at": clock.now()}
    Mail.objects.filter(pk=mail.pk).update(**outcome)


def next_try(mail):
    """When to try again after a failure (datetime), or None when it was tried often enough."""
    return clock.now() + PAUSES[mail.tries - 1] if mail.tries < ENOUGH_TRIES else None


def forget(mails):
    """Erase messages (a queryset) before their time, and those that have not left; the demonstration keeps its mail."""
    if not settings.DEMO:
        mails.delete()


def forget_delivered():
    """Erase the words of what left some days ago (sign-in codes are among them), and later the row.

    The demonstration keeps its mail: one reads it there.
    """
    if settings.DEMO:
        return
    Mail.objects.filter(sent_at__lt=clock.now() - KEPT).delete()
    Mail.objects.filter(sent_at__lt=clock.now() - WORDS_KEPT).update(text="", html="", headers={})
