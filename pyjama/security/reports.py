"""What a browser says when it refuses something that the content security policy forbids: CSP Level 3, section 5.3."""

import json
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from django.utils import translation

from pyjama.security.models import LONGEST_PAGE, LONGEST_SOURCE

# Words that stand where there is no address.
WORDS = {"inline", "eval", "wasm-eval", "data", "blob", "self", "trusted-types-policy", "trusted-types-sink"}
DIRECTIVES = {
    *("default-src", "script-src", "script-src-elem", "script-src-attr", "style-src", "style-src-elem", "style-src-attr"),
    *("img-src", "font-src", "connect-src", "media-src", "object-src", "frame-src", "child-src", "worker-src"),
    *("manifest-src", "form-action", "frame-ancestors", "base-uri", "navigate-to"),
}


def facts_of(body):
    """What a report tells us (a dict with `directive`, `source` and `page`) of all it says; None where it is none.

    `body` is what was sent: bytes. Paths, queries and samples of scripts may name somebody, and are not read.
    """
    try:
        report = json.loads(body)["csp-report"]
        directive = str(report.get("effective-directive") or report["violated-directive"]).split(" ")[0]
        facts = {"source": source_of(str(report["blocked-uri"])), "page": page_of(str(report["document-uri"]))}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return {"directive": directive} | facts if directive in DIRECTIVES else None


def source_of(address):
    """The host of an address, or the word or scheme that stands in its place."""
    parts = urlsplit(address)
    if parts.hostname:
        return f"{parts.scheme}://{parts.hostname}"[:LONGEST_SOURCE]
    return address if address in WORDS else f"{parts.scheme or 'other'}:"[:LONGEST_SOURCE]


def page_of(address):
    """The name of the page of ours that an address leads to, or ""."""
    path = urlsplit(address).path
    with translation.override(translation.get_language_from_path(path)):
        try:
            return resolve(path).view_name[:LONGEST_PAGE]
        except Resolver404:
            return ""
