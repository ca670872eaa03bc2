"""Room on the disk of the data: below a floor the site takes nothing in, and says so, while people read on."""

import errno
import shutil

from django.conf import settings

# What SQLite, PostgreSQL and the system say of a full disk.
WORDS = ("database or disk is full", "No space left on device")
# SQLite says this of a log that cannot grow, and of a disk that is broken.
EITHER = "disk I/O error"
NEXT_TO_NOTHING = 2**20


def free():
    """How many bytes are free."""
    return shutil.disk_usage(settings.DATA_DIR).free


def total():
    """How many bytes it has in all."""
    return shutil.disk_usage(settings.DATA_DIR).total


def is_short():
    """Say whether there is less than the floor that the settings give."""
    return free() < settings.LEAST_FREE


def is_full(error):
    """Say whether an exception, or what caused it, is about a full disk."""
    while error:
        if getattr(error, "errno", None) in {errno.ENOSPC, errno.EDQUOT} or any(word in str(error) for word in WORDS):
            return True
        if EITHER in str(error) and free() < NEXT_TO_NOTHING:
            return True
        error = error.__cause__
    return False
