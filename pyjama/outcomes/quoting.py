"""Whether words are those of somebody: a quote may leave something out, and changes nothing."""

import re

from pyjama.core.templatetags.pyjama import plain

# What stands where a quote leaves something out, and the marks of Markdown where it was cut in two.
LEFT_OUT = re.compile(r"\[?(?:…|\.\.\.)\]?")
MARKS = re.compile(r"[*_]")


def is_quoted_from(html, words_html):
    """Say whether the words (HTML) of a quote stand in a text (HTML), in that order; “…” leaves some out."""
    text, place = _words(html), 0
    pieces = [piece.strip() for piece in LEFT_OUT.split(_words(words_html))]
    for piece in pieces:
        found = text.find(piece, place)
        if found < 0:
            return False
        place = found + len(piece)
    return any(pieces)


def _words(html):
    # Whoever types them anew has one sort of space.
    return " ".join(MARKS.sub("", plain(html)).split())
