"""Mail while the mail server goes away and workers are killed: `benchmarks/mail_faults.py`, with fewer messages."""

import json
import os
import subprocess
import sys

import pytest
from django.db import connection

from tests.journeys.site import OF_THE_MACHINE, TREE

# FAULTS="1000 20" is what is promised; the suite lives through the same in a few seconds.
MESSAGES, KILLS = os.environ.get("FAULTS", "60 3").split()


@pytest.mark.once
@pytest.mark.skipif(connection.vendor != "sqlite", reason="The copy is one of SQLite.")
def test_no_message_is_lost_or_sent_twice_over_when_workers_are_killed_and_the_server_goes_away(folder):
    command = [sys.executable, "benchmarks/mail_faults.py", MESSAGES, KILLS]
    environment = {name: value for name, value in os.environ.items() if name in OF_THE_MACHINE} | {"DATA_DIR": str(folder)}
    run = subprocess.run(command, cwd=TREE, env=environment, capture_output=True, text=True, check=True)
    found = json.loads(run.stdout.splitlines()[-1])

    assert found["messages"] == int(MESSAGES) - 1
    assert found["arrived"] == found["said to be sent"] == found["messages"]
    assert found["parked"] == ["person0@example.net", "poison@example.net"]
    assert found["workers killed"] == int(KILLS)
    # Killed between the server's yes and our writing it down: the copy has the same Message-ID, so programs show one.
    assert found["second copies"] <= int(KILLS)
