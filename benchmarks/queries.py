"""How many queries and milliseconds each page takes, and how that grows with the rows: prints a table, asserts nothing.

.venv/bin/python benchmarks/queries.py, on a scratch SQLite; DATABASE_URL names an empty PostgreSQL instead.
"""

import os
import statistics
import sys
import tempfile
import time
import uuid
from datetime import timedelta
from http import HTTPStatus
from itertools import cycle, islice
from pathlib import Path

SCRATCH = tempfile.TemporaryDirectory(prefix="pyjama-benchmark-")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.update(
    DJANGO_SETTINGS_MODULE="config.settings", DATA_DIR=SCRATCH.name, PYJAMA_DEMO="1", LOG_LEVEL="ERROR", SECRET_KEY="x" * 50
)

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from pyjama.calls.models import Call  # noqa: E402
from pyjama.contributions.models import Contribution  # noqa: E402
from pyjama.core import clock  # noqa: E402
from pyjama.notifications.models import Notification  # noqa: E402
from pyjama.world.build import World, build  # noqa: E402

MORE = [0, 100, 1_000]
ROUNDS = 15
WARM_UP = 3


def pages(world):
    """What is measured: a name, a path, and who looks (None for a visitor)."""
    call, sorting = world.call("menu"), world.call("letter")
    return [
        ("home", reverse("pages:home"), None),
        ("list of calls", reverse("pages:calls"), None),
        ("call, as a visitor", call.get_absolute_url(), None),
        ("call, signed in", call.get_absolute_url(), world.amina),
        ("organization", call.organization.get_absolute_url(), None),
        ("sorting desk", reverse("outcomes:desk", args=[sorting.pk]), world.ruth),
        ("my space", reverse("pages:mine"), world.amina),
        ("news", reverse("notifications:list"), world.amina),
        ("karma", reverse("karma:mine"), world.amina),
    ]


def grow(world, number):
    """Add so many rows of what grows in the life of a site."""
    call, sorting = world.call("menu"), world.call("letter")
    authors = list(islice(cycle([world.amina, world.sam, world.camille, world.lise]), number))
    for host in (call, sorting):
        Contribution.objects.bulk_create(answer(host, author, turn) for turn, author in enumerate(authors))
    Call.objects.bulk_create(another(call, turn) for turn in range(number))
    Notification.objects.bulk_create(news(world, turn) for turn in range(number))


def answer(call, author, turn):
    contribution = Contribution(
        call=call, author=author, submission_key=uuid.uuid4(), posted_at=clock.now() + timedelta(seconds=turn)
    )
    contribution.write(body=f"**{turn}** words that somebody wrote on the bus.", language="en")
    return contribution


def another(call, turn):
    copy = Call.objects.get(pk=call.pk)
    copy.pk, copy._state.adding, copy.title = None, True, f"{call.title[:70]} {turn}"
    return copy


def news(world, turn):
    told = world.amina.notifications.all()[turn % world.amina.notifications.count()]
    told.pk, told._state.adding = None, True
    return told


def measure(path, person):
    """The queries (int) and the median milliseconds (float) of one page."""
    client = Client(headers={"host": "127.0.0.1"})
    if person:
        client.force_login(person)
    for _ in range(WARM_UP):
        if (status := client.get(path).status_code) != HTTPStatus.OK:
            sys.exit(f"{path} answers {status}")
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries), statistics.median(timed(client, path) for _ in range(ROUNDS))


def timed(client, path):
    begun = time.perf_counter()
    client.get(path)
    return (time.perf_counter() - begun) * 1_000


def main():
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    build()
    world, results, added = World(), {}, 0
    for more in MORE:
        grow(world, more - added)
        added = more
        for name, path, person in pages(world):
            results.setdefault(name, []).append(measure(path, person))
    tell(results)


def tell(results):
    heads = [f"{more:>7,} more rows" for more in MORE]
    lines = [f"{connection.vendor:<20}" + "".join(f"{head:>22}" for head in heads)]
    for name, figures in results.items():
        cells = (f"{queries} q {milliseconds:.1f} ms" for queries, milliseconds in figures)
        lines.append(f"{name:<20}" + "".join(f"{cell:>22}" for cell in cells))
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
