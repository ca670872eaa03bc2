"""While a report is read, the database itself refuses everything but the totals.

On PostgreSQL by a role that may read that one table (`manage.py sponsor_role` makes it, SPONSOR_ROLE names it); on SQLite by
its authorizer, which is asked about each table that a statement touches.
"""

from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction

from pyjama.sponsors.models import Total

# SQLite's numbers: what is asked to be done, and the answers (sqlite.org/c3ref/c_alter_table.html).
READ, SELECT, FUNCTION, TRANSACTION, SAVEPOINT = 20, 21, 31, 22, 32
OK, DENY = 0, 1


@contextmanager
def totals_only():
    """A block in which nothing but the totals can be read, and nothing be written: whatever else is asked fails."""
    wall = {"sqlite": by_authorizer, "postgresql": by_role}[connection.vendor]
    with wall():
        yield


@contextmanager
def by_authorizer():
    connection.ensure_connection()
    connection.connection.set_authorizer(allow_totals)
    try:
        yield
    finally:
        connection.connection.set_authorizer(None)


def allow_totals(act, table, *_details):
    is_table = act == READ and table == Total._meta.db_table
    return OK if is_table or act in {SELECT, FUNCTION, TRANSACTION, SAVEPOINT} else DENY


@contextmanager
def by_role():
    with transaction.atomic(), connection.cursor() as cursor:
        if settings.SPONSOR_ROLE:
            cursor.execute(f"SET LOCAL ROLE {connection.ops.quote_name(settings.SPONSOR_ROLE)}")
            cursor.execute("SET LOCAL transaction_read_only = on")
        yield
        if settings.SPONSOR_ROLE and not connection.needs_rollback:
            cursor.execute("RESET ROLE")
