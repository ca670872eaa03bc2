"""The number the Canada Revenue Agency gives a registered charity, such as 123456782RR0001."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

SHAPE = re.compile(r"(?P<business>[0-9]{9})RR[0-9]{4}")


def read_charity_number(text):
    """Return the number (str) as the agency writes it, fifteen characters.

    Takes what a person typed: spaces, hyphens and small letters do not matter. Refuses, with a ValidationError, what has
    not the shape of such a number (nine digits, RR, four digits) or whose first nine digits fail their check digit.
    Only the form is checked: whether the charity exists is for a moderator to look up.
    """
    number = re.sub(r"[\s\u2010-\u2015-]", "", text).upper()
    shape = SHAPE.fullmatch(number)
    if not shape:
        raise ValidationError(_("A charity number is nine digits, RR, then four digits, such as 123456782RR0001."))
    if not has_check_digit(shape["business"]):
        raise ValidationError(_("One of the first nine digits is wrong. Compare them with one of your official receipts."))
    return number


def has_check_digit(digits):
    """Say whether the last of these digits (str) is right by Luhn's formula, as in every Canadian business number."""
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
