"""Dates in the words of each language."""

from datetime import date

import pytest
from django.template import Context, Template
from django.utils.translation import override

from pyjama.core.dates import date_format

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("language", "day", "words"),
    [
        ("fr", date(2026, 12, 1), "1er décembre 2026"),
        ("fr", date(2026, 12, 11), "11 décembre 2026"),
        ("en", date(2026, 12, 1), "1 Dec 2026"),
    ],
)
def test_french_counts_the_first_of_a_month(language, day, words):
    with override(language):
        assert date_format(day) == words
        assert Template("{{ day|date }}").render(Context({"day": day})) == words


def test_what_machines_read_stays_a_number():
    with override("fr"):
        assert (
            Template('{{ day|date:"j" }} {{ day|date:"Y-m-d" }}').render(Context({"day": date(2026, 12, 1)}))
            == "1 2026-12-01"
        )
