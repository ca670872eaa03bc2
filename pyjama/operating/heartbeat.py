"""The worker's heartbeat: each round that it does is counted, and written down every few seconds."""

import logging
import time
from collections import defaultdict
from contextlib import contextmanager
from datetime import timedelta

from django.db import DatabaseError, transaction
from django.db.models import F, Max

from pyjama.core import clock
from pyjama.operating.models import Turn

SECONDS = 10
# A worker writes down its rounds every ten seconds; a long round may make it late.
LATE = timedelta(seconds=45)

logger = logging.getLogger(__name__)


class Heart:
    """What this process did since it last wrote it down: for each round how often, how often in vain, and when."""

    def __init__(self):
        self.turns = defaultdict(lambda: [0, 0, None])
        self.written_at = None

    @contextmanager
    def watching(self, name):
        """Count a round while it runs; one that fails still fails."""
        try:
            yield
        except Exception:
            self.count(name, failed=1)
            raise
        self.count(name, failed=0)

    def count(self, name, *, failed):
        turn = self.turns[name]
        turn[0] += 1
        turn[1] += failed
        turn[2] = clock.now()
        if self.written_at is None or time.monotonic() - self.written_at >= SECONDS:
            self.written_at = time.monotonic()
            self.write()

    def write(self):
        """Add what was counted to the rows; where that fails, it waits for the next time."""
        try:
            with transaction.atomic():
                for name, (done, failed, moment) in self.turns.items():
                    write_down(name, done, failed, moment)
        except DatabaseError as error:
            logger.warning("The heartbeat could not be written down: %s", type(error).__name__)
        else:
            self.turns.clear()


def write_down(name, done, failed, moment):
    Turn.objects.bulk_create([Turn(round=name, last_at=moment)], ignore_conflicts=True)
    last_failed = {"last_failed_at": moment} if failed else {}
    Turn.objects.filter(round=name).update(done=F("done") + done, failed=F("failed") + failed, last_at=moment, **last_failed)


def last_beat():
    """When a worker last did a round (datetime); None where none ever did."""
    return Turn.objects.aggregate(last=Max("last_at"))["last"]
