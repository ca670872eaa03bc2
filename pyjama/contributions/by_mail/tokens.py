"""The token in the address of an answer: for whom it was made, what it answers and when, sealed.

It must fit into the 64 octets before an @ (RFC 5321, 4.5.3.1.1), and survive servers that change capitals: three whole
numbers and 96 bits of a keyed digest, in base32, are 52 characters.
"""

import base64
import binascii
import struct
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from pyjama.core import clock

GOOD_FOR = timedelta(days=90)
NUMBERS = struct.Struct(">QQI")
SEAL_BYTES = 12
LENGTH = 52
SALT = "pyjama.contributions.by_mail"


class Token(NamedTuple):
    """The numbers of a person and of the contribution that was mailed to her, and when that was."""

    person: int
    contribution: int
    made_at: datetime

    @property
    def is_old(self):
        return clock.now() - self.made_at > GOOD_FOR


def write(person, contribution):
    """The token (str) for what a person may answer a contribution by."""
    numbers = NUMBERS.pack(person.pk, contribution.pk, int(clock.now().timestamp()))
    sealed = numbers + seal(numbers, settings.SECRET_KEY)
    return base64.b32encode(sealed).decode().rstrip("=").lower()


def read(text):
    """The Token that a text stands for, in whatever case; None when it is not ours or was changed. Its age is not asked."""
    try:
        sealed = base64.b32decode(text.upper() + "=" * (-len(text) % 8))
    except (binascii.Error, ValueError):
        return None
    numbers, given = sealed[: NUMBERS.size], sealed[NUMBERS.size :]
    if len(numbers) != NUMBERS.size or not is_sealed(numbers, given):
        return None
    person, contribution, moment = NUMBERS.unpack(numbers)
    return Token(person, contribution, datetime.fromtimestamp(moment, UTC))


def is_sealed(numbers, given):
    """Whether a seal (bytes) is ours, of today's key or a former one."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return any(constant_time_compare(given, seal(numbers, key)) for key in keys)


def seal(numbers, key):
    return salted_hmac(SALT, numbers, secret=key, algorithm="sha256").digest()[:SEAL_BYTES]
