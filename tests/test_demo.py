"""`bin/demo`, as somebody runs it who has just cloned the repository."""

import os
import socket
import sqlite3
import subprocess
import time
from contextlib import closing
from urllib.request import urlopen

import pytest

from tests.journeys.site import free_port
from tests.source import ROOT

pytestmark = pytest.mark.once

PATIENCE = 60
SOON = 15  # Seconds for a second start where other tests share the machine; by itself it takes two.


class Demo:
    """One run of the command in a folder."""

    def __init__(self, folder, port):
        self.port = port
        environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        self.process = subprocess.Popen(
            [ROOT / "bin" / "demo"],
            env=environment | {"DATA_DIR": str(folder), "PORT": str(port)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def welcome(self):
        """What it prints until it is ready."""
        began, said = time.monotonic(), ""
        for line in self.process.stdout:
            said += line
            if "Ctrl-C stops" in line:
                self.seconds = time.monotonic() - began
                return said
        raise AssertionError(said)

    def page(self, path):
        with urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=PATIENCE) as answer:
            return answer.read().decode()

    def stop(self):
        self.process.terminate()
        self.rest, _ = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("demo")


def test_it_answers_in_both_languages_and_says_how_to_come_in(folder):
    demo = Demo(folder, free_port())
    said = demo.welcome()
    assert f"http://127.0.0.1:{demo.port}/fr/" in said
    assert f"http://127.0.0.1:{demo.port}/en/" in said
    assert "chloe@example.org" in said
    assert "/demo/mail/" in said
    assert 'lang="fr-CA"' in demo.page("/fr/")
    assert 'lang="en-CA"' in demo.page("/en/")
    assert demo.stop() == 0
    assert "Traceback" not in demo.rest


def test_a_second_run_is_quick_and_loses_nothing(folder):
    def kept():
        with closing(sqlite3.connect(folder / "pyjama.sqlite3")) as database:
            rows = database.execute("SELECT (SELECT count(*) FROM accounts_user), (SELECT count(*) FROM notifications_mail)")
            return (folder / "secret_key").read_text(), rows.fetchone()

    before, demo = kept(), Demo(folder, free_port())
    said = demo.welcome()
    assert demo.stop() == 0
    assert demo.seconds < SOON
    assert "built" not in said
    assert "Collecting" not in said
    assert kept() == before


def test_a_busy_port_is_said_in_a_sentence(folder):
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        demo = Demo(folder, server.getsockname()[1])
        said, _ = demo.process.communicate(timeout=PATIENCE)
    assert demo.process.returncode == 1
    assert "is taken" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("port", ["http", "0", "65536"])
def test_a_port_that_is_none_is_said_in_a_sentence(folder, port):
    said, _ = Demo(folder, port).process.communicate(timeout=PATIENCE)
    assert f"PORT is {port}" in said
