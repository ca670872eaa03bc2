"""A cache of stamps in files. Django's own makes a new file for each value, and puts it in the place of the one before:
ten times the work, and the disk must write it before the next commit can be said to stand."""

import os
import shutil
from functools import cache
from pathlib import Path
from urllib.parse import quote

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

LENGTH = 32


class StampCache(BaseCache):
    """Stamps (str of 32 characters) by their keys, in the folder LOCATION; none ends by itself.

    One is written over the one before. Who reads meanwhile finds either of them, or some of both: no stamp that ever was, so
    that nothing is taken for fresh.
    """

    def __init__(self, location, params):
        super().__init__(params)
        self.folder = Path(location)
        self.file = cache(self.file)

    def file(self, key, version):
        return self.folder / quote(self.make_and_validate_key(key, version=version), safe="")

    def get(self, key, default=None, version=None):
        try:
            with self.file(key, version).open("rb", buffering=0) as file:
                return file.read(LENGTH).decode() or default
        except FileNotFoundError:
            return default

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        if len(value) != LENGTH:
            raise ValueError(f"A stamp has {LENGTH} characters: {value}")
        self.folder.mkdir(parents=True, exist_ok=True)
        # Not emptied before, which would be a moment without any.
        descriptor = os.open(self.file(key, version), os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            os.write(descriptor, value.encode())
        finally:
            os.close(descriptor)

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        """Of two processes that find none at once, both add one: whoever has the first makes a page once more."""
        is_new = self.get(key, version=version) is None
        if is_new:
            self.set(key, value, version=version)
        return is_new

    def clear(self):
        shutil.rmtree(self.folder, ignore_errors=True)
