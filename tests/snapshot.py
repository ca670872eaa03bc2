"""The whole database and its files, kept aside and put back: for tests that commit, because two connections meet in them.

Django would empty every table after such a test; the next one would have to tell the story of the world anew.
"""

from contextlib import closing, contextmanager

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection, transaction

from pyjama.operating import files

kept_files = {}


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
    tables = [f'"{table}"' for table in connection.introspection.django_table_names(only_existing=True, include_views=False)]
    copies = [f"CREATE TABLE kept.{table} AS TABLE {table}" for table in tables]
    returns = [f"INSERT INTO {table} SELECT * FROM kept.{table}" for table in tables]
    run(["CREATE SCHEMA kept", *copies])
    yield lambda: run([f"TRUNCATE {', '.join(tables)}", *returns])


def run(statements):
    """Run these in one transaction: at its end, every foreign key must lead somewhere again."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
