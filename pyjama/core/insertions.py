"""New rows, written with a statement that is put into words once: making it costs Django more than the database takes."""

from functools import cache
from typing import NamedTuple

from django.db import connections, router
from django.db.models.sql import InsertQuery

# More rows than these are Django's work: the words for each number are kept.
FEW = 8


class Insertion(NamedTuple):
    """A statement that writes so many rows of one model, and returns their numbers."""

    compiler: object
    sql: str

    def values_of(self, row):
        compiler = self.compiler
        return [compiler.prepare_value(field, compiler.pre_save_val(field, row)) for field in compiler.query.fields]


@cache
def in_words(model, number, alias):
    """The Insertion of a number of rows."""
    query = InsertQuery(model)
    # One that is made for its statement alone: a default that is drawn here is drawn again for each row.
    query.insert_values([field for field in model._meta.concrete_fields if not field.primary_key], [model()])
    compiler = query.get_compiler(alias)
    compiler.returning_fields = [model._meta.pk]
    [(sql, _values)] = compiler.as_sql()
    head, _values, rest = sql.partition(" VALUES ")
    values, _returning, tail = rest.partition(" RETURNING ")
    return Insertion(compiler, f"{head} VALUES {', '.join([values] * number)} RETURNING {tail}")


def insert(*rows):
    """Write some new rows (unsaved instances of one model), which then have their numbers, in one statement; return them.

    As with `bulk_create`, no signal is sent.
    """
    model = type(rows[0])
    if len(rows) > FEW:
        return model._base_manager.bulk_create(rows)
    alias = router.db_for_write(model)
    insertion = in_words(model, len(rows), alias)
    with connections[alias].prepared_cursor() as cursor:
        cursor.execute(insertion.sql, [value for row in rows for value in insertion.values_of(row)])
        for row, (row.pk,) in zip(rows, cursor.fetchall(), strict=True):
            row._state.adding, row._state.db = False, alias
    return [*rows]
