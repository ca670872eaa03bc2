"""The links at the foot of a mail: one stops mail like it, one mutes what it is about, one leads to all her choices.

None needs a cookie or signing in (RFC 8058), and none can be used for anything else.
"""

from base64 import b32encode
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from pyjama.accounts.models import User
from pyjama.core import clock
from pyjama.core.site import absolute_url
from pyjama.mail.inbound.routes import address
from pyjama.notifications.models import Channel, Kind, Preference
from pyjama.notifications.names import MUTES
from pyjama.notifications.subjects import find

# Canada's anti-spam law wants 60 days at least.
GOOD_FOR = timedelta(days=90)
# Mail that left before channels had names: its links were about mail at once.
BEFORE_CHANNELS = 3
signer = signing.Signer(salt="pyjama.notifications.unsubscribe")
# Mail to `stop+…` at the domain of replies does the same. What signs it: 60 bits, which nobody guesses by mail.
MAILBOX = "stop"
SIGNED_BY = 12
# Another salt: a link that stops one kind opens no page of choices.
preferences_signer = signing.Signer(salt="pyjama.notifications.preferences")
# And another: whoever may mute a call may change nothing else.
mute_signer = signing.Signer(salt="pyjama.notifications.mute")


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
    named = _unsigned(signer, token)
    person_id, kind, channel, moment = named if len(named) != BEFORE_CHANNELS else (*named[:2], Channel.MAIL, named[2])
    return Subscription(_person(person_id, moment), Kind(kind), Channel(channel))


def stopped_by(subscription):
    """The kinds (a set) that a link stops by its Channel: its own; that of the weekly mail, all that comes in it."""
    person, kind, channel = subscription
    return {kind, *(Preference.objects.kinds_by(channel, person) if channel == Channel.DIGEST else ())}


def label_of(kind, channel):
    """What a link stops, in words (str)."""
    return _("Calls and news") if channel == Channel.DIGEST else Kind(kind).label


def stop_address(person, kind, channel=Channel.MAIL):
    """The address (str) to which an empty mail stops the same, or "" where this site takes no mail in.

    Small letters and few: an address has 64 characters before its @.
    """
    moment = int(clock.now().timestamp())
    said = f"{person.pk}.{kind}.{channel}.{moment:x}"
    return address(MAILBOX, f"{said}.{_signatures(said)[0]}")


def read_tag(tag):
    """The Subscription that the tag (str) of such an address names; Unreadable as in `read`."""
    said, _dot, signature = tag.rpartition(".")
    if not any(constant_time_compare(signature, ours) for ours in _signatures(said)):
        raise Unreadable
    person_id, kind, channel, moment = said.split(".")
    return Subscription(_person(person_id, int(moment, 16)), Kind(kind), Channel(channel))


def _signatures(said):
    """What proves that we said so (a list of str): by the site's key, and by those it had before."""
    digests = [
        salted_hmac(MAILBOX, said, secret=key, algorithm="sha256")
        for key in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    ]
    return [b32encode(digest.digest()).decode().lower()[:SIGNED_BY] for digest in digests]


def preferences_token(person):
    """A token (str) that opens the choices of a person and nothing else, signed, good for GOOD_FOR."""
    return preferences_signer.sign_object([person.pk, int(clock.now().timestamp())])


def preferences_path(person):
    """Where a person finds her choices without signing in (str)."""
    return reverse("notifications:preferences_from_mail", args=[preferences_token(person)])


def reader_of(token):
    """The person whose choices a token opens; Unreadable as in `read`."""
    return _person(*_unsigned(preferences_signer, token))


def mute_token(person, place):
    """A token (str) that names a person and a place to mute, a pair as ("call", 7), signed, good for GOOD_FOR."""
    return mute_signer.sign_object([person.pk, *place, int(clock.now().timestamp())])


def read_mute(token):
    """Whom a token names, and the row, which she may see still; Unreadable as in `read`, or when it is gone."""
    person_id, model, pk, moment = _unsigned(mute_signer, token)
    person = _person(person_id, moment)
    target = find(model, pk, person)
    if not target:
        raise Unreadable
    return person, target


def _unsigned(signer, token):
    try:
        return signer.unsign_object(token)
    except (signing.BadSignature, ValueError) as error:
        raise Unreadable from error


def _person(pk, moment):
    """Somebody whose account is open, named by a token of that moment."""
    person = User.objects.filter(pk=pk, is_active=True).first()
    if not person or clock.now() - datetime.fromtimestamp(moment, UTC) > GOOD_FOR:
        raise Unreadable
    return person


def masked(address):
    """An address as its owner recognizes it and nobody else learns it (str): `a…@e….org`."""
    name, _at, domain = address.rpartition("@")
    host, _dot, ending = domain.rpartition(".")
    return f"{name[:1]}…@{host[:1]}….{ending}"


def links(person, kind, channel=Channel.MAIL, place=None):
    """What the foot of a mail (notifications/mail/_stop) says and links to: a dict, in the active language.

    A mail that comes by a Channel names its Kind here: the link stops that kind by that channel and nothing else. It may
    offer to mute a `place`, a pair as in `mute_token`.
    """
    return {
        "mute": MUTES[place[0]] if place else "",
        "mute_url": absolute_url(reverse("notifications:mute", args=[mute_token(person, place)])) if place else "",
        "kind": channel.label if channel == Channel.DIGEST else Kind(kind).label,
        "stop_url": absolute_url(reverse("notifications:unsubscribe", args=[token_for(person, kind, channel)])),
        "stop_address": stop_address(person, kind, channel),
        "preferences_url": absolute_url(preferences_path(person)),
    }


def headers(stop_url, stop_address=""):
    """The headers (a dict) by which a mail program offers its own button for the link, or the address, of `links`."""
    ways = [f"<{stop_url}>", *([f"<mailto:{stop_address}>"] if stop_address else [])]
    return {"List-Unsubscribe": ", ".join(ways), "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
