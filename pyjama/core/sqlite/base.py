"""Django's SQLite backend on a SQLite without the WAL-reset corruption bug.

SQLite 3.7.0 to 3.51.2 can corrupt a database in WAL mode with two connections or more (fixed in 3.51.3, and in
3.44.6 and 3.50.7 of the older branches). Where Python links such a version, the `pysqlite3` package takes its place:
it must stand under the name `sqlite3` before Django's own backend is imported. See docs/decisions/0003.
"""

import re
import sqlite3
import sys
from contextlib import nullcontext

# SQLite's numbers for two of its limits, and their defaults since 3.32.
COLUMNS, VARIABLES = 2, 9
LIMITS = {COLUMNS: 2_000, VARIABLES: 32_766}


def is_sound(version):
    """Say whether a SQLite version, as a tuple of three numbers, is free of the WAL-reset bug."""
    major_minor, patch = version[:2], version[2]
    return version >= (3, 51, 3) or (major_minor == (3, 50) and patch >= 7) or (major_minor == (3, 44) and patch >= 6)


if not is_sound(sqlite3.sqlite_version_info):
    try:
        import pysqlite3
    except ImportError:
        pass
    else:
        sys.modules["sqlite3"] = pysqlite3
        sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
        pysqlite3.SQLITE_LIMIT_COLUMN, pysqlite3.SQLITE_LIMIT_VARIABLE_NUMBER = COLUMNS, VARIABLES

from django.db.backends.sqlite3 import base  # noqa: E402
from django.utils.functional import cached_property  # noqa: E402

from pyjama.core.sqlite.pen import Pen  # noqa: E402

Database = base.Database
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)


class Connection(Database.Connection):
    """A connection that can say its limits, which Django asks for and pysqlite3 leaves out."""

    def getlimit(self, category):
        return LIMITS[category]


class Cursor(base.SQLiteCursorWrapper):
    """A cursor that takes the pen for a statement that writes by itself, outside of a transaction."""

    pen = None

    def execute(self, query, params=None):
        with self.taken_for(query):
            return super().execute(query, params)

    def executemany(self, query, param_list):
        with self.taken_for(query):
            return super().executemany(query, param_list)

    def taken_for(self, query):
        writes_alone = self.pen and not self.connection.in_transaction and WRITES.match(query)
        return self.pen.in_hand() if writes_alone else nullcontext()


class DatabaseWrapper(base.DatabaseWrapper):
    """Takes the pen before a transaction begins, since each of ours may write, and lays it down when it ends."""

    @cached_property
    def pen(self):
        return Pen(f"{self.settings_dict['NAME']}-pen", self.settings_dict["OPTIONS"].get("timeout", 5))

    def get_connection_params(self):
        parameters = super().get_connection_params()
        return parameters if hasattr(Database.Connection, "getlimit") else parameters | {"factory": Connection}

    def prepared_cursor(self):
        """A cursor for statements that are said again and again: Python's own module keeps them prepared."""
        return self.cursor()

    def create_cursor(self, name=None):
        cursor = self.connection.cursor(factory=Cursor)
        cursor.pen = None if self.is_in_memory_db() else self.pen
        return cursor

    def _start_transaction_under_autocommit(self):
        if not self.is_in_memory_db():
            self.pen.take()
        try:
            super()._start_transaction_under_autocommit()
        except Exception:
            self.pen.lay_down()
            raise

    def _commit(self):
        try:
            return super()._commit()
        finally:
            self.pen.lay_down()

    def _rollback(self):
        try:
            return super()._rollback()
        finally:
            self.pen.lay_down()

    def _close(self):
        try:
            return super()._close()
        finally:
            self.pen.close()
