"""Finding calls by their words: FTS5 on SQLite, a tsvector on PostgreSQL, with the same stems and the same hits.

Both keep one row a call in a table `calls_index`: `rowid` is the call, and the column named as the table (FTS5's hidden one)
is what a query is matched against. Neither database parses or stems: `pyjama.core.stems` did.
"""

from itertools import batched

from django.db import connection, models
from django.db.models import F, Func, Lookup

from pyjama.core.stems import stems_looked_for, stems_of, words_of

ROWS_AT_ONCE = 500
WRITE = {
    "sqlite": "INSERT OR REPLACE INTO calls_index (rowid, title, body) VALUES (%s, %s, %s)",
    "postgresql": "INSERT INTO calls_index (rowid, calls_index) VALUES (%s, %s::tsvector || %s::tsvector)"
    " ON CONFLICT (rowid) DO UPDATE SET calls_index = EXCLUDED.calls_index",
}


class StemsField(models.Field):
    """What a database keeps of the words of a call."""


@StemsField.register_lookup
class Match(Lookup):
    """Whether each of the words looked for (a list of sets of stems) is in there."""

    lookup_name = "match"
    prepare_rhs = False

    def as_sqlite(self, compiler, connection):
        return self.as_text(compiler, "{} MATCH %s", " AND ", " OR ", '"')

    def as_postgresql(self, compiler, connection):
        return self.as_text(compiler, "{} @@ %s::tsquery", " & ", " | ", "'")

    def as_text(self, compiler, condition, each, either, quote):
        column, parameters = compiler.compile(self.lhs)
        return condition.format(column), (*parameters, expression(self.rhs, each, either, quote))


def expression(groups, each, either, quote):
    """The groups of stems as a database writes such a question. Stems are letters and digits: there is nothing to escape."""
    return each.join("(" + either.join(f"{quote}{stem}{quote}" for stem in sorted(group)) + ")" for group in groups)


class Distance(Func):
    """How far a call is from the words looked for: the less, the better it fits; a title weighs five times its text."""

    output_field = models.FloatField()

    def __init__(self, groups):
        super().__init__(F("index__stems"))
        self.groups = groups

    def as_sqlite(self, compiler, connection):
        return self.as_sql(compiler, connection, template="bm25(%(expressions)s, 5.0, 1.0)")

    def as_postgresql(self, compiler, connection):
        column, parameters = compiler.compile(self.source_expressions[0])
        return (
            f"-ts_rank('{{0.2, 0.2, 0.2, 1}}', {column}, %s::tsquery, 1)",
            (*parameters, expression(self.groups, " & ", " | ", "'")),
        )


class CallIndex(models.Model):
    """The words of one call as stems, for the search; made anew from the call whenever it is written."""

    call = models.OneToOneField("calls.Call", models.CASCADE, primary_key=True, db_column="rowid", related_name="index")
    stems = StemsField(db_column="calls_index")

    class Meta:
        managed = False
        db_table = "calls_index"

    def __str__(self):
        return f"Words of {self.call_id}"


def found_in(calls, query):
    """Those of a queryset of calls that have every word of a query (str), the best fit first; none for no word at all."""
    if not (groups := stems_looked_for(query)):
        return calls.none()
    return calls.filter(index__stems__match=groups).order_by(Distance(groups), "-pk")


def index(*calls):
    """Keep the words of these calls for the search, as they are now."""
    with connection.cursor() as cursor:
        for some in batched(calls, ROWS_AT_ONCE):
            cursor.executemany(WRITE[connection.vendor], [row(call) for call in some])


def row(call):
    """What `WRITE` takes of a call, as its database writes it."""
    title, body = (
        [stem for word in words_of(text) for stem in sorted(stems_of(word, call.language))]
        for text in (call.title, call.body)
    )
    if connection.vendor == "sqlite":
        return call.pk, " ".join(title), " ".join(body)
    return call.pk, vector(title, "A"), vector(body, "")


def vector(stems, weight):
    return " ".join(f"'{stem}':{place}{weight}" for place, stem in enumerate(stems, 1))
