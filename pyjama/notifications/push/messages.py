"""What a push carries: the words of one notification, as little as shows them, encrypted for one browser."""

import json
from hashlib import sha256

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from pyjama.core import vapid
from pyjama.core.site import site_name
from pyjama.notifications.letters import line_of
from pyjama.notifications.models import Kind, Notification

# How long a push service keeps what a device that is switched off has not had yet: after a day it is under News.
A_DAY = 24 * 60 * 60
# Every message is as long as any other (RFC 8291 section 4), and a browser takes at most 3993 bytes.
LENGTH = 1_024
LONGEST_LINE = 180
TOPIC_BYTES = 24


def topic(ring):
    """What is said of the same thing has the same Topic (str, 32 characters; RFC 8030 section 5.4): the newest replaces it.

    A keyed digest of our own row numbers, which says nothing to the push service, nor whether two devices are told the same.
    """
    group = ring.notification.group if ring.notification else ""
    digest = salted_hmac("pyjama.push.topic", f"{ring.device_id}/{group}", algorithm="sha256")
    return vapid.to_text(digest.digest()[:TOPIC_BYTES])


def shown(ring):
    """What the device shows (dict): in its person's language, who wrote and about what only where she asked for it."""
    with translation.override(ring.device.person.language):
        told = {"title": site_name(), "lang": f"{translation.get_language()}-CA", "tag": topic(ring)}
        return told | (_news(ring) if ring.notification else _try())


def _try():
    return {"body": _("This is how it rings here."), "url": reverse("notifications:preferences")}


def _news(ring):
    notification, target = ring.notification, ring.notification.target
    body = str(Kind(notification.kind).label)
    if ring.device.shows_words and target and not ring.is_short:
        line = line_of([*Notification.objects.unread_with(notification)] or [notification])
        body = line if len(line) <= LONGEST_LINE else f"{line[: LONGEST_LINE - 1]}…"
    return {
        "body": body,
        "url": notification.get_absolute_url() if target else reverse("notifications:list"),
        "open": reverse("notifications:open", args=[notification.pk]),
    }


def encrypted(ring):
    """What is posted to the push service: its headers (dict) and its body (bytes)."""
    # Seven megabytes, which a site without devices never needs.
    from webpush import WebPush, WebPushSubscription
    from webpush.types import WebPushKeys

    text = json.dumps(shown(ring), ensure_ascii=False).encode()
    private, public = vapid.key_pair()
    device = ring.device
    keys = WebPushKeys(p256dh=device.p256dh, auth=device.auth)
    message = WebPush(private, public, settings.CONTACT_EMAIL, ttl=A_DAY).get(
        # White space after the end is part of no JSON: the length says nothing, whatever the words are.
        text if ring.is_short else text.ljust(LENGTH),
        WebPushSubscription(endpoint=device.endpoint, keys=keys),
    )
    headers = {
        "TTL": message.headers["ttl"],
        "Topic": topic(ring),
        "Urgency": "normal",
        "Content-Type": "application/octet-stream",
        "Content-Encoding": message.headers["content-encoding"],
        "Authorization": message.headers["authorization"],
    }
    return headers, message.encrypted


def fingerprint(endpoint):
    """What the log names a device by (str): its address would let anybody who reads the log ring it."""
    return sha256(endpoint.encode()).hexdigest()[:12]
