"""Backups while people write, attach and withdraw: each is restored elsewhere and looked at; prints what was found, as JSON.

.venv/bin/python benchmarks/backup_faults.py [backups] [writers], on the demo world in DATA_DIR (SQLite), or on a scratch one
of the PostgreSQL that DATABASE_URL names (`-m tests.postgres` gives one).
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from itertools import count
from pathlib import Path
from uuid import uuid4

SCRATCH = tempfile.TemporaryDirectory(prefix="pyjama-benchmark-")
TREE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TREE))

FOLDER = Path(os.environ.get("DATA_DIR", SCRATCH.name))
os.environ.update(DJANGO_SETTINGS_MODULE="config.settings", DATA_DIR=str(FOLDER), PYJAMA_DEMO="1", SECRET_KEY="x" * 50)
os.environ.setdefault("LOG_LEVEL", "CRITICAL")

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from pyjama.accounts.models import User  # noqa: E402
from pyjama.attachments.actions import keep_attachment  # noqa: E402
from pyjama.attachments.documents import Paper  # noqa: E402
from pyjama.attachments.tests.files import PDF, PDF_END  # noqa: E402
from pyjama.contributions.actions import post_contribution, withdraw_contribution  # noqa: E402
from pyjama.contributions.models import Contribution  # noqa: E402
from pyjama.privacy import ledger  # noqa: E402
from pyjama.world.build import World, build  # noqa: E402

BACKUPS, WRITERS = (int(given) for given in (sys.argv[1:] + ["20", "4"][len(sys.argv) - 1 :])[:2])
# Printed by the restored site itself.
LOOK = """
import json
from django.db import connection
from pyjama.accounts.models import User
from pyjama.contributions.models import Contribution
from pyjama.operating import dump, files
attached = sum(1 for row in Contribution.objects.all() for _file in row.attachments.all())
missing = files.missing(files.named(), files.folders())
checked = dump.read("PRAGMA integrity_check")[0][0] if connection.vendor == "sqlite" else "ok"
broken = dump.read("PRAGMA foreign_key_check") if connection.vendor == "sqlite" else []
new = User.objects.create_user("next@example.org", display_name="Next").pk
keys = list(map(str, Contribution.objects.values_list("submission_key", flat=True)))
gone = User.objects.filter(email="leaver@example.net").exists()
print(json.dumps([checked, len(broken), len(missing), attached, keys, gone]))
"""


class Writers(threading.Thread):
    """One person after another answers with a file, and every second one takes her answer back."""

    acknowledged, withdrawn, stopped = [], [], threading.Event()

    def run(self):
        call = World().call("slogans")
        for number in count():
            if self.stopped.is_set():
                return connection.close()
            self.write(call, number)

    def write(self, call, number):
        author = User.objects.create_user(f"{uuid4()}@example.net", display_name="Writer")
        paper = keep_attachment(owner=author, file=Paper("paper.pdf", [PDF + str(uuid4()).encode() * 400 + PDF_END]))
        key = uuid4()
        answer = post_contribution(
            call=call, author=author, body=f"Answer {number}", language="en", submission_key=key, attachments=[(paper, "")]
        )
        self.acknowledged.append(str(key))
        if number % 2:
            withdraw_contribution(contribution=answer)
            self.withdrawn.append(str(key))


def manage(*arguments, expected=(0,), **variables):
    """A command in a process of its own, which ends with one of the expected codes."""
    command = [sys.executable, "manage.py", *map(str, arguments)]
    run = subprocess.run(command, cwd=TREE, env=os.environ | variables, capture_output=True, text=True, check=False)  # noqa: S603
    if run.returncode not in expected:
        raise SystemExit(run.stderr)
    return run


def place_of(number):
    """The variables of an empty place to restore into."""
    folder = FOLDER / f"restored-{number}"
    folder.mkdir()
    if connection.vendor == "sqlite":
        return {"DATA_DIR": str(folder)}
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS restored_{number}")
        cursor.execute(f"CREATE DATABASE restored_{number}")
    base, _slash, _name = os.environ["DATABASE_URL"].rpartition("/")
    return {"DATA_DIR": str(folder), "DATABASE_URL": f"{base}/restored_{number}"}


def main():
    if not (FOLDER / "pyjama.sqlite3").exists() or connection.vendor != "sqlite":
        call_command("migrate", verbosity=0)
        build()
    leaver = User.objects.create_user("leaver@example.net", display_name="Leaver")
    made = list(backups())
    ledger.note(leaver, words_go=False)
    found = [look(*backup) for backup in made]
    counted = Contribution.objects.filter(submission_key__in=Writers.acknowledged).count()
    figures = {
        "database": connection.vendor,
        "backups": len(made),
        "seconds per backup": round(sum(seconds for _path, _before, seconds in made) / len(made), 2),
        "answers meanwhile": len(Writers.acknowledged),
        "withdrawn meanwhile": len(Writers.withdrawn),
        "lost by the site": len(Writers.acknowledged) - counted,
        "restored": sum(one["code"] == 0 for one in found),
        "sound": sum(one["sound"] for one in found),
        "files of the last": found[-1]["files"],
        "files missing": sum(one["missing"] for one in found),
        "acknowledged before, and not in it": sum(one["lost"] for one in found),
        "people who came back": sum(one["came back"] for one in found),
    }
    sys.stdout.write(json.dumps(figures) + "\n")


def backups():
    """Make them while the writers write: for each its path, what was acknowledged before it, and its seconds."""
    writers = [Writers(daemon=True) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    time.sleep(0.5)
    for number in range(BACKUPS):
        path, before, began = FOLDER / f"backup{number}.tar.gz", {*Writers.acknowledged}, time.monotonic()
        manage("backup", path)
        yield path, before, time.monotonic() - began
    Writers.stopped.set()
    for writer in writers:
        writer.join()


def look(path, before, _seconds):
    """Restore a backup where nothing is, with the ledger of erasures, and say what is there."""
    variables = place_of(path.name.partition(".")[0])
    there = Path(variables["DATA_DIR"])
    (there / "erasures").mkdir()
    (there / "erasures" / "ledger.jsonl").write_text(ledger.place().read_text())
    run = manage("restore", path, expected=(0, 2), **variables)
    shown = manage("shell", "--no-imports", "-c", LOOK, **variables)
    checked, broken, missing, attached, keys, came_back = json.loads(shown.stdout.splitlines()[-1])
    return {
        "code": run.returncode,
        "sound": checked == "ok" and not broken,
        "files": attached,
        "missing": missing,
        "lost": len(before - {*keys}),
        "came back": came_back,
    }


if __name__ == "__main__":
    settings.DEBUG = False
    main()
