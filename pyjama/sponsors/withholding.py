"""Which numbers of a table are withheld, so that nobody is seen among few (trust.md, R38).

A number under ten is withheld, nought too. Where its row could be had by subtracting the others from the total, others are
withheld with it: always the smallest that are left, until each withheld number could still be any of so many.
"""

FEWEST = 10
# Whoever subtracts all that is shown must be left with at least so many possible values of each withheld number.
FEWEST_GUESSES = 5


def withheld(numbers):
    """The keys (a set) of what must not be shown of a table whose total is shown; `numbers` are int by key.

    The total is the sum of the numbers, or less where some count in several rows: then it tells less still. None where the
    total itself would tell too much, however much is withheld.
    """
    hidden = {key for key, number in numbers.items() if number < FEWEST}
    others = sorted((number, key) for key, number in numbers.items() if key not in hidden)
    while hidden and not are_safe([numbers[key] for key in hidden]):
        if not others:
            return None
        hidden.add(others.pop(0)[1])
    return hidden


def are_safe(hidden):
    """Say whether each of these numbers, of which the sum and our rules are known, could be any of enough values."""
    lowest, highest = bounds(hidden)
    return all(
        min(high, sum(hidden) - sum(lowest) + low) - max(low, sum(hidden) - sum(highest) + high) + 1 >= FEWEST_GUESSES
        for low, high in zip(lowest, highest, strict=True)
    )


def bounds(hidden):
    """The least and the most each could be, for who even knows which are under ten, which of them she mostly does not."""
    lowest = [0 if number < FEWEST else FEWEST for number in hidden]
    highest = [FEWEST - 1 if number < FEWEST else sum(hidden) for number in hidden]
    return lowest, highest
