"""How long the search takes over many calls: prints a table, asserts nothing.

.venv/bin/python benchmarks/search.py, on a scratch SQLite; DATABASE_URL names an empty PostgreSQL instead.
"""

import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

SCRATCH = tempfile.TemporaryDirectory(prefix="pyjama-benchmark-")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.update(
    DJANGO_SETTINGS_MODULE="config.settings", DATA_DIR=SCRATCH.name, PYJAMA_DEMO="1", LOG_LEVEL="ERROR", SECRET_KEY="x" * 50
)

import django  # noqa: E402

django.setup()

from django.contrib.auth.models import AnonymousUser  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from pyjama.calls.models import Call  # noqa: E402
from pyjama.calls.search import index  # noqa: E402
from pyjama.contributions.models import Contribution  # noqa: E402
from pyjama.world.build import World, build  # noqa: E402

CALLS, WORDS_OF_A_BODY, WORDS_OF_A_TITLE = 20_000, 120, 7
ROUNDS = 15
QUERIES = [
    "bénévoles",
    "l'affiche de la cuisine",
    "volunteer",
    "the first words of a menu",
    "coeur",
    "de",
    "xylophone",
    "é" * 10_000,
]


def grow(world):
    """Add calls made of the story's own words, all of them open, as often as they stand there; say how long that took."""
    model, texts = world.call("slogans"), {"fr": [], "en": []}
    for language, body in Contribution.objects.values_list("language", "body"):
        texts[language] += body.split()
    chance = random.Random(1)  # noqa: S311
    calls = [another(model, texts, language, chance) for language in ("fr", "en") for _ in range(CALLS // 2)]
    Call.objects.bulk_create(calls, batch_size=500)
    begun = time.perf_counter()
    index(*calls)
    return time.perf_counter() - begun


def another(model, texts, language, chance):
    return Call(
        organization=model.organization, author=model.author, language=language, state="open", minutes=5,
        title=" ".join(chance.choices(texts[language], k=WORDS_OF_A_TITLE))[:90],
        body=" ".join(chance.choices(texts[language], k=WORDS_OF_A_BODY)),
        closes_at=model.closes_at, published_at=model.published_at,
    )  # fmt: skip


def measure(act):
    """The median milliseconds (float) of doing something."""
    act()
    return statistics.median(timed(act) for _ in range(ROUNDS))


def timed(act):
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1_000


def main():
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    build()
    seconds = grow(World())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client, open_calls = Client(headers={"host": "127.0.0.1"}), Call.objects.visible_to(AnonymousUser()).open()
    sys.stdout.write(f"{connection.vendor}: {CALLS:,} calls more, indexed in {seconds:.1f} s\n")
    sys.stdout.write(f"{'query':<30}{'hits':>8}{'counted':>12}{'best 24':>12}{'whole page':>12}\n")
    for query in QUERIES:
        hits = open_calls.search(query)
        times = [
            measure(hits.count),
            measure(lambda hits=hits: list(hits.all()[:24])),
            measure(lambda query=query: client.get(reverse("pages:calls"), {"text": query})),
        ]
        sys.stdout.write(f"{query[:28]:<30}{hits.count():>8,}" + "".join(f"{time:>9.1f} ms" for time in times) + "\n")


if __name__ == "__main__":
    main()
