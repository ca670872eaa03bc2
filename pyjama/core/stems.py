"""Words as they are looked for: without accents, plurals or endings, in French and in English.

Snowball's stemmers do the work. A word has the stem of its folded form beside its own, so that « bénévoles » is found by
"benevole" too. An elided article (« l'épicerie ») is a word of its own, which a query leaves out with the other small ones.
"""

import re
import unicodedata
from functools import lru_cache

import Stemmer
from django.utils.html import format_html, format_html_join

LONGEST_WORD, LONGEST_QUERY, MOST_WORDS = 40, 200, 8
WORD = re.compile(r"((?:[^\W_][\u0300-\u036f]*)+)")
STEMMERS = {"fr": "french", "en": "english"}
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})
EXCERPT = 160

# What a query leaves out; a word that says something in either language stays ("car", "son", "or", "but").
SMALL = frozenset(
    re.findall(
        r"\w+",
        """
        a à au aux avec c ce ces cette d dans de des du elle elles en est et eux il ils j je jusqu l la le les leur leurs
        lorsqu lui m ma mes n ne nos notre nous par pas pour puisqu qu que qui quoiqu s sa se ses si sont sur t ta tes tu un
        une vos votre vous y about an and are as at be been by can for from has have her his how i in into is it its ll me
        my no not of our re she so than that the their them these they this those to us ve was we were what when where
        which who will with you your
        """,
    )
)


def fold(word):
    """A word (str, lower case) without its accents and ligatures."""
    letters = unicodedata.normalize("NFKD", word.translate(LIGATURES))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def words_of(text):
    """The words (list of str, lower case, at most 40 characters each) of a text."""
    return [word[:LONGEST_WORD] for word in WORD.findall(unicodedata.normalize("NFKC", text).lower())]


@lru_cache(maxsize=20_000)
def stems_of(word, language):
    """The stems (frozenset of str) of one word of `words_of` in a language: its own, and that of its folded form."""
    stem = Stemmer.Stemmer(STEMMERS[language]).stemWord  # It keeps a state, which two threads must not share.
    return frozenset({fold(stem(word)), stem(fold(word))})


def stems_looked_for(query):
    """For each word that counts in a query (str, in either language), the stems that would do: a list of sets of str.

    Only the first 200 characters and 8 words are read; small words count where there is nothing else.
    """
    asked = list(dict.fromkeys(words_of(query[:LONGEST_QUERY])))
    telling = [word for word in asked if word not in SMALL] or asked
    return [set().union(*(stems_of(word, language) for language in STEMMERS)) for word in telling[:MOST_WORDS]]


def highlighted(text, language, query):
    """A text (str) as safe HTML, with the words that a query finds marked."""
    wanted = set().union(*stems_looked_for(query))
    pieces = [
        (format_html("<mark>{}</mark>", piece) if is_found(piece, language, wanted) else piece,)
        for piece in WORD.split(text)
    ]
    return format_html_join("", "{}", pieces)


def is_found(piece, language, wanted):
    """Say whether a word of a text is one of the `wanted` stems; what stands between two words is not."""
    return any(stems_of(word, language) & wanted for word in words_of(piece))


def excerpt(text, language, query):
    """The part of a text (str) around the first word that a query finds; "" where it finds none."""
    wanted = set().union(*stems_looked_for(query))
    places = (match.start() for match in WORD.finditer(text) if is_found(match[0], language, wanted))
    if (place := next(places, None)) is None:
        return ""
    begin = text.rfind(" ", 0, max(place - EXCERPT // 3, 0)) + 1
    end = text.find(" ", begin + EXCERPT)
    return ("… " if begin else "") + text[begin : end if end > 0 else None] + (" …" if end > 0 else "")
