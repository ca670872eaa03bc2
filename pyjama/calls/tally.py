"""How many finished calls there are of each language and cause, counted once until a list changes (decision 0067)."""

from collections import Counter
from copy import copy
from functools import cache, partial

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Count

from pyjama.calls.board import VISITOR, sees_more
from pyjama.calls.filters import PATHS
from pyjama.calls.models import Call
from pyjama.core.freshness import LISTS, stamp
from pyjama.core.kept import Kept
from pyjama.core.scopes import moderates

ANY = ""
MOST_CELLS = 10_000
kept = Kept(MOST_CELLS)


class Tally:
    """Finished calls as a queryset would count them; `cells_of` says of some words ("" for all) how many have them.

    That is a dict of numbers by the language and the cause: None for calls without any, ANY for all of a language.
    """

    def __init__(self, cells_of):
        self.cells_of = cache(cells_of)
        self.words, self.language, self.cause = "", ANY, ANY

    def fitting(self, *, text="", language=ANY, cause=ANY):
        """Those with these words, of a language and a cause, as `CallQuerySet.fitting` says it."""
        found = copy(self)
        found.words, found.language, found.cause = text, language, cause
        return found

    def numbers_by(self, path):
        """How many there are (int) for each value of a field."""
        numbers, by_language = Counter(), path == PATHS["language"]
        for (language, cause), number in self.cells_of(self.words).items():
            is_of_cause = cause == self.cause if by_language or self.cause else cause != ANY
            if is_of_cause and self.language in {ANY, language}:
                numbers[language if by_language else cause] += number
        return numbers

    def count(self):
        return sum(self.numbers_by(PATHS["language"]).values())


def tally_for(reader):
    """The Tally of the finished calls that a reader, a visitor perhaps, may see."""
    if sees_more(reader, Call.objects.finished()):
        return Tally(partial(cells, Call.objects.visible_to(reader)))
    # She sees what all moderators do, or what visitors do.
    shared = moderates(reader)
    count = partial(cells_for, reader if shared else VISITOR)
    return Tally(lambda words: kept.get_or_make((shared, words), partial(count, words), stamp(LISTS)))


def cells_for(reader, words):
    # From the primary: a replica may lag behind the stamp of lists.
    return cells(Call.objects.using(DEFAULT_DB_ALIAS).visible_to(reader), words)


def cells(calls, words):
    """The numbers of a Tally, for those finished calls of a queryset that have some words, or for all."""
    found = calls.finished().fitting(text=words).order_by()
    of_language, of_both = found.values_list("language"), found.values_list("language", PATHS["cause"])
    numbers = {(language, ANY): number for language, number in of_language.annotate(Count("pk"))}
    return numbers | {(language, cause): number for language, cause, number in of_both.annotate(Count("pk"))}
