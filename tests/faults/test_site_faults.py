"""The site when everything goes wrong: `site_faults.py` and the like of benchmarks, smaller.

SITE_FAULTS=1 asks for what is promised, which takes ten minutes; the disk that fills up needs root, who may mount one.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from shutil import which

import pytest
from django.db import connection

from tests.journeys.site import OF_THE_MACHINE, TREE

pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="The copy is one of SQLite."),
]
ASKED = os.environ.get("SITE_FAULTS")
only_asked = pytest.mark.skipif(not ASKED, reason="It takes a minute: asked for by SITE_FAULTS=1.")
RIGHT = {"lost": 0, "doubled": 0, "counted wrong": 0, "awards too many or too few": 0, "integrity": "ok"}


def told_by(script, *arguments, **variables):
    """What a script of benchmarks prints (dict)."""
    environment = {name: value for name, value in os.environ.items() if name in OF_THE_MACHINE} | variables
    command = [sys.executable, f"benchmarks/{script}", *map(str, arguments)]
    run = subprocess.run(command, cwd=TREE, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    print(run.stdout)  # noqa: T201
    return json.loads(run.stdout.splitlines()[-1])


def test_a_server_that_is_killed_loses_and_doubles_nothing_that_it_acknowledged(folder):
    found = told_by("site_faults.py", "kills", *((50, 20) if ASKED else (2, 6)), DATA_DIR=str(folder))
    assert found["acknowledged"] > 0
    assert found["answers that were errors"] == []
    assert found | RIGHT == found


@only_asked
def test_fifty_who_write_to_one_call_at_once_are_never_told_that_the_database_is_locked(folder):
    found = told_by("site_faults.py", "writers", 50, 10, DATA_DIR=str(folder))
    assert (found["locked"], found["answers that were errors"], found["acknowledged"]) == (0, [], 500)
    assert found["backup ended with"] == 0
    assert found | RIGHT == found


@only_asked
@pytest.mark.skipif(os.geteuid() != 0, reason="Only root may mount a small disk.")
def test_a_full_disk_stops_who_writes_with_words_and_nobody_who_reads_and_ends_by_itself(folder):
    found = told_by("site_faults.py", "full", DATA_DIR=str(folder))
    assert found["before"] == {"reads": [200], "posts": [302, 302]}
    assert found["below the floor"] == found["without a byte"] == {"reads": [200], "posts": [503, 503]}
    assert found["writes again after seconds"] < 10
    assert found["acknowledged"] > 0
    assert found | RIGHT == found


@only_asked
def test_twenty_that_start_at_once_on_an_empty_folder_all_serve():
    found = told_by("start_faults.py", 20)
    assert (found["web servers ready"], found["workers that ended well"]) == (10, 10)
    assert (found["tracebacks"], found["migrations applied twice"]) == (0, 0)


@only_asked
def test_a_worker_that_is_killed_at_work_leaves_nothing_half_done(folder):
    found = told_by("worker_faults.py", 30, 20, DATA_DIR=str(folder))
    assert found["killed at work"] > 0
    wrong = ["accounts that stayed", "not in the ledger", "words that should be gone", "files not made", "told twice"]
    wrong += ["calls that stayed open", "rows that lead nowhere"]
    assert {name: found[name] for name in wrong} == dict.fromkeys(wrong, 0)


needs_pair = pytest.mark.skipif(
    not (which("patroni") and which("etcd") and [*Path("/usr/lib/postgresql").glob("*/bin")]),
    reason="A pair of PostgreSQLs needs Debian's packages patroni, etcd-server and postgresql.",
)


@only_asked
@needs_pair
def test_a_primary_that_dies_is_replaced_within_half_a_minute_and_nothing_is_lost(folder):
    found = told_by("patroni_faults.py", 1, 8, DATA_DIR=str(folder))
    assert found["acknowledged"] > 0
    assert found | {"lost": 0, "doubled": 0, "awards too many or too few": 0} == found
    assert max(found["acts go on after seconds"]) < 30
