"""The key by which push services know this site (VAPID, RFC 8292): given in the environment, or drawn once into DATA_DIR."""

import os
import tempfile
from base64 import urlsafe_b64decode, urlsafe_b64encode
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.conf import settings

FILE = "vapid_key"
CURVE = ec.SECP256R1()
LENGTH = 32


def private_key():
    """The site's private key, an EllipticCurvePrivateKey; ValueError where what is kept is none."""
    return _read(settings.VAPID_PRIVATE_KEY or _kept())


def public_key():
    """The public half as browsers want it (str): base64url of the uncompressed point, 87 characters."""
    point = private_key().public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return to_text(point)


def key_pair():
    """Both halves as PEM (two bytes), as libraries want them."""
    key = private_key()
    return (
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
        key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
    )


def to_text(data):
    """Bytes as base64url without padding (RFC 7515, appendix C)."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def from_text(text):
    """The bytes of a base64url text (str) with or without padding; ValueError where it is none."""
    data = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if to_text(data) != text.rstrip("="):
        raise ValueError("That is not base64url.")
    return data


@lru_cache(maxsize=4)
def _read(text):
    data = from_text(text.strip())
    if len(data) != LENGTH:
        raise ValueError(f"A private key has {LENGTH} bytes.")
    return ec.derive_private_key(int.from_bytes(data), CURVE)


def _kept():
    """The key in the file (str), which the first process that needs it makes."""
    path = Path(settings.DATA_DIR) / FILE
    if not path.exists():
        _make(path)
    return path.read_text()


def _make(path):
    """Draw a key into a file that nobody else may read.

    It gets its name once it is whole, and only where nobody was quicker: processes that start together share one key.
    """
    drawn = ec.generate_private_key(CURVE).private_numbers().private_value
    number, draft = tempfile.mkstemp(dir=path.parent, prefix=FILE)
    with os.fdopen(number, "w") as file:
        file.write(to_text(drawn.to_bytes(LENGTH)))
        file.flush()
        os.fsync(number)
    with suppress(FileExistsError):
        os.link(draft, path)
    Path(draft).unlink()
