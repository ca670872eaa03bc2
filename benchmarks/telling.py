"""What it costs to tell a call's followers of one thing, as they become more: prints a table, asserts nothing.

.venv/bin/python benchmarks/telling.py [followers], on a scratch SQLite; DATABASE_URL names an empty PostgreSQL instead.
"""

import gc
import os
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

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from pyjama.accounts.models import User  # noqa: E402
from pyjama.mail.models import Mail  # noqa: E402
from pyjama.notifications import actions  # noqa: E402
from pyjama.notifications.models import Channel, Interest, Kind, Preference  # noqa: E402
from pyjama.world.build import World, build  # noqa: E402

PEOPLE = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
MEGABYTE = 2**20
KINDS = [Kind.CALL_OPENED, Kind.FOLLOWED_CONTRIBUTION]


def memory():
    """What this process holds in memory, in megabytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / MEGABYTE


def add_followers(number, call, *, by_mail):
    """People who follow a call, and perhaps want what is new there by mail."""
    names = [(turn, "fr" if turn % 2 else "en") for turn in range(number)]
    people = User.objects.bulk_create(
        [User(email=f"reader{turn}@example.org", display_name=f"R {turn}", language=language) for turn, language in names],
        batch_size=1_000,
    )
    Interest.objects.bulk_create([Interest(person=person, target=call) for person in people], batch_size=1_000)
    Preference.objects.bulk_create(
        [
            Preference(person=person, kind=kind, channel=Channel.MAIL, is_wanted=True)
            for person in people
            for kind in KINDS
            if by_mail
        ],
        batch_size=1_000,
    )


class Watch:
    """Counts queries, and looks at the memory before each."""

    def __init__(self):
        self.queries, self.seen = 0, []

    def count(self, execute, sql, params, many, context):
        self.queries += 1
        self.seen.append(memory())
        return execute(sql, params, many, context)


def run(kind, target, call, number):
    """Tell all followers of a call once of something in it: a line of the table."""
    gc.collect()
    watch, held, begun, spent = Watch(), memory(), time.perf_counter(), time.process_time()
    with connection.execute_wrapper(watch.count):
        actions.notify(actions.followers_of(call), kind, target, actor="Ruth", together=call)
    seconds, spent = time.perf_counter() - begun, time.process_time() - spent
    third = max(len(watch.seen) // 3, 1)
    grown = ", ".join(f"{max(watch.seen[turn * third : (turn + 1) * third]) - held:+.0f}" for turn in range(3))
    queries, mails = watch.queries / number * 100, Mail.objects.count()
    return f"{number:,} | {seconds:.1f} | {spent:.1f} | {queries:.1f} | {grown} | {mails:,}"


def main():
    call_command("migrate", verbosity=0)
    build()
    call = World().call("menu")
    news = dict(zip(KINDS, [call, call.contributions.first()], strict=True))
    sys.stdout.write("| what | people | s | processor s | queries per 100 people | memory by thirds, MB | mails |\n")
    for by_mail in (False, True):
        for number in (1_000, PEOPLE):
            User.objects.filter(email__startswith="reader").delete()
            add_followers(number, call, by_mail=by_mail)
            for kind, target in news.items():
                Mail.objects.all().delete()
                line = run(kind, target, call, number)
                sys.stdout.write(f"| {kind}{', by mail' if by_mail else ''} | {line} |\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main()
