"""The links at the foot of a mail: one stops mail like it with one click, no sign-in and no cookie (RFC 8058)."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.core import signing
from django.urls import reverse

from pyjama.accounts.models import User
from pyjama.core import clock
from pyjama.core.site import absolute_url
from pyjama.notifications.models import Channel, Kind

# Canada's anti-spam law wants 60 days at least.
GOOD_FOR = timedelta(days=90)
# Mail that left before channels had names: its links were about mail at once.
BEFORE_CHANNELS = 3
signer = signing.Signer(salt="pyjama.notifications.unsubscribe")


class Unreadable(Exception):
    """The link was changed on its way, or is too old."""


class Subscription(NamedTuple):
    """What a link stops: one Kind of news, by one Channel, for one person."""

    person: User
    kind: Kind
    channel: Channel


def token_for(person, kind, channel=Channel.MAIL):
    """A token (str) that names a person, a Kind and a Channel, signed, good for GOOD_FOR."""
    return signer.sign_object([person.pk, str(kind), str(channel), int(clock.now().timestamp())])


def read(token):
    """The Subscription that a token names; Unreadable when it is not ours, too old, or she has left."""
    try:
        named = signer.unsign_object(token)
        person_id, kind, channel, moment = named if len(named) != BEFORE_CHANNELS else (*named[:2], "mail", named[2])
        subscription = Subscription(User.objects.get(pk=person_id), Kind(kind), Channel(channel))
    except (signing.BadSignature, TypeError, ValueError, User.DoesNotExist) as error:
        raise Unreadable from error
    if clock.now() - datetime.fromtimestamp(moment, UTC) > GOOD_FOR:
        raise Unreadable
    return subscription


def links(person, kind, channel=Channel.MAIL):
    """What the foot of a mail (notifications/mail/_stop) says and links to: a dict, in the active language.

    A mail that comes by a Channel names its Kind here: the link stops that kind by that channel and nothing else.
    """
    return {
        "kind": Kind(kind).label,
        "stop_url": absolute_url(reverse("notifications:unsubscribe", args=[token_for(person, kind, channel)])),
        "preferences_url": absolute_url(reverse("notifications:preferences")),
    }


def headers(stop_url):
    """The headers (a dict) by which a mail program offers its own button for the link of `links`."""
    return {"List-Unsubscribe": f"<{stop_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
