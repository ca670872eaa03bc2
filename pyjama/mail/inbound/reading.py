"""What the worker does with what came in: each message reaches its receiver once, is tried again, or is parked."""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import F

from pyjama.core import clock
from pyjama.mail.inbound.message import incoming
from pyjama.mail.inbound.models import Received
from pyjama.mail.inbound.routes import mailboxes

BATCH = 50
# Longer than anybody's pictures take to be made anew.
LEASE = timedelta(minutes=10)
PAUSES = [timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6)]
ENOUGH_TRIES = len(PAUSES) + 1

logger = logging.getLogger(__name__)


def read_due():
    """Give what waits to its receivers, the oldest first. Several workers may do this at once, and any may be killed."""
    for pk in list(Received.objects.due().values_list("pk", flat=True)[:BATCH]):
        if claim(pk):
            read(pk)


def claim(pk):
    """Take one message for this worker; False when another one was quicker. A worker that dies loses it after LEASE."""
    return bool(Received.objects.due().filter(pk=pk).update(next_try_at=clock.now() + LEASE, tries=F("tries") + 1))


def read(pk):
    """Do with a claimed message what its receiver does, or write down that it could not be read.

    Its tries are counted before it is opened: one that kills the worker is parked like any other.
    """
    try:
        with transaction.atomic():
            receive(Received.objects.locked(pk))
    except Exception as error:
        # Never its words: an exception may quote what it choked on.
        logger.warning("Received message %s could not be read: %s", pk, type(error).__name__)
        put_off(pk, type(error).__name__)


def receive(received):
    """Give a row, held, to its receiver, and erase its words: all in one transaction."""
    if not received:
        return
    if received.tries > ENOUGH_TRIES:
        raise ConnectionAbortedError
    outcome = mailboxes()[received.mailbox].receive(incoming(received))
    received.raw, received.tag, received.last_error = b"", "", ""
    received.outcome, received.done_at, received.next_try_at = outcome, clock.now(), None
    received.save()


def put_off(pk, why):
    """Let a message wait longer than the last time, or park it for an operator."""
    received = Received.objects.filter(pk=pk, done_at=None).first()
    if received:
        pause = PAUSES[received.tries - 1] if received.tries < ENOUGH_TRIES else None
        received.next_try_at = clock.now() + pause if pause else None
        received.last_error = why
        received.save(update_fields=["next_try_at", "last_error"])


def forget_received():
    """Erase what no copy can come of any more, and what was parked for a month."""
    Received.objects.forgettable().delete()
