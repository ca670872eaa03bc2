"""Which app receives what comes to an address: `mailbox` or `mailbox+tag`, at the domain of INBOUND_DOMAIN."""

import re
from functools import cache
from typing import NamedTuple

from django.conf import settings
from django.utils.module_loading import autodiscover_modules

# RFC 5321, 4.5.3.1.1: what stands before the @.
LONGEST_LOCAL_PART = 64
# What we put in an address needs no quotes, and is the same in capitals: some servers change those.
TAG = re.compile(r"[a-z0-9=._-]{1,60}")

_mailboxes = {}


class Mailbox(NamedTuple):
    """A function that is given what comes to its addresses, and whether they all have a tag."""

    receive: object
    needs_tag: bool


class Route(NamedTuple):
    """Where a message goes: the name of a mailbox, and the tag of the address, in small letters ("" for none)."""

    mailbox: str
    tag: str


def receives(name, *, needs_tag=True):
    """Declare a function as the receiver of what comes to `name+tag@` our domain; with `needs_tag=False` to `name@` too.

    It is given a `message.Incoming` inside a transaction, and returns one word for the operator: what became of it. What
    it raises makes the message wait and come again; after some tries it is parked. It may be called twice for one message
    only when its first transaction did not hold.
    """

    def declare(function):
        _mailboxes[name] = Mailbox(function, needs_tag)
        return function

    return declare


def mailboxes():
    """Every mailbox that the apps declare, by its name."""
    _discover()
    return _mailboxes


@cache
def _discover():
    autodiscover_modules("mailbox")


def address(name, tag=""):
    """The address (str) of a mailbox, or "" where this site takes no mail in."""
    local_part = f"{name}+{tag}" if tag else name
    if len(local_part) > LONGEST_LOCAL_PART:
        raise ValueError("This tag is too long for an address.")
    return f"{local_part}@{settings.INBOUND_DOMAIN}" if settings.INBOUND_DOMAIN else ""


def route_of(recipient):
    """The Route of an address (str), or None when it is none of ours. Whether its tag means anything is not asked here."""
    local_part, _at, domain = recipient.strip().strip("<>").lower().rpartition("@")
    if not settings.INBOUND_DOMAIN or domain != settings.INBOUND_DOMAIN:
        return None
    name, _plus, tag = local_part.partition("+")
    mailbox = mailboxes().get(name)
    is_good = mailbox and (TAG.fullmatch(tag) or (not tag and not mailbox.needs_tag))
    return Route(name, tag) if is_good and len(local_part) <= LONGEST_LOCAL_PART else None


def is_ours(address):
    """Whether an address (str) is one at which this site takes mail in."""
    return bool(settings.INBOUND_DOMAIN) and address.lower().endswith(f"@{settings.INBOUND_DOMAIN}")
