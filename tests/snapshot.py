"""The whole database and its files, kept aside and put back: for tests that commit, because two connections meet in them.

Django would empty every table after such a test; the next one would have to tell the story of the world anew.
"""

from contextlib import closing, contextmanager

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection, transaction

from pyjama.operating import files

kept_files = {}
# Whoever changes a row writes another, in another place.
VERSION = "sum(hashtextextended(ctid::text || ' ' || xmin::text, 0))"
ASK_BEFORE_DELETING = """
    SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE NOT tgisinternal AND tgtype & 8 > 0
"""


@contextmanager
def kept():
    """Keep the database as it is now; gives a function that puts it back so."""
    keeper = {"sqlite": kept_by_sqlite, "postgresql": kept_by_postgresql}[connection.vendor]
    kept_files.update({(place, name): contents(place, name) for place, name in files.named()})

    def put_back():
        put_rows_back()
        put_files_back()

    with keeper() as put_rows_back:
        yield put_back


def put_files_back():
    """Files that a test has deleted for good are there again: no transaction brings them back."""
    for (place, name), content in kept_files.items():
        if not storage_of(place).exists(name):
            storage_of(place).save(name, ContentFile(content))


def storage_of(place):
    return storages[files.STORAGES[place]]


def contents(place, name):
    with storage_of(place).open(name) as file:
        return file.read()


@contextmanager
def kept_by_sqlite():
    connection.ensure_connection()
    with closing(connection.Database.connect(":memory:")) as copy:
        connection.connection.backup(copy)

        def put_back():
            connection.ensure_connection()
            copy.backup(connection.connection)

        yield put_back


@contextmanager
def kept_by_postgresql():
    """Only the tables in which a test committed something are put back, and in these the rows that differ."""
    tables = [f'"{table}"' for table in connection.introspection.django_table_names(only_existing=True, include_views=False)]
    run(["CREATE SCHEMA kept", *(f"CREATE TABLE kept.{table} AS TABLE {table}" for table in tables)])
    seen, guarded = versions(tables), those_that_refuse()

    def put_back():
        now = versions(tables)
        changed = [table for table in tables if now[table] != seen[table]]
        # Where a trigger lets no row go, all go.
        removals = [
            f"TRUNCATE {table}" if table in guarded else f"DELETE {strange(table, f'kept.{table}')}" for table in changed
        ]
        run([*removals, *(f"INSERT INTO {table} SELECT * {strange(f'kept.{table}', table)}" for table in changed)])
        seen.update(versions(changed))

    yield put_back


def strange(here, there):
    """The rows of a table that another one does not have."""
    return f"FROM {here} AS this WHERE this::text NOT IN (SELECT that::text FROM {there} AS that)"


def those_that_refuse():
    """The tables (a set) with a trigger that asks before a row is deleted."""
    with connection.cursor() as cursor:
        cursor.execute(ASK_BEFORE_DELETING)
        return {f'"{table}"' for (table,) in cursor.fetchall()}


def versions(tables):
    """What tells the rows that each table (a key of the dict) has from those it had: where they lie, and who wrote them."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(f'(SELECT {VERSION} FROM {table})' for table in tables) or 'NULL'}")
        return dict(zip(tables, cursor.fetchone(), strict=False))


def run(statements):
    """Run these in one transaction: at its end, every foreign key must lead somewhere again."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
