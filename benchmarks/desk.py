"""What the sorting desk costs, and what leaves it, as a call has more contributions: prints tables, asserts nothing.

.venv/bin/python benchmarks/desk.py, on a scratch SQLite; DATABASE_URL names an empty PostgreSQL instead.
"""

import os
import random
import statistics
import sys
import tempfile
import time
import uuid
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

from pyjama.contributions.models import Contribution  # noqa: E402
from pyjama.outcomes.desk.gathering import gather  # noqa: E402
from pyjama.world.build import World, build  # noqa: E402

SIZES = [40, 200, 1_000, 10_000]
MOST_ON_A_DESK, PAPER = 1_000, 500
ROUNDS = 9
MEGABYTE = 2**20


def memory():
    """What this process holds in memory, in bytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def fill(call, number, people, texts):
    """Let the call have exactly so many contributions, made of the story's own words."""
    chance = random.Random(number)  # noqa: S311
    call.contributions.all().delete()
    rows = []
    for turn in range(number):
        row = Contribution(call=call, author=people[turn % len(people)], language="en", submission_key=uuid.uuid4())
        row.write(body=" ".join(chance.choices(texts, k=chance.choice([3, 10, 40, 80]))), useful_count=chance.randrange(9))
        rows.append(row)
    Contribution.objects.bulk_create(rows, batch_size=500)


def opened(client, address):
    """How many queries a page takes, and its median in milliseconds of the processor."""
    times = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(address)
        times.append((time.process_time() - begun) * 1_000)
    return f"{len(queries)} q {statistics.median(times):,.0f} ms"


def sent(client, address):
    """How long a file keeps the processor, what it weighs, and how much memory that took at most."""
    before, most, weight, begun = memory(), 0, 0, time.process_time()
    response = client.get(address)
    for piece in response.streaming_content if response.streaming else [response.content]:
        weight += len(piece)
        most = max(most, memory() - before)
    seconds = time.process_time() - begun
    return f"{seconds:.2f} s, {weight / MEGABYTE:.1f} MB, {most / MEGABYTE:.0f} MB of memory"


def gathered(call):
    """How long it takes to see which contributions are alike, in milliseconds of the processor."""
    texts = [*call.contributions.values_list("pk", "body", "language")]
    begun = time.process_time()
    gather(texts)
    return f"{(time.process_time() - begun) * 1_000:,.0f} ms"


def table(world, people, texts):
    """A line for each size: its pages, then its files."""
    call, client = world.call("letter"), Client(headers={"host": "127.0.0.1"})
    client.force_login(world.ruth)
    desk, thank, to_print = (reverse(f"outcomes:{name}", args=[call.pk]) for name in ("desk", "thank", "print"))
    pages = [desk, f"{desk}?show=unsorted&order=newest", f"{desk}?text=soup", thank]
    files = {kind: reverse("outcomes:export", args=[call.pk, kind]) for kind in ("csv", "xlsx", "pdf")} | {"print": to_print}
    for size in SIZES:
        fill(call, size, people, texts)
        if size <= MOST_ON_A_DESK:
            yield f"{size}: {', '.join(opened(client, page) for page in pages)}, likeness alone {gathered(call)}"
        for kind, address in files.items():
            if kind != "pdf" or size <= PAPER:
                yield f"{size}: {kind} {sent(client, address)}"


def main():
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    build()
    world = World()
    people = [world.amina, world.sam, world.camille, world.lise]
    texts = " ".join(Contribution.objects.filter(language="en").values_list("body", flat=True)).split()
    sys.stdout.write("contributions: desk, only the unsorted, searched, a thank-you\n")
    for line in table(world, people, texts):
        sys.stdout.write(f"{line}\n")


main()
