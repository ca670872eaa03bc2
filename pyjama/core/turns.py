"""One process at a time, of those that share a folder of data: the others wait until it is done."""

import fcntl
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

# Any numbers that nobody else of this database uses.
POSTGRESQL_LOCK, OF_PERSONS = 7_295_201, 7_295_202


@contextmanager
def one_at_a_time(name):
    """Wait for the turn called `name`, and have it as long as the block lasts; a process that is killed loses it."""
    with (settings.DATA_DIR / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def alone_with_the_tables():
    """Wait until nobody else changes the tables of the database, on other machines neither."""
    with one_at_a_time("migrate"):
        if connection.vendor != "postgresql":
            yield
            return
        # A transaction of its own holds it: a pooler such as pgbouncer keeps nothing of a session beyond a transaction.
        beside = connection.copy()
        try:
            beside.set_autocommit(False)
            with beside.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [POSTGRESQL_LOCK])
            yield
        finally:
            beside.close()


def one_act_at_a_time(person):
    """Wait until nothing else of this kind is done in a person's name, and keep it so until the transaction ends.

    No row is held, so it waits for nobody who does something else. SQLite has one writer anyway.
    """
    if connection.vendor == "postgresql":
        with connection.prepared_cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s::int, %s::int)", [OF_PERSONS, person.pk % 2**31])
