"""The blanks that a text of the site leaves open, `{site_name}`, filled in when it is shown. Nothing is evaluated."""

import re

from django.conf import settings
from django.utils.translation import gettext as _

from pyjama.core.site import site_name

BLANK = re.compile(r"\{(\w+)\}")
NAMES = ["site_name", "contact_email", "postal_address", "privacy_officer"]
MARKS = re.compile(r"([\\`*_\[\]<>&#~])")


def values():
    """What each of NAMES stands for on this installation, in the reader's language."""
    not_given = _("to be announced")
    return {
        "site_name": site_name(),
        "contact_email": settings.CONTACT_EMAIL,
        "postal_address": settings.POSTAL_ADDRESS or not_given,
        "privacy_officer": settings.PRIVACY_OFFICER or not_given,
    }


def in_markdown(value):
    """A value as Markdown shows it unchanged; the contact address as a link."""
    return f"<{value}>" if value == settings.CONTACT_EMAIL else MARKS.sub(r"\\\1", value)


def fill(text, write=str):
    """The text (str) with its blanks filled in, each value passed through `write`; what is in braces else stays."""
    given = values()
    return BLANK.sub(lambda blank: write(given[blank[1]]) if blank[1] in given else blank[0], text)


def unknown(text):
    """What stands in braces in a text and is the name of no blank: a list of str, each once."""
    return sorted({*BLANK.findall(text)} - {*NAMES})
