"""The figures of the site as Prometheus reads them (its text format, version 0.0.4): numbers, and nothing about anybody."""

import time
from functools import lru_cache
from pathlib import Path

from django.db import connection
from django.db.models import Min

from pyjama.calls.models import Call
from pyjama.contributions.models import Contribution
from pyjama.core import clock, room
from pyjama.mail.models import Mail
from pyjama.operating import tally
from pyjama.operating.heartbeat import last_beat
from pyjama.operating.models import Turn

# Counting many rows takes long, and they do not double within a minute.
COUNTED_EVERY = 60


def written():
    """All of them (str)."""
    families = [*of_requests(), *of_outbox(), *of_worker(), *of_rows(), *of_disk()]
    return "".join(f"# HELP {name} {meaning}\n# TYPE {name} {kind}\n{lines}" for name, kind, meaning, lines in families)


def line(name, value, **labels):
    """One figure: `pyjama_outbox{state="waiting"} 3`."""
    shown = ",".join(f'{label}="{escaped(text)}"' for label, text in labels.items())
    return f"{name}{{{shown}}} {value}\n" if shown else f"{name} {value}\n"


def escaped(text):
    return str(text).replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def of_requests():
    """How many, by view, method and status; in what time, by view: over all web processes of this machine."""
    counts = tally.summed()
    name, answered, durations = "pyjama_requests_total", [], []
    for key, number in sorted(counts.items()):
        kind, *words = key.split(" ")
        if kind == "requests":
            answered.append(line(name, number, **dict(zip(("view", "method", "status"), words, strict=True))))
        elif kind == "seconds":
            durations += histogram(counts, words[0], number)
    yield name, "counter", "Requests that were answered.", "".join(answered)
    yield "pyjama_request_seconds", "histogram", "How long they took.", "".join(durations)


def histogram(counts, view, seconds):
    """The lines of one view: Prometheus wants each bound to count those below it too."""
    name, below = "pyjama_request_seconds", 0
    for bound in tally.BOUNDS:
        below += counts[f"within {view} {bound}"]
        yield line(f"{name}_bucket", below, view=view, le=bound)
    below += counts[f"within {view} more"]
    yield line(f"{name}_bucket", below, view=view, le="+Inf")
    yield line(f"{name}_sum", round(seconds, 6), view=view)
    yield line(f"{name}_count", below, view=view)


def of_outbox():
    name = "pyjama_outbox"
    states = {"waiting": Mail.objects.waiting(), "parked": Mail.objects.parked(), "kept_back": Mail.objects.kept_back()}
    yield name, "gauge", "Messages of the outbox.", "".join(line(name, rows.count(), state=s) for s, rows in states.items())
    oldest, name = Mail.objects.due().aggregate(at=Min("next_try_at"))["at"], "pyjama_outbox_oldest_seconds"
    age = (clock.now() - oldest).total_seconds() if oldest else 0
    yield name, "gauge", "For how long the oldest message should have left.", line(name, age)


def of_worker():
    turns = [*Turn.objects.all()]
    for name, field, meaning in (
        ("pyjama_worker_rounds_total", "done", "Rounds of the workers."),
        ("pyjama_worker_failures_total", "failed", "Rounds that failed."),
    ):
        yield name, "counter", meaning, "".join(line(name, getattr(turn, field), round=turn.round) for turn in turns)
    name, beat = "pyjama_worker_silent_seconds", last_beat()
    if beat:
        yield name, "gauge", "Since when no worker did a round.", line(name, (clock.now() - beat).total_seconds())


def of_rows():
    name = "pyjama_rows"
    counted = counted_rows(int(time.monotonic()) // COUNTED_EVERY)
    yield name, "gauge", "Rows of what the site is about.", "".join(line(name, n, table=table) for table, n in counted)


@lru_cache(maxsize=1)
def counted_rows(minute):
    """How many rows there are, by table, as they were when they were first asked for in this minute."""
    return [("calls", Call.objects.count()), ("contributions", Contribution.objects.count())]


def of_disk():
    name = "pyjama_database_bytes"
    yield name, "gauge", "Size of the database.", line(name, database_bytes())
    for name, value in (("pyjama_disk_bytes", room.total()), ("pyjama_disk_free_bytes", room.free())):
        yield name, "gauge", "The disk of the data.", line(name, value)


def database_bytes():
    """The size of the database in bytes, its log included."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
            return cursor.fetchone()[0]
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        pages = cursor.fetchone()[0]
    log = Path(f"{connection.settings_dict['NAME']}-wal")
    return pages + (log.stat().st_size if log.exists() else 0)
