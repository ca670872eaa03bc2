"""Reading from a replica of PostgreSQL, and never a page older than what anybody had done when it was asked for.

Every commit that a page may show changes the stamp (freshness.py), and so does whatever somebody's request wrote. A request
that only reads takes the stamp, asks the primary once for each stamp how long its log is, and reads from the replica where
that has replayed as much; else from the primary. See decision 0064.
"""

import logging
import threading
import time
from contextlib import contextmanager
from typing import NamedTuple

from django.core.exceptions import MiddlewareNotUsed
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections

from pyjama.core.freshness import SIGNING_IN, WRITTEN, new_stamp, stamp, stamps
from pyjama.core.methods import SAFE_METHODS

REPLICA = "replica"
# Changes with whatever a request wrote, also what no visitor sees: drafts, choices, what was read.
ACT = "act"
# What was written around Django shows after so many seconds; a replica that does not answer is asked again.
LOOKS_AGAIN_SECONDS = 10
WRITTEN_TO = "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')"
# One that was promoted follows nobody any more.
REPLAYED_TO = "SELECT pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0') WHERE pg_is_in_recovery()"

logger = logging.getLogger(__name__)


class Mark(NamedTuple):
    """How long (int) the log of the primary was when the stamps were these, until when (seconds) that is believed."""

    stamps: tuple
    length: int
    until: float


class Page(threading.local):
    """What this thread makes at the moment: the `stamp` of what was written before, where it began with the replica."""

    stamp, is_of_replica, has_written = "", False, False


page = Page()
# What this process knows: the last mark, and until when the replica is left in peace.
known = {"mark": Mark((), 0, 0.0), "away_until": 0.0}


def stamp_of_page():
    """The stamp (str) of what a page that this thread begins to make will have for certain; it is kept under it."""
    return page.stamp or stamp()


def is_there():
    """Say whether this site has a replica."""
    return REPLICA in connections.settings


@contextmanager
def reading():
    """In this block, pages are read from the replica if it has everything that was done before."""
    page.stamp = stamp_reached()
    page.is_of_replica = bool(page.stamp)
    try:
        yield
    finally:
        page.stamp, page.is_of_replica = "", False


def stamp_reached():
    """The stamp that stands now, where the replica has all that was written before; else ""."""
    if known["away_until"] > time.monotonic():
        return ""
    now = stamp(), stamps().get_or_set(ACT, new_stamp, timeout=None)
    try:
        length = length_at(now)
        replayed = asked(REPLICA, REPLAYED_TO)
    except DatabaseError as error:
        logger.warning("The replica is not asked for a while: %s", type(error).__name__)
        known["away_until"] = time.monotonic() + LOOKS_AGAIN_SECONDS
        return ""
    return now[0] if replayed and replayed[0] >= length else ""


def length_at(now):
    """How long the log of the primary was when, or after, the stamps became these: it is asked once for each."""
    mark = known["mark"]
    if mark.stamps != now or mark.until < time.monotonic():
        (length,) = asked(DEFAULT_DB_ALIAS, WRITTEN_TO)
        mark = known["mark"] = Mark(now, length, time.monotonic() + LOOKS_AGAIN_SECONDS)
    return mark.length


def bytes_behind():
    """How much of the log of the primary (int) the replica has not replayed; None where it follows nobody."""
    (length,), replayed = asked(DEFAULT_DB_ALIAS, WRITTEN_TO), asked(REPLICA, REPLAYED_TO)
    return int(max(0, length - replayed[0])) if replayed else None


def asked(alias, statement):
    with connections[alias].cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()


def note_writes(execute, sql, parameters, many, context):
    """Run a statement; whoever writes reads from the primary from then on (an execute wrapper of Django's)."""
    if WRITTEN.match(sql):
        page.is_of_replica, page.has_written = False, True
    return execute(sql, parameters, many, context)


def watch(connection, **_signal):
    """Have this connection to the primary note what it writes (a receiver of Django's `connection_created`)."""
    is_primary = connection.alias == DEFAULT_DB_ALIAS
    if is_there() and is_primary and note_writes not in connection.execute_wrappers:
        connection.execute_wrappers.append(note_writes)


class Router:
    """Where Django's queries go: writing to the primary, reading as this thread does; see `reading`."""

    def db_for_read(self, model, **_hints):
        # Sessions are written after the page is made, and one that ended must have ended.
        is_free = model._meta.app_label not in SIGNING_IN and not connections[DEFAULT_DB_ALIAS].in_atomic_block
        return REPLICA if page.is_of_replica and is_free else DEFAULT_DB_ALIAS

    def db_for_write(self, model, **_hints):
        return DEFAULT_DB_ALIAS

    def allow_relation(self, *_rows, **_hints):
        """Rows of both may meet: they are the same."""
        return True

    def allow_migrate(self, db, app_label, **_hints):
        return db == DEFAULT_DB_ALIAS


class ReplicaMiddleware:
    """Pages are read from the replica, where there is one that has all that was done before."""

    def __init__(self, get_response):
        if not is_there():
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request):
        page.has_written = False
        if request.method in SAFE_METHODS:
            with reading():
                response = self.get_response(request)
        else:
            response = self.get_response(request)
        if page.has_written:
            stamps().set(ACT, new_stamp(), timeout=None)
        return response
