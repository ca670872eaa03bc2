"""Which addresses a browser may name as its push service's: whoever has an account could name any."""

import re
from urllib.parse import urlsplit

from django.conf import settings

HERE = re.compile(r"http://127\.0\.0\.1:\d{2,5}/[\w/-]*")
PORT = 443


def is_known(endpoint):
    """Say whether an address (str) is at a push service that settings.PUSH_HOSTS names, over TLS and at its own port."""
    if settings.PUSH_TO_THIS_MACHINE and HERE.fullmatch(endpoint):
        return True
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError:
        return False
    if parts.scheme != "https" or "@" in parts.netloc or port not in {None, PORT}:
        return False
    return any(_is_at(host, parts.hostname or "") for host in settings.PUSH_HOSTS)


def service_of(endpoint):
    """Scheme and host (str) of a push service: what is one outage for all its devices."""
    parts = urlsplit(endpoint)
    return f"{parts.scheme}://{parts.netloc}/"


def _is_at(known, host):
    return host.endswith(known) if known.startswith(".") else host == known
