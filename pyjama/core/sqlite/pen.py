"""The pen of an SQLite database: whoever writes has it, and of those who wait each has the same chance to be next.

SQLite by itself lets those who have waited long look less and less often whether it is their turn, and newcomers at once:
under load somebody waits for ever, and is told that the database is locked. Before its own lock, this one is asked evenly.
"""

import fcntl
import time
from contextlib import contextmanager
from pathlib import Path

EVERY_SECONDS = 0.002


class Pen:
    """A lock on a file beside the database, of one connection; a process that dies lays it down."""

    def __init__(self, path, patience):
        self.path, self.patience, self.file, self.is_held = Path(path), patience, None, False

    def take(self):
        """Wait for it, as long as patience lasts; then SQLite itself says whether one may write."""
        try:
            self.file = self.file or self.path.open("a")
        except OSError:
            # Without room for the file, SQLite has more to say of it.
            return
        deadline = time.monotonic() + self.patience
        while not self.is_held and time.monotonic() < deadline:
            self.try_once() or time.sleep(EVERY_SECONDS)

    def try_once(self):
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        self.is_held = True
        return True

    def lay_down(self):
        if self.is_held:
            fcntl.flock(self.file, fcntl.LOCK_UN)
            self.is_held = False

    def close(self):
        self.lay_down()
        if self.file:
            self.file.close()
            self.file = None

    @contextmanager
    def in_hand(self):
        """Have it as long as the block lasts."""
        self.take()
        try:
            yield
        finally:
            self.lay_down()
