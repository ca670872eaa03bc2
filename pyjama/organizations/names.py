"""Which organizations may be the same under another spelling: a moderator wants to see them side by side."""

from difflib import SequenceMatcher

from pyjama.core.stems import SMALL, fold, words_of

NEAR = 0.85
# A word that two names share only because both are organizations.
GENERAL = {
    "association",
    "club",
    "fondation",
    "foundation",
    "groupe",
    "inc",
    "organisme",
    "organization",
    "society",
    "societe",
}


def key_of(name):
    """A name without accents, capitals, small words and the order of its words: a tuple of str."""
    words = [fold(word) for word in words_of(name)]
    return tuple(sorted(word for word in words if word not in SMALL) or sorted(words))


def are_near(one, other):
    """Say whether two keys are of names that somebody may take for each other."""
    if one == other:
        return True
    shared = {*one} & {*other} - GENERAL
    # To compare letters is slow: names with no word in common are not near enough to be worth it.
    return bool(shared) and SequenceMatcher(None, " ".join(one), " ".join(other), autojunk=False).ratio() >= NEAR


def nearest(name, others):
    """The ids (list) of those among `others`, pairs of an id and a name, that have this name, or nearly."""
    key = key_of(name)
    telling = [word for word in key if word not in GENERAL] or key
    # Of ten thousand names, a few have one of these words: only those are taken apart.
    folded = ((pk, other, fold(other.lower())) for pk, other in others)
    candidates = [(pk, other) for pk, other, letters in folded if any(word in letters for word in telling)]
    return [pk for pk, other in candidates if are_near(key, key_of(other))]
