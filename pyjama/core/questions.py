"""Questions to the database that hot pages and verbs ask again and again: their SQL is made once, as making it costs more.

A queryset of a few conditions takes several times as long to be put into words as SQLite or PostgreSQL take to answer it.
"""

from datetime import UTC, datetime, timedelta
from functools import cache, cached_property
from itertools import count, repeat
from typing import get_args, get_origin
from uuid import UUID

from django.db import connections, router
from django.db.models.sql import UpdateQuery
from django.db.transaction import TransactionManagementError

# Stand in a question's place for what it is asked with. Django leaves out of a query what no column could hold.
STAND_INS = {
    int: lambda place: 2**31 - 10 - place,
    str: lambda place: f"stands in for {place}",
    datetime: lambda place: datetime(9999, 12, 31, tzinfo=UTC) - timedelta(days=place),
    UUID: lambda place: UUID(int=place),
}
LARGEST = 2**63 - 1


class Question:
    """What `make` asks, a function that returns a queryset: of values (see `values_list`), or of whole rows to `find`.

    It is asked with numbers (int), or with what the annotations of `make` say: `str`, `datetime`, `UUID`, or a list of such
    (`list[int]`), which is never empty. The queryset must depend on these by their values alone: whatever it tests about
    them is tested once.
    """

    def __init__(self, make):
        self.make, self.kinds = make, kinds_of(make)
        self.in_words = cache(self.put_into_words)

    @cached_property
    def model(self):
        return self.make(*stand_ins(self.kinds, repeat(1))).model

    def put_into_words(self, alias, *lengths):
        """The Words for a database, and for lists of these lengths."""
        values = stand_ins(self.kinds, iter(lengths))
        return Words(alias, self.make(*values).query, values)

    def ask(self, *values):
        """The values (a list of tuples) for these."""
        return self.answer(values)[1]

    def find(self, *values):
        """The rows (a list of instances of its model) for these values."""
        words, rows = self.answer(values)
        return [self.model.from_db(words.alias, words.columns, row) for row in rows]

    def answer(self, values):
        """The Words that a database is asked with for these values, and what it says."""
        values = [padded(each) if isinstance(each, list) else each for each in values]
        lengths = [len(each) for each in values if isinstance(each, list)]
        words = self.in_words(router.db_for_read(self.model), *lengths)
        # Nothing has a number that no column holds; SQLite would not even take it.
        is_askable = all(each <= LARGEST for each in values if isinstance(each, int))
        return words, words.ask(values) if is_askable else []


class Change:
    """What `make` changes: a function as for a Question, that returns a queryset and a dict of the new values of fields."""

    def __init__(self, make):
        self.make, self.kinds = make, kinds_of(make)
        self.in_words = cache(self.put_into_words)

    def put_into_words(self):
        values = stand_ins(self.kinds, iter(()))
        rows, fields = self.make(*values)
        query = rows.query.chain(UpdateQuery)
        query.add_update_values(fields)
        return Words(router.db_for_write(rows.model), query, values)

    def do(self, *values):
        """Change the rows for these values, and return how many there were."""
        words = self.in_words()
        with connections[words.alias].prepared_cursor() as cursor:
            words.say(cursor, values)
            return cursor.rowcount


class Words:
    """A query of Django's in the words of a database, with places for the values that it is asked with."""

    def __init__(self, alias, query, stand_ins):
        self.alias = alias
        self.compiler = query.get_compiler(alias)
        self.sql, parameters = self.compiler.as_sql()
        stand_ins = flat(connections[self.alias], stand_ins)
        if missing := {*stand_ins}.difference(parameters):
            raise ValueError(f"A question does not ask with its values as they are: {missing}.")
        places = {each: (place,) for place, each in enumerate(stand_ins)}
        # Each is the place of a value (a tuple of one int), or a value that is always the same.
        self.parameters = [places.get(each, each) for each in parameters]
        selected = [column for column, _sql, _name in self.compiler.select or ()]
        self.columns = [column.target.attname for column in selected if hasattr(column, "target")]
        self.converters = self.compiler.get_converters(selected)

    def ask(self, values):
        """What the database has (a list of tuples) for some values."""
        connection = connections[self.alias]
        if self.compiler.query.select_for_update and not connection.in_atomic_block:
            raise TransactionManagementError("What is held is held until a transaction ends, and there is none.")
        with connection.prepared_cursor() as cursor:
            self.say(cursor, values)
            rows = cursor.fetchall()
        return [tuple(row) for row in self.compiler.apply_converters(rows, self.converters)] if self.converters else rows

    def say(self, cursor, values):
        values = flat(connections[self.alias], values)
        cursor.execute(self.sql, [values[each[0]] if isinstance(each, tuple) else each for each in self.parameters])


def kinds_of(make):
    """The kinds of values that a function takes, one after the other: what its annotations say, or else `int`."""
    names = make.__code__.co_varnames[: make.__code__.co_argcount]
    return [make.__annotations__.get(name, int) for name in names]


def stand_ins(kinds, lengths):
    """One for each of some kinds of values; for a list, as many as the next of its `lengths` (an iterator) says."""
    places = count()

    def one(kind):
        return STAND_INS[kind](next(places))

    return [
        [one(*get_args(kind)) for _each in range(next(lengths))] if get_origin(kind) is list else one(kind) for kind in kinds
    ]


def padded(values):
    """A list with its last one again and again, up to a power of two: few lengths are put into words."""
    return values + values[-1:] * (2 ** (len(values) - 1).bit_length() - len(values))


def flat(connection, values):
    """Values, and those in lists, in one list, as the database takes them."""
    several = (each if isinstance(each, list) else [each] for each in values)
    return [adapted(connection, value) for some in several for value in some]


def adapted(connection, value):
    """A value as a database takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, UUID) and not connection.features.has_native_uuid_field:
        return value.hex
    return value
