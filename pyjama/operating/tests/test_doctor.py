"""What is wrong with an installation, in words, and as the code that the command ends with."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.management import call_command
from django.db import DatabaseError

from pyjama.operating import checkup
from pyjama.operating.management.commands import doctor
from pyjama.operating.vitals import ERROR, OK, WARNING, Finding

pytestmark = pytest.mark.once


@pytest.mark.parametrize(("levels", "code"), [([OK], None), ([OK, WARNING], 1), ([WARNING, ERROR, OK], 2)])
def test_it_ends_with_the_worst_that_it_found_and_says_that_first(monkeypatch, capsys, levels, code):
    found = [Finding(f"check{number}", level, "word", f"This is {level}.") for number, level in enumerate(levels)]
    monkeypatch.setattr(doctor, "examined", lambda: found)
    if code is None:
        call_command("doctor")
    else:
        with pytest.raises(SystemExit) as ended:
            call_command("doctor")
        assert ended.value.code == code
    worst = max(found, key=lambda one: [OK, WARNING, ERROR].index(one.level))
    assert capsys.readouterr().out.splitlines()[0] == f"{doctor.MARKS[worst.level]} {worst.check}: {worst.says}"


def test_it_looks_at_everything_and_tells_machines_too(world, capsys, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    with pytest.raises(SystemExit):
        call_command("doctor", "--json")
    found = json.loads(capsys.readouterr().out)
    looked_at = {one["check"] for one in found}
    assert {"versions", "database", "migrations", "disk", "worker", "outbox", "backup", "clock", "mail"} <= looked_at
    assert {"proxy", "static_files", "settings"} <= looked_at
    words = {(one["check"], one["word"]) for one in found}
    assert {("settings", "pyjama.E001"), ("settings", "pyjama.E002"), ("backup", "never"), ("proxy", "no_tls")} <= words


def test_a_sqlite_that_can_corrupt_a_database_is_an_error(monkeypatch, db):
    monkeypatch.setattr(checkup, "sqlite_version", lambda: (3, 40, 1))
    assert checkup.versions()[:3] == ("versions", ERROR, "unsound_sqlite")


def test_a_mail_server_that_is_away_is_told_without_its_password(settings):
    options = {"host": "127.0.0.1", "port": 1, "username": "pyjama", "password": "open-sesame"}
    delivery = {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}
    settings.MAILERS = settings.MAILERS | {"delivery": delivery}
    found = checkup.mail()
    assert (found.level, found.word) == (ERROR, "unreachable")
    assert "sesame" not in found.says


@pytest.mark.parametrize(
    ("body", "proxies", "word"),
    [
        (b'{"status": "live"}', "127.0.0.1", "ok"),
        (b'{"status": "live"}', "", "untrusted"),
        (b"Welcome", "127.0.0.1", "wrong"),
    ],
)
def test_what_answers_at_the_public_address_is_looked_at(monkeypatch, body, proxies, word):
    monkeypatch.setenv("TRUSTED_PROXIES", proxies)
    assert checkup.answered(body).word == word


class Site(BaseHTTPRequestHandler):
    """What stands at the public address: sends everybody to where she is, as one does that does not learn of TLS."""

    def do_GET(self):
        if self.path.startswith("/loop"):
            self.send_response(301)
            self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}{self.path}")
        else:
            self.send_response(404)
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def public():
    """The address of such a site."""
    with HTTPServer(("127.0.0.1", 0), Site) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(("path", "word"), [("/loop", "loop"), ("/elsewhere", "wrong"), (None, "unreachable")])
def test_a_proxy_that_does_not_say_that_tls_is_spoken_is_told_from_one_that_leads_elsewhere(public, settings, path, word):
    settings.IS_OVER_TLS = True
    settings.SITE_URL = f"{public}{path}" if path else "http://127.0.0.1:1"
    found = checkup.proxy()
    assert (found.level, found.word) == (ERROR, word)


@pytest.mark.parametrize(
    ("behind", "word"), [(0, "ok"), (20 * 2**20, "behind"), (None, "no_replica"), (DatabaseError("no"), "away")]
)
def test_a_replica_that_cannot_be_read_from_is_told(monkeypatch, behind, word):
    def bytes_behind():
        if isinstance(behind, Exception):
            raise behind
        return behind

    assert checkup.replica_follows().word == "ok"
    monkeypatch.setattr(checkup.replica, "is_there", lambda: True)
    monkeypatch.setattr(checkup.replica, "bytes_behind", bytes_behind)
    assert checkup.replica_follows().word == word
