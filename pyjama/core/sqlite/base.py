"""Django's SQLite backend on a SQLite without the WAL-reset corruption bug.

SQLite 3.7.0 to 3.51.2 can corrupt a database in WAL mode with two connections or more (fixed in 3.51.3, and in
3.44.6 and 3.50.7 of the older branches). Where Python links such a version, the `pysqlite3` package takes its place:
it must stand under the name `sqlite3` before Django's own backend is imported. See docs/decisions/0003.
"""

import sqlite3
import sys

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

Database = base.Database


class Connection(Database.Connection):
    """A connection that can say its limits, which Django asks for and pysqlite3 leaves out."""

    def getlimit(self, category):
        return LIMITS[category]


class DatabaseWrapper(base.DatabaseWrapper):
    def get_connection_params(self):
        parameters = super().get_connection_params()
        return parameters if hasattr(Database.Connection, "getlimit") else parameters | {"factory": Connection}
