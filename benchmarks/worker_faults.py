"""A worker that is killed again and again while people leave, files are made and calls close: prints what was left, as JSON.

.venv/bin/python benchmarks/worker_faults.py [30] [40], kills and people, on a copy of the demo world in DATA_DIR (SQLite).
"""

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]
TOLD, FOLDER = Path(os.environ["DATA_DIR"]), Path(tempfile.mkdtemp(prefix="pyjama-faults-"))
os.environ.update(DJANGO_SETTINGS_MODULE="config.settings", DATA_DIR=str(FOLDER), PYJAMA_DEMO="1", SECRET_KEY="x" * 50)

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.db.models import Count  # noqa: E402

from pyjama.accounts.models import User  # noqa: E402
from pyjama.calls.models import Call  # noqa: E402
from pyjama.contributions.models import Contribution  # noqa: E402
from pyjama.core import clock  # noqa: E402
from pyjama.notifications.models import Kind, Notification  # noqa: E402
from pyjama.privacy import ledger  # noqa: E402
from pyjama.privacy.actions import ask_for_export, ask_to_leave, carry_out_departures, make_exports  # noqa: E402
from pyjama.privacy.models import Export  # noqa: E402
from pyjama.world.build import World  # noqa: E402
from tests.world import copy_world  # noqa: E402


def give_work(number):
    """So many people leave, half of them with their words, so many ask for their files, and every open call is over."""
    call = World().call("slogans")
    people = [User.objects.create_user(f"w{n}@example.net", display_name=f"W {n}") for n in range(2 * number)]
    Contribution.objects.bulk_create(
        Contribution(call=call, author=person, body="Mine.", body_html="<p>Mine.</p>", language="en", submission_key=uuid(n))
        for n, person in enumerate(people)
    )
    for n, person in enumerate(people[:number]):
        ask_to_leave(person=person, words_go=n % 2 == 0, at_once=True)
    for person in people[number:]:
        ask_for_export(person=person, language="fr")
    Call.objects.filter(state=Call.State.OPEN).update(closes_at=clock.now() - timedelta(minutes=1))
    return [person.pk for person in people[:number]]


def uuid(number):
    return f"00000000-0000-4000-8000-{number:012d}"


def work_left():
    """How much there is to do yet, as a number that falls."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT (SELECT count(*) FROM accounts_user WHERE email LIKE 'w%@example.net')
                    + (SELECT count(*) FROM privacy_export WHERE made_at IS NULL)
                    + (SELECT count(*) FROM calls_call WHERE state = 'open')"""
        )
        return cursor.fetchone()[0]


def kill_workers(number):
    """Start a worker and kill it a moment after it began to do something, so often; gives how often it was in time."""
    in_time = 0
    for _kill in range(number):
        before, ends_at = work_left(), time.monotonic() + 30
        worker = subprocess.Popen([sys.executable, "manage.py", "work"], cwd=ROOT, stderr=subprocess.DEVNULL)
        while (left := work_left()) == before and time.monotonic() < ends_at:
            time.sleep(0.002)
        time.sleep(random.uniform(0, 0.03))  # noqa: S311
        worker.kill()
        worker.wait()
        in_time += left < before
    return in_time


def left_over(leavers):
    """What is wrong once one worker could do its rounds to the end (dict of numbers)."""
    Export.PATIENCE = timedelta(0)
    carry_out_departures()
    make_exports()
    call_command("work", once=True)
    exports = Export.objects.filter(person__email__startswith="w")
    told = Notification.objects.filter(kind=Kind.EXPORT_READY).values("recipient").annotate(number=Count("pk"))
    doubled = Notification.objects.values("recipient", "kind", "content_type", "object_id").annotate(number=Count("pk"))
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_key_check")
        broken = len(cursor.fetchall())
    return {
        "accounts that stayed": User.objects.filter(pk__in=leavers).count(),
        "not in the ledger": len({*leavers} - {line.person for line in ledger.lines()}),
        "words that should be gone": Contribution.objects.filter(body="Mine.", submission_key__in=gone(leavers)).count(),
        "files not made": exports.filter(made_at=None).count() + sum(not is_whole(export) for export in exports),
        "told twice": told.filter(number__gt=1).count() + doubled.filter(number__gt=1, kind=Kind.CALL_CLOSED).count(),
        "calls that stayed open": Call.objects.overdue().count(),
        "rows that lead nowhere": broken,
    }


def gone(leavers):
    return [uuid(number) for number in range(0, len(leavers), 2)]


def is_whole(export):
    return zipfile.ZipFile(FOLDER / "private" / export.name).testzip() is None


def main(kills=30, people=40):
    copy_world(TOLD)
    call_command("migrate", verbosity=0)
    leavers = give_work(people)
    connections.close_all()
    left = [work_left(), kill_workers(kills), work_left()]
    done = dict(zip(("to do", "killed at work", "to do after the last"), left, strict=True))
    return {"kills": kills, "people who leave": people, "files asked for": people} | done | left_over(leavers)


if __name__ == "__main__":
    try:
        sys.stdout.write(json.dumps(main(*map(int, sys.argv[1:]))) + "\n")
    finally:
        shutil.rmtree(FOLDER, ignore_errors=True)
