"""Backups while people write: `benchmarks/backup_faults.py`, with fewer of them."""

import json
import os
import subprocess
import sys

import pytest
from django.db import connection

from tests.journeys.site import OF_THE_MACHINE, TREE

# BACKUPS="60 8" is what is promised, on PostgreSQL too; the suite restores one on SQLite.
ASKED = os.environ.get("BACKUPS")
BACKUPS, WRITERS = (ASKED or "1 3").split()


@pytest.mark.skipif(connection.vendor != "sqlite" and not ASKED, reason="It takes a minute: asked for by BACKUPS.")
@pytest.mark.django_db(transaction=True)
def test_a_backup_made_while_people_write_is_restored_whole_and_brings_nobody_back(request):
    environment = {name: value for name, value in os.environ.items() if name in OF_THE_MACHINE}
    if connection.vendor == "sqlite":
        environment["DATA_DIR"] = str(request.getfixturevalue("folder"))
    else:
        # A database of its own beside the one of the tests.
        with connection.cursor() as cursor:
            cursor.execute("CREATE DATABASE backed_up")
        environment["DATABASE_URL"] = f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/backed_up"
    command = [sys.executable, "benchmarks/backup_faults.py", BACKUPS, WRITERS]
    run = subprocess.run(command, cwd=TREE, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    print(run.stdout)  # noqa: T201
    found = json.loads(run.stdout.splitlines()[-1])

    assert found["restored"] == found["sound"] == found["backups"] == int(BACKUPS)
    assert found["answers meanwhile"] > found["withdrawn meanwhile"] > 0
    assert found["files of the last"] > 0
    wrong = ("lost by the site", "files missing", "acknowledged before, and not in it", "people who came back")
    assert {name: found[name] for name in wrong} == dict.fromkeys(wrong, 0)
