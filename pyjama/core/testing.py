"""Traps that make the suite strict: a GET that writes, a template variable that does not exist."""

from django.db import connection

from pyjama.core.methods import SAFE_METHODS

# What a transaction is told of itself (whose role it takes on) is no write either.
READS = ("SELECT", "SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT", "SET LOCAL", "RESET ROLE")

# A session may end or forget while a page is shown: a code that has grown too old is thrown away when it is met.
# And once a day it is noted that the session is in use.
SESSION_WRITES = (
    'INSERT INTO "DJANGO_SESSION"',
    'UPDATE "DJANGO_SESSION"',
    'DELETE FROM "DJANGO_SESSION"',
    'UPDATE "USERSESSIONS_USERSESSION"',
)

# The log of what staff looked at, written by NotedMiddleware alone (decision 0039).
NOTED_WRITES = ('INSERT INTO "MODERATION_STAFFACT"',)


class WroteOnGet(AssertionError):
    """A page changed the database only because it was looked at."""


def _refuse_writes(execute, sql, params, many, context):
    # A union begins with a bracket where it asks PostgreSQL.
    statement = sql.lstrip(" \n(").upper()
    if not statement.startswith(READS + SESSION_WRITES + NOTED_WRITES):
        raise WroteOnGet(sql)
    return execute(sql, params, many, context)


class ReadOnlyGetMiddleware:
    """Refuse every write of a GET, except the session that the framework keeps."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in SAFE_METHODS:
            return self.get_response(request)
        with connection.execute_wrapper(_refuse_writes):
            return self.get_response(request)


class MissingVariable(str):
    """What Django prints for a variable that does not exist: an error instead of nothing."""

    def __mod__(self, name):
        raise LookupError(f"No such template variable: {name}")
