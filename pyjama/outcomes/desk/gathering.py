"""Contributions of like content: forty people who name a café name it "The Round" five times, each in her own words.

Texts are alike when most of their stems are the same. Comparing each with each would not do for a thousand: two sets that
share so much have one of their rarest stems in common (prefix filtering), and only such pairs are looked at.
"""

import math
from collections import Counter, defaultdict

from pyjama.core.stems import SMALL, stems_of, words_of

# How much of the stems of two texts together is in both, at least.
NEAR = 0.6


def gather(texts):
    """Which texts say nearly the same: `texts` are triples (id, text, language); returns {id: id of the first one like it}.

    A text that no other is like is its own first. The first of a group is the first in the order given.
    """
    sets = {key: telling_stems(text, language) for key, text, language in texts}
    frequency = Counter(stem for stems in sets.values() for stem in stems)
    firsts, places = {}, defaultdict(list)
    for key, stems in sets.items():
        rarest = sorted(stems, key=lambda stem: (frequency[stem], stem))[: prefix(len(stems))]
        candidates = {first for stem in rarest for first in places[stem]}
        firsts[key] = max(candidates, key=lambda first: (share(stems, sets[first]), -first), default=key)
        if firsts[key] == key or share(stems, sets[firsts[key]]) < NEAR:
            firsts[key] = key
            for stem in rarest:
                places[stem].append(key)
    return firsts


def telling_stems(text, language):
    """The stems (frozenset of str) of the words of a text that say something; of all its words where none does."""
    words = words_of(text)
    telling = [word for word in words if word not in SMALL] or words
    return frozenset().union(*(stems_of(word, language) for word in telling))


def prefix(size):
    """How many of its rarest stems a set of this size shows to be found by: a set that is near shares one of them."""
    return size - math.ceil(NEAR * size) + 1


def share(some, others):
    """How much two sets have in common: a float from 0 to 1 (Jaccard's index)."""
    return len(some & others) / (len(some | others) or 1)
