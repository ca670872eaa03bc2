"""Django's PostgreSQL backend, with cursors whose statements the server keeps prepared: it plans them once.

Django puts values into the words of a statement, so that each is another one. What questions.py and insertions.py say again
and again, with places for values, is prepared by psycopg once it was said a few times in a connection.
"""

import select

from django.db.backends.postgresql import base
from psycopg.types.numeric import Int8

PREPARED = "prepared"


class PreparedCursor(base.ServerBindingCursor):
    """Whole numbers are all of one size: a statement is prepared for each."""

    def execute(self, query, params=None, **options):
        sized = [Int8(value) if type(value) is int else value for value in params or ()]
        return super().execute(query, sized, **options)


class DatabaseWrapper(base.DatabaseWrapper):
    """Where the option `prepare_threshold` says after how many times a statement is prepared, such cursors do so."""

    def prepared_cursor(self):
        """A cursor for statements that are said again and again, with other values."""
        return self._cursor(PREPARED)

    def create_cursor(self, name=None):
        return PreparedCursor(self.connection) if name == PREPARED else super().create_cursor(name)

    def is_usable(self):
        """Say whether the server still answers: Django wants to know before the first statement of each request.

        One that has gone has closed the connection, which is there to be read. One that says nothing by itself is not asked.
        """
        return self.is_silent() or super().is_usable()

    def is_silent(self):
        if self.connection is None or self.connection.closed:
            return False
        poll = select.poll()
        poll.register(self.connection.fileno(), select.POLLIN)
        return not poll.poll(0)
