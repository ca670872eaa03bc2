"""What is withheld cannot be had by subtraction: whoever knows our rules and every number shown is left guessing."""

import random

import pytest

from pyjama.sponsors.withholding import FEWEST, FEWEST_GUESSES, withheld

pytestmark = pytest.mark.once


def guesses(shown, total, hidden, numbers):
    """How many values each hidden number may have, for somebody who tries them all: {key: int}."""
    rest = total - sum(shown.values())
    small = [key for key in hidden if numbers[key] < FEWEST]
    large = [key for key in hidden if numbers[key] >= FEWEST]
    # What some of them can add up to together: all that she knows of them.
    possible = {
        key: {
            value
            for value in (range(FEWEST) if key in small else range(FEWEST, rest + 1))
            if can_add_up(rest - value, len(small) - (key in small), len(large) - (key in large))
        }
        for key in hidden
    }
    return {key: len(values) for key, values in possible.items()}


def can_add_up(rest, small, large):
    """Say whether so many numbers under ten, and so many of ten or more, can have this sum."""
    highest = (FEWEST - 1) * small if not large else rest
    return large * FEWEST <= rest <= highest


def test_nothing_small_is_shown_and_nothing_hidden_can_be_worked_out():
    drawn, told = random.Random(7), 0  # noqa: S311
    for _ in range(3_000):
        numbers = {key: drawn.choice([0, drawn.randrange(12), drawn.randrange(200)]) for key in range(drawn.randint(2, 13))}
        hidden = withheld(numbers)
        if hidden is None:
            continue
        told += 1
        shown = {key: number for key, number in numbers.items() if key not in hidden}
        assert min(shown.values(), default=FEWEST) >= FEWEST
        assert all(each >= FEWEST_GUESSES for each in guesses(shown, sum(numbers.values()), hidden, numbers).values()), (
            numbers
        )
    assert told > 2_000


@pytest.mark.parametrize(
    ("numbers", "hidden"),
    [
        ({"a": 40, "b": 12}, set()),
        ({"a": 40, "b": 12, "c": 30, "d": 3}, {"b", "d"}),
        ({"a": 40, "b": 0, "c": 0}, {"a", "b", "c"}),
        ({"a": 9, "b": 9}, None),
        ({"a": 11, "b": 0}, None),
    ],
)
def test_the_smallest_goes_with_it_and_at_worst_the_total(numbers, hidden):
    assert withheld(numbers) == hidden
