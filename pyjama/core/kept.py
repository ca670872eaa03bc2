"""What a process keeps ready because many ask for it: until something is written, for a minute at most, within a size."""

import time

from django.conf import settings


class Kept:
    """Things by their keys, each with a size in bytes, together at most `most`. Nothing outlives a change of the stamp."""

    def __init__(self, most):
        self.most = most
        self.empty("")

    def empty(self, now):
        self.stamp, self.things, self.bytes = now, {}, 0

    def get(self, key, now):
        """What is kept under a key, or None; `now` is the stamp."""
        if now != self.stamp:
            self.empty(now)
        thing, until = self.things.get(key, (None, 0))
        return thing if until > time.monotonic() else None

    def keep(self, key, thing, size, then):
        """Keep what was made when the stamp was `then`."""
        if self.bytes + size > self.most:
            self.empty(then)
        if then == self.stamp:
            self.things[key] = thing, time.monotonic() + settings.PAGES_KEPT_SECONDS
            self.bytes += size

    def get_or_make(self, key, make, then, size=len):
        """What is kept under a key, or else what `make()` returns, for the next who asks; `size(thing)` is its size.

        `then` is the stamp of before the first thing was read that it is made of.
        """
        if not settings.PAGES_KEPT_SECONDS:
            return make()
        thing = self.get(key, then)
        if thing is None:
            thing = make()
            self.keep(key, thing, size(thing), then)
        return thing
