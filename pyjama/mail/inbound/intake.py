"""Taking a message in: it is acknowledged once its row is kept, and not before."""

import hashlib
import re
from email import policy
from email.parser import BytesHeaderParser
from email.utils import getaddresses, parseaddr

from django.db import transaction

from pyjama.mail.inbound.models import Received
from pyjama.mail.inbound.routes import route_of

# What the large mail services take at most.
MOST_BYTES = 25 * 1024 * 1024
# What may wait for the worker altogether: beyond it servers keep their mail, and come again.
MOST_WAITING = 500 * 1024 * 1024
# Who got a message is told by its server, where that server puts it in a header.
DELIVERED_TO = ["X-Original-To", "Delivered-To", "Envelope-To"]
WRITTEN_TO = ["To", "Cc"]
UNPRINTABLE = re.compile(r"[^\x21-\x7e]+")


class TooLarge(Exception):
    """This message will never be taken."""


class NoRoom(Exception):
    """Too much waits here: it should come again later."""


@transaction.atomic
def take_in(raw, *, recipients, sender=""):
    """Keep a message (bytes) for each of its `recipients` that is an address of ours; return how many were kept (int).

    `sender` is the envelope's, "" for a bounce. A copy of what came before, to the same address with the same Message-ID,
    is not kept again: two servers may deliver it at once. Raises TooLarge and NoRoom.
    """
    if len(raw) > MOST_BYTES:
        raise TooLarge
    if Received.objects.weight() + len(raw) * len(recipients) > MOST_WAITING:
        raise NoRoom
    routes = {route for recipient in recipients if (route := route_of(recipient))}
    name = message_id(raw)
    rows = [
        Received(
            key=key_of(route, name or raw),
            mailbox=route.mailbox,
            tag=route.tag,
            sender=sender[:320],
            message_id=name,
            raw=raw,
            size=len(raw),
        )
        for route in sorted(routes)
    ]
    Received.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def key_of(route, name):
    """What a message is known by (str): where it went, and its Message-ID (str) or, where it has none, all of it (bytes)."""
    name = name if isinstance(name, bytes) else name.encode()
    return hashlib.sha256(f"{route.mailbox}+{route.tag}\n".encode() + name).hexdigest()


def headers_of(raw):
    """The headers of a message (bytes), as they stand: nothing in them can make this fail."""
    return BytesHeaderParser(policy=policy.compat32).parsebytes(raw)


def message_id(raw):
    """The Message-ID of a message (bytes), as a str that may be empty."""
    return printable(str(headers_of(raw)["Message-ID"] or ""))


def printable(name):
    """A Message-ID as it may be kept, and named in a header of ours (str)."""
    return UNPRINTABLE.sub("", name)[:255]


def sender_in(raw):
    """The envelope's sender (str) as the headers tell it, "" of a bounce; for who was told of no envelope."""
    return parseaddr(str(headers_of(raw)["Return-Path"] or "unknown@invalid"))[1]


def recipients_in(raw):
    """Our addresses (a list) that the headers of a message name: for who was told of no envelope."""
    headers = headers_of(raw)
    for names in [DELIVERED_TO, WRITTEN_TO]:
        values = [str(value) for name in names for value in headers.get_all(name, [])]
        if found := [address for _name, address in getaddresses(values) if route_of(address)]:
            return found
    return []
