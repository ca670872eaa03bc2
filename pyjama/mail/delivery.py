"""What the worker does with the outbox: each message leaves once, is tried again, or is parked for an operator."""

import logging
import random
from contextlib import suppress
from datetime import timedelta
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, mailers
from django.db.models import F

from pyjama.core import clock
from pyjama.core.plain_text import wrapped
from pyjama.mail import bounces
from pyjama.mail.answers import Meaning, meaning_of, shown
from pyjama.mail.models import Mail
from pyjama.mail.restraint import reason_to_keep_back

# Small, so that a code waits for a few messages of a large weekly mail, never for all of them.
BATCH = 50
# Longer than a server may take over one message: each of its answers may take the mailer's timeout.
LEASE = timedelta(minutes=3)
PAUSES = [timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2)]
ENOUGH_TRIES = len(PAUSES) + 1
UNREACHABLE_PAUSE = timedelta(minutes=1)
# What a server refused together comes back a little apart.
JITTER = 0.1
MINUTE = timedelta(minutes=1)

logger = logging.getLogger(__name__)


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
        if "@" not in parseaddr(mail.sender)[1]:
            raise ValueError("This message has no sender.")
        own = {"From": mail.sender, "Message-ID": mail.message_id, "Date": format_datetime(mail.created_at)}
        pages = [(mail.html, "text/html")] if mail.html else []
        # What cannot be delivered comes back to the envelope's sender: an address of this one message.
        envelope = bounces.address_of(mail) or mail.sender
        return cls(
            mail.subject, wrapped(mail.text), envelope, [mail.recipient], headers=mail.headers | own, alternatives=pages
        )

    def message(self, *, policy=SMTP):
        return super().message(policy=WholeLinks() + policy)


def deliver_due():
    """Send what is due through the mailer named "delivery", over one connection, each message once.

    Several workers may do this at once: a message belongs to the one that claimed it. One that fails waits longer each
    time and is parked after ENOUGH_TRIES, or at once where the server says it is for good; the others leave. A server
    that cannot be reached is no message's fault: everything waits a minute, and no try is counted. Never call it in a
    transaction: a claim must hold at once.
    """
    connection = mailers["delivery"]
    for pk in Mail.objects.due().values_list("pk", flat=True)[: room()]:
        if not is_reached(connection):
            return
        if mail := claim(pk):
            deliver(connection, mail)
    hang_up(connection)


def room():
    """How many messages may leave in this round (int): mail services want no more than MAIL_PER_MINUTE."""
    if not settings.MAIL_PER_MINUTE:
        return BATCH
    # What was sent later than in a minute was sent before the clock went back.
    just_sent = Mail.objects.filter(sent_at__gt=clock.now() - MINUTE, sent_at__lt=clock.now() + MINUTE).count()
    return max(0, min(BATCH, settings.MAIL_PER_MINUTE - just_sent))


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
    """Hand a claimed message to the server unless it is to be kept back, and write down what became of it."""
    if reason := reason_to_keep_back(mail):
        write_down(mail, next_try_at=None, kept_back=reason)
        return
    try:
        if mail.tries > ENOUGH_TRIES:
            raise ConnectionAbortedError("The worker stopped during the last try.")
        connection.send_messages([Letter.of(mail)])
    except Exception as error:
        logger.warning("Message %s did not leave at try %s: %s", mail.pk, mail.tries, type(error).__name__)
        hang_up(connection)
        note_failure(mail, error)
    else:
        write_down(mail, next_try_at=None, last_error="", sent_at=clock.now())
        bounces.note_accepted(mail)


def note_failure(mail, error):
    """Write down when to try again, if ever, and suspend an address that is gone."""
    meaning = meaning_of(error)
    again = next_try(mail) if meaning in {Meaning.LATER, Meaning.NOT_NOW} else None
    write_down(mail, next_try_at=again, last_error=shown(error))
    if again is None:
        logger.error("Message %s is parked: an operator finds it in the outbox.", mail.pk)
        bounces.note_refused(mail, meaning, shown(error))


def write_down(mail, **outcome):
    Mail.objects.filter(pk=mail.pk).update(**outcome)


def next_try(mail):
    """When to try again after a failure (datetime), or None when it was tried often enough."""
    if mail.tries >= ENOUGH_TRIES:
        return None
    return clock.now() + PAUSES[mail.tries - 1] * (1 + random.uniform(0, JITTER))  # noqa: S311
