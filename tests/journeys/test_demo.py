"""`bin/demo`, as somebody meets it who has just cloned the repository; the site of the journeys was started by it."""

import shutil
import socket
import sqlite3
from contextlib import closing
from urllib.request import urlopen

import pytest
from django.core.management.base import CommandError

from pyjama.world.management.commands.demo import Command
from tests.journeys.site import Site

# Seconds; by itself it takes two, but other tests share the machine.
SOON = 30


def rows(folder):
    """How many people and messages a site's database has."""
    with closing(sqlite3.connect(folder / "pyjama.sqlite3")) as database:
        count = "SELECT (SELECT count(*) FROM accounts_user), (SELECT count(*) FROM contributions_contribution)"
        return database.execute(count).fetchone()


def page(site, path):
    with urlopen(site.origin + path, timeout=SOON) as answer:
        return answer.read().decode()


@pytest.fixture
def second(site, tmp_path):
    """What the running site keeps, copied as if it had been stopped: where a second run begins."""
    folder = site.log.parent
    with closing(sqlite3.connect(folder / "pyjama.sqlite3")) as database:
        database.execute("VACUUM INTO ?", [str(tmp_path / "pyjama.sqlite3")])
    shutil.copytree(folder / "static", tmp_path / "static")
    shutil.copy(folder / "secret_key", tmp_path)
    return Site(tmp_path, mail_port=9)


def test_it_says_where_it_is_and_who_one_can_be(site):
    said = site.log.read_text()
    assert f"{site.origin}/fr/" in said
    assert f"{site.origin}/en/" in said
    assert f"{site.origin}/demo/mail/" in said
    assert "chloe@example.org" in said


def test_it_answers_in_both_languages(site):
    assert 'lang="fr-CA"' in page(site, "/fr/")
    assert 'lang="en-CA"' in page(site, "/en/")


def test_a_second_run_is_quick_and_loses_nothing(second):
    folder = second.log.parent
    secret, before = (folder / "secret_key").read_text(), rows(folder)
    second.start(within=SOON)
    assert 'lang="fr-CA"' in page(second, "/fr/")
    second.stop()
    said = second.log.read_text()
    assert "built" not in said
    assert "Collecting" not in said
    assert rows(folder) == before
    assert (folder / "secret_key").read_text() == secret


def test_a_busy_port_is_said_in_a_sentence(second):
    with socket.socket() as server:
        server.bind(("127.0.0.1", second.port))
        server.listen()
        assert "is taken" in refusal(second)


def test_a_port_that_is_none_is_said_in_a_sentence(second, monkeypatch):
    second.environment["PORT"] = "http"
    assert "PORT is http" in refusal(second)
    for port in ("http", "0", "65536"):
        monkeypatch.setenv("PORT", port)
        with pytest.raises(CommandError, match=f"PORT is {port}"):
            Command().port()


def refusal(site):
    """What a site says that will not start: sentences, no traceback."""
    site.run_demo()
    assert site.process.wait(SOON) == 1
    said = site.log.read_text()
    assert "Traceback" not in said
    return said
