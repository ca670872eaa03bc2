"""The open calls as lists show them, set out in memory: which of them fit, and how many, is known without a question.

Each call is one bit of the numbers (int) that say which calls have something: ten thousand calls take about a kilobyte for
each choice, and counting those that fit takes microseconds. See decision 0067.
"""

from array import array
from copy import copy
from functools import lru_cache, partial, reduce
from itertools import chain, compress, islice
from operator import or_

from django.contrib.auth.models import AnonymousUser
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Q

from pyjama.calls.models import NO_SKILL, Call
from pyjama.core.freshness import LISTS, stamp
from pyjama.core.kept import Kept
from pyjama.core.scopes import moderates
from pyjama.moderation.models import in_view
from pyjama.organizations.models import Organization, organizations_of

PLAIN = ["kind", "language", "minutes"]
CAUSE, SKILL = "organization__causes__slug", "skills__slug"
MOST_CALLS = 1_000_000
# What no card shows, and is long.
UNSHOWN = ["body", "organization__mission_fr", "organization__mission_en"]
# Of so many searches a board knows the hits; so many hits are put in the order in which they fit.
MOST_TEXTS, MOST_RANKED = 200, 500
ZERO_AND_ONE = bytes.maketrans(b"01", b"\0\1")
VISITOR = AnonymousUser()
kept = Kept(MOST_CALLS)


class Board:
    """Open calls (a queryset) as they are now, the newest first, which has the lowest bit: `ids` are theirs.

    `found` says which have the words of a text, and `ranked` in what order; it is asked once for each text.
    """

    def __init__(self, calls):
        self.calls = calls
        self.found, self.ranked = lru_cache(MOST_TEXTS)(self.find), lru_cache(MOST_TEXTS)(self.rank)
        rows = [*calls.newest().values_list("pk", *PLAIN)]
        self.ids = array("q", [row[0] for row in rows])
        self.places = {pk: place for place, pk in enumerate(self.ids)}
        self.shelves = {path: self.shelf((row[0], row[column]) for row in rows) for column, path in enumerate(PLAIN, 1)}
        self.shelves |= {path: self.shelf(calls.order_by().values_list("pk", path)) for path in (CAUSE, SKILL)}

    def __len__(self):
        return len(self.ids)

    @property
    def all(self):
        """The bits of all calls."""
        return (1 << len(self)) - 1

    def shelf(self, pairs):
        """The bits of the calls that have each value, by value; `pairs` are an id and a value."""
        shelf = {}
        for pk, value in pairs:
            shelf.setdefault(value, []).append(pk)
        return {value: self.bits(pks) for value, pks in shelf.items()}

    def bits(self, pks):
        """The bits of some calls (ids); one that is not on the board has none."""
        each = bytearray(len(self) // 8 + 1)
        for place in (self.places[pk] for pk in pks if pk in self.places):
            each[place >> 3] |= 1 << (place & 7)
        return int.from_bytes(each, "little")

    def having(self, path, values):
        """The bits of the calls that have one of some values; those of calls without any stand under None."""
        return reduce(or_, (self.shelves[path].get(value, 0) for value in values), 0)

    def taking(self, minutes):
        """The bits of the calls that take so many minutes at most."""
        return self.having("minutes", [value for value in self.shelves["minutes"] if value <= minutes])

    def find(self, text):
        """The bits of the calls that have every word of a text."""
        return self.bits(self.calls.search(text).order_by().values_list("pk", flat=True))

    def rank(self, text):
        """The ids (an array) of those calls, the best fit first; where there are very many, of the newest of them."""
        newest = self.calls.filter(pk__among=[*islice(self.ids_of(self.found(text)), MOST_RANKED)])
        return array("q", newest.search(text).values_list("pk", flat=True))

    def ids_of(self, bits):
        """The ids of the calls with these bits, the newest first: an iterator."""
        return compress(self.ids, self.flags(bits)) if bits else iter(())

    def flags(self, bits):
        """The same by place, as bytes: 1 for a call that has its bit, else 0."""
        return f"{bits:0{len(self)}b}"[::-1].encode().translate(ZERO_AND_ONE)

    def having_bits(self, pks, bits):
        """Those of some calls (ids) with these bits, in the order in which they come: an iterator."""
        has = self.flags(bits)
        return (pk for pk in pks if pk in self.places and has[self.places[pk]])


class Listed:
    """What a reader finds of the open calls, as a queryset would say it: those of `calls`, hers to see, that fit so far.

    `bits` say which these are on the board, `text` what was looked for.
    """

    def __init__(self, calls, board, but=()):
        self.calls, self.board, self.text = calls, board, ""
        self.bits = board.all & ~board.bits(but)

    def fitting(self, *, text="", minutes=None, kind="", language="", cause="", skill=""):
        """Those with these words, of so many minutes at most, of a cause and a skill, as `CallQuerySet.fitting` says it."""
        board, found = self.board, copy(self)
        said = [("kind", kind), ("language", language), (CAUSE, cause), (SKILL, None if skill == NO_SKILL else skill)]
        for path, value in said:
            found.bits &= board.all if value == "" else board.having(path, [value])
        if minutes is not None:
            found.bits &= board.taking(minutes)
        if text:
            found.text = text
            found.bits &= board.found(text)
        return found

    def numbers_by(self, path):
        """How many there are (int) for each value of a field; those without any are under NO_SKILL."""
        numbers = {value: (self.bits & bits).bit_count() for value, bits in self.board.shelves[path].items()}
        return numbers | {NO_SKILL: numbers.get(None, 0)}

    def count(self):
        return self.bits.bit_count()

    def ids(self):
        """Their ids, in the order in which they are shown: an iterator."""
        if not self.text:
            return self.board.ids_of(self.bits)
        ranked = self.board.ranked(self.text)
        others = self.bits & ~self.board.bits(ranked)
        return chain(self.board.having_bits(ranked, self.bits), self.board.ids_of(others))

    def __getitem__(self, part):
        """Some of them (a slice), as cards want them; one that closed meanwhile is left out."""
        pks = [*islice(self.ids(), part.start, part.stop)]
        rows = self.calls.for_cards().defer(*UNSHOWN).in_bulk(pks)
        return [rows[pk] for pk in pks if pk in rows]

    def first(self, number):
        """The first so many, as a queryset without an order."""
        return self.calls.filter(pk__among=[*islice(self.ids(), number)])


def board(reader=VISITOR):
    """The board of visitors, or of moderators: set out anew once a call opens, changes or closes, or in a minute."""
    return kept.get_or_make(moderates(reader), partial(set_out, reader if moderates(reader) else VISITOR), stamp(LISTS))


def set_out(reader):
    # From the primary: a replica may lag behind the stamp of lists.
    return Board(Call.objects.using(DEFAULT_DB_ALIAS).visible_to(reader).open())


def listed(calls, reader, but=()):
    """Open calls that a reader, a visitor perhaps, may see (a queryset), as Listed, but for some (ids)."""
    return Listed(calls, Board(calls) if sees_more(reader, Call.objects.open()) else board(reader), but)


def sees_more(reader, calls):
    """Say whether a reader sees some of these calls that others do not: what is held is shown to its team."""
    # Two small questions: in one, a database may look through all open calls for those of her teams.
    teams = [*organizations_of(reader).values_list("organization", flat=True)] if reader.is_authenticated else []
    is_seen = in_view() & in_view("organization") & Q(organization__status__in=Organization.IN_VIEW)
    return bool(teams) and calls.filter(organization__in=teams).exclude(is_seen).exists()
