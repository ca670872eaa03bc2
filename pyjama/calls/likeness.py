"""Whether a text is nearly that of another call: ready-made words that everybody sends make a site look fake.

Texts are compared by the runs of three words they share. Only calls that share rare-looking words are compared at all: the
search index names them, so that the cost does not grow with the number of calls.
"""

from typing import NamedTuple

from pyjama.calls.search import Distance
from pyjama.core.stems import stems_of, words_of

RUN = 3
# Shorter texts share runs by chance.
FEWEST_RUNS = 12
NEAR = 0.5
WORDS_LOOKED_FOR = 12
MOST_COMPARED = 20


class Likeness(NamedTuple):
    """A call and how much of the shorter of both texts the other one has too: a share from 0 to 1."""

    call: object
    share: float


def nearest(calls, text, language):
    """The call whose body is nearly `text` (Markdown, in `language`), as a Likeness; None where no call of a queryset is."""
    runs = runs_of(text)
    if len(runs) < FEWEST_RUNS:
        return None
    likenesses = [Likeness(call, share_of(runs, runs_of(call.body))) for call in candidates(calls, text, language)]
    best = max(likenesses, key=lambda likeness: likeness.share, default=None)
    return best if best and best.share >= NEAR else None


def candidates(calls, text, language):
    """The calls of a queryset that share most of the longest words of a text: long words are rare ones."""
    longest = sorted({*words_of(text)}, key=lambda word: (-len(word), word))[:WORDS_LOOKED_FOR]
    stems = set().union(*(stems_of(word, language) for word in longest))
    return calls.filter(index__stems__match=[stems]).order_by(Distance([stems]), "-pk")[:MOST_COMPARED]


def runs_of(text):
    """The runs of three words of a text, as a set of tuples."""
    words = words_of(text)
    return {*zip(*(words[start:] for start in range(RUN)), strict=False)}


def share_of(some, others):
    """How much of the smaller set of runs is in the other: a float, 0 where one of them is too small to tell."""
    smaller = min(len(some), len(others))
    return len(some & others) / smaller if smaller >= FEWEST_RUNS else 0.0
