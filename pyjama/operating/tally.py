"""How many requests were answered, and in what time: counted by each process, summed over all of this machine.

A process keeps its counts in memory, and in a file of its own in DATA_DIR/metrics, at most a second later. It holds a lock
as long as it lives. The counts of those that are gone are added up in one file, so that no sum ever falls.
"""

import atexit
import fcntl
import json
import os
import secrets
import threading
from bisect import bisect_left
from collections import Counter
from contextlib import suppress

from django.conf import settings

# In seconds. A page that takes longer than the last is in none of them.
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
AFTER_SECONDS = 1
GONE = "gone.json"


def place():
    return settings.DATA_DIR / "metrics"


class Tally:
    """The counts of this process: of requests by view, method and status, of their times by view and bound."""

    def __init__(self):
        self.requests, self.times, self.seconds = Counter(), {}, Counter()
        self.lock, self.timer, self.name, self.held = threading.Lock(), None, None, None

    def note(self, view, method, status, seconds):
        """Count a request (str, str, int) and its duration in seconds."""
        with self.lock:
            self.requests[view, method, status] += 1
            self.seconds[view] += seconds
            if view not in self.times:
                self.times[view] = [0] * (len(BOUNDS) + 1)
            self.times[view][bisect_left(BOUNDS, seconds)] += 1
            if self.timer is None:
                self.timer = threading.Timer(AFTER_SECONDS, self.keep)
                self.timer.daemon = True
                self.timer.start()

    def keep(self):
        """Write the counts into this process's file. A full disk loses figures, and nothing else."""
        with self.lock, suppress(OSError):
            self.timer = None
            if self.name is None:
                self.begin()
            write(place() / f"{self.name}.json", self.counts)

    @property
    def counts(self):
        """All of it by a key of words, such as `requests pages:home GET 200` (Counter)."""
        told = Counter({f"requests {' '.join(map(str, key))}": number for key, number in self.requests.items()})
        told |= Counter({f"seconds {view}": seconds for view, seconds in self.seconds.items()})
        for view, numbers in self.times.items():
            told |= Counter({f"within {view} {bound}": n for bound, n in zip([*BOUNDS, "more"], numbers, strict=True)})
        return told

    def begin(self):
        """Take a file of our own, locked for as long as we live, and add up those of the dead."""
        place().mkdir(parents=True, exist_ok=True)
        name = secrets.token_hex(8)
        self.held = (place() / f"{name}.lock").open("w")
        fcntl.flock(self.held, fcntl.LOCK_EX)
        self.name = name
        with (place() / "adding.lock").open("w") as adding:
            fcntl.flock(adding, fcntl.LOCK_EX)
            add_up_the_dead(but=name)

    def end(self):
        """Keep what is not kept yet, and let the file go: another process adds it up."""
        if self.timer:
            self.timer.cancel()
            self.keep()
        if self.held:
            self.held.close()

    def forget(self):
        """A process that was forked begins anew: what it has in memory is its parent's."""
        self.__init__()


def write(path, counts):
    part = path.with_suffix(".part")
    part.write_text(json.dumps(counts), encoding="utf-8")
    part.replace(path)


def read(path):
    """The counts in a file; none where it is not there, or is no longer."""
    try:
        return Counter(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return Counter()


def add_up_the_dead(*, but):
    """Move the counts of processes that live no more into one file; the caller is alone in doing so."""
    for path in place().glob("*.lock"):
        if path.stem in {but, "adding"}:
            continue
        with path.open("w") as held:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                continue
            counts = read(path.with_suffix(".json"))
            write(place() / GONE, read(place() / GONE) + counts)
            path.with_suffix(".json").unlink(missing_ok=True)
            path.unlink()


def summed():
    """The counts of all processes of this machine, those that are gone too (Counter)."""
    tally.keep()
    return sum((read(path) for path in place().glob("*.json")), Counter())


tally = Tally()
atexit.register(tally.end)
os.register_at_fork(after_in_child=tally.forget)
