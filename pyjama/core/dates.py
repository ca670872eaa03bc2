"""Dates as each language writes them."""

import re

from django.utils import formats
from django.utils.translation import get_language

FIRST_OF_A_MONTH = re.compile(r"^1 (?=[^\W\d])")


def date_format(value, format=None):
    """A date or a moment in the reader's language (str); `format` as Django names it, the day alone without one."""
    return with_first(formats.date_format(value, format))


def with_first(text):
    """The same date (str); French counts the first of a month, and no other day: 1er décembre."""
    return FIRST_OF_A_MONTH.sub("1er ", text) if get_language() == "fr" else text
