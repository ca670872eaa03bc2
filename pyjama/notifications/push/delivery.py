"""What the worker does with the pushes that wait: each leaves once, is tried again, or is given up."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from django.conf import settings
from django.db.models import F

from pyjama.core import clock, vapid
from pyjama.core.outgoing import Reply, Unanswered, send
from pyjama.notifications.push.actions import note_rung
from pyjama.notifications.push.endpoints import is_known, service_of
from pyjama.notifications.push.messages import encrypted
from pyjama.notifications.push.models import Device, Ring, living_sessions

AT_ONCE = 8
BATCH = 32
# Longer than a whole batch takes when nobody answers.
LEASE = timedelta(minutes=2)
PAUSES = [timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2)]
ENOUGH_TRIES = len(PAUSES) + 1
LONGEST_PAUSE = timedelta(hours=12)
UNREACHABLE_PAUSE = timedelta(minutes=1)
NOBODY = 0

logger = logging.getLogger(__name__)


def ring_due():
    """Send what is due, a few at a time, each once: a push belongs to the worker that claimed it.

    A batch at most, so that mail is not kept waiting by a slow push service. Never call it in a transaction.
    """
    claimed = [claim(pk) for pk in Ring.objects.due().values_list("pk", flat=True)[:BATCH]]
    rings = [ring for ring in claimed if ring and is_wanted(ring)]
    # The other threads speak to push services and nothing else: the database is this one's.
    letters = [(ring.device.endpoint, *encrypted(ring)) for ring in rings]
    with ThreadPoolExecutor(AT_ONCE) as threads:
        for ring, reply in zip(rings, threads.map(post, letters), strict=True):
            settle(ring, reply)


def claim(pk):
    """Take one due push for this worker: its row (Ring), or None when another one was quicker.

    A worker that dies with a claim loses it after LEASE.
    """
    is_ours = Ring.objects.due().filter(pk=pk).update(next_try_at=clock.now() + LEASE, tries=F("tries") + 1)
    related = Ring.objects.select_related("device__person", "notification__recipient")
    return related.filter(pk=pk).first() if is_ours else None


def is_wanted(ring):
    """Say whether there is still somebody to tell: signed in there, with this key of ours, who has not read it yet.

    What is not wanted goes.
    """
    device, notification = ring.device, ring.notification
    is_open = living_sessions().filter(session_key=device.session_key).exists()
    is_read = notification and notification.read_at
    if is_open and not is_read and device.site_key == vapid.public_key() and is_known(device.endpoint):
        return True
    ring.delete()
    return False


def post(letter):
    """Hand one push (endpoint, headers, body) to its service: the Reply, whose status is NOBODY where nobody answered."""
    endpoint, headers, body = letter
    try:
        return send(endpoint, headers, body, may_stay_here=settings.PUSH_TO_THIS_MACHINE)
    except Unanswered as reason:
        logger.warning("%s does not answer: %s", service_of(endpoint), reason)
        return Reply(NOBODY, "")


def settle(ring, reply):
    """Do what RFC 8030 (sections 5 and 7.3) says of a push service's answer."""
    if HTTPStatus.OK <= reply.status < HTTPStatus.MULTIPLE_CHOICES:
        note_rung(ring)
    elif reply.status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
        ring.device.delete()
    elif reply.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE and not ring.is_short:
        Ring.objects.filter(pk=ring.pk).update(is_short=True, next_try_at=clock.now())
    else:
        put_off(ring, reply)


def put_off(ring, reply):
    """Try again later, or give up: the news is in the list all the same."""
    service = service_of(ring.device.endpoint)
    logger.warning("%s answered %s at try %s of push %s", service, reply.status, ring.tries, ring.pk)
    if reply.status == NOBODY:
        # An outage is not waited for once more by each of the others.
        others = Ring.objects.due().filter(device__endpoint__startswith=service)
        others.update(next_try_at=clock.now() + UNREACHABLE_PAUSE)
    if ring.tries >= ENOUGH_TRIES:
        Ring.objects.filter(pk=ring.pk).delete()
        Device.objects.filter(pk=ring.device_id).update(failures=F("failures") + 1)
        return
    pause = max(PAUSES[ring.tries - 1], asked_pause(reply.retry_after))
    Ring.objects.filter(pk=ring.pk).update(next_try_at=clock.now() + pause)


def asked_pause(retry_after):
    """How long a server asks to be left alone (timedelta): seconds or a date (RFC 9110 section 10.2.3), within reason."""
    try:
        pause = timedelta(seconds=int(retry_after)) if retry_after.isdecimal() else until(retry_after)
    except (ValueError, OverflowError, TypeError):
        return timedelta(0)
    return min(pause, LONGEST_PAUSE)


def until(date):
    return parsedate_to_datetime(date) - clock.now()
