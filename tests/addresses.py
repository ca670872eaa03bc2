"""Every address of the site, and tests/access.txt, which says what everybody gets there."""

from django.urls import URLResolver, get_resolver, reverse
from django.utils import translation

from tests.source import ROOT

LINES = [line.split() for line in (ROOT / "tests" / "access.txt").read_text().splitlines() if line and line[0] != "#"]
HEADER, *ROWS = LINES
ROLES = HEADER[3:]


def addresses(resolver=None, namespace=""):
    """Every named address of the resolver, with its pattern: `calls:edit`."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, namespace + (f"{pattern.namespace}:" if pattern.namespace else ""))
        else:
            yield f"{namespace}{pattern.name}", pattern.pattern


PATTERNS = dict(addresses())
ADMIN = [address for address in PATTERNS if address.startswith("admin:") and address != "admin:None"]


def path_of(address, arguments):
    """The path of an address, with those of the arguments (a dict) that it takes."""
    pattern = PATTERNS[address]
    with translation.override("en"):
        return reverse(address, kwargs={name: arguments[name] for name in pattern.converters or pattern.regex.groupindex})
