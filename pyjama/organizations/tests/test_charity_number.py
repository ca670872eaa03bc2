"""The form of a Canadian charity number."""

import pytest
from django.core.exceptions import ValidationError

from pyjama.organizations.charity_number import has_check_digit, read_charity_number

pytestmark = pytest.mark.once

# The numbers of two well-known charities, as printed on their receipts.
RED_CROSS, OXFAM = "119219814RR0001", "129716866RR0001"


@pytest.mark.parametrize(
    "typed",
    ["119219814RR0001", "119219814rr0001", "11921 9814 RR 0001", " 119-219-814-RR-0001 ", "119219814\u00a0RR\u20110001"],
)
def test_every_way_of_writing_it_becomes_one(typed):
    assert read_charity_number(typed) == RED_CROSS


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "119219814",
        "119219814RR",
        "119219814RP0001",
        "119219814RR00011",
        "1119219814RR0001",
        "119219814RR000A",
        "١١٩٢١٩٨١٤RR0001",
        "119219814RR0001 and more",
        "<script>",
    ],
)
def test_another_shape_is_refused_with_an_example(typed):
    with pytest.raises(ValidationError, match="such as 123456782RR0001"):
        read_charity_number(typed)


@pytest.mark.parametrize("number", [RED_CROSS, OXFAM])
def test_one_wrong_digit_is_always_found(number):
    assert has_check_digit(number[:9])
    for place in range(9):
        for digit in set("0123456789") - {number[place]}:
            with pytest.raises(ValidationError, match="first nine digits"):
                read_charity_number(number[:place] + digit + number[place + 1 :])
