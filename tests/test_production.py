"""A site in production refuses to start half set, and what it starts with is what the settings promise."""

import json
import os
import re
import shlex
import sqlite3
import subprocess
import sys
from functools import partial

import pytest
from django.db import connection
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

from pyjama.core.sqlite.base import is_sound
from pyjama.operating.variables import known
from tests.source import ROOT

pytestmark = pytest.mark.once

INSTALL, SETTINGS = ((ROOT / "docs" / "operating" / f"{page}.md").read_text() for page in ("install", "settings"))


def documented():
    """The variables of the file that the operators' page has them write."""
    block = re.search(r"/etc/pyjama\.env.*?```sh\n(.*?)```", INSTALL, re.S)[1]
    return dict(line.split("=", 1) for line in shlex.split(block))


PRODUCTION = documented() | {"SECRET_KEY": "drawn-by-lot-" + "0123456789abcdef" * 4}
# What one process says of such a site.
TELL = """
import json
import django
django.setup()
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import is_valid_path
told = {"debug": settings.DEBUG, "demo": settings.DEMO, "has demo mail": bool(is_valid_path("/demo/mail/"))}
try:
    call_command("check", deploy=True, databases=["default"], fail_level="WARNING")
except CommandError as refusal:
    told["refusal"] = str(refusal)
response = Client().get("/healthz", secure=True, headers={"host": settings.SITE_HOST})
told |= {"status": response.status_code, "headers": dict(response.headers)}
told |= {"cookies": [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME]}
told |= {"are safe": [settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE]}
print(json.dumps(told))
"""


def python(folder, *arguments, **variables):
    """Python with these arguments, in a process that knows only these variables."""
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings"}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment | variables, capture_output=True, text=True, check=False)


@pytest.fixture
def run(tmp_path):
    return partial(python, tmp_path)


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What a site with the documented settings says of itself (dict)."""
    process = python(tmp_path_factory.mktemp("production"), "-c", TELL, **PRODUCTION)
    assert process.returncode == 0, process.stderr
    return json.loads(process.stdout.splitlines()[-1])


def test_the_documented_settings_raise_no_warning(told):
    assert told.get("refusal") is None


def test_every_variable_that_is_read_is_documented():
    rows = re.findall(r"^\| ([^|]*`[^|]*) \|", SETTINGS, re.M)
    assert known() == {*re.findall(r"`([A-Z_]+)`", " ".join(rows))}


def test_settings_left_out_are_named(run):
    missing = ["SITE_URL", "POSTAL_ADDRESS", "CONTACT_EMAIL", "PRIVACY_OFFICER", "SOURCE_URL"]
    check = run("manage.py", "check", "--deploy", **PRODUCTION | dict.fromkeys(missing, ""))
    assert check.returncode != 0
    assert [name for name in missing if name not in check.stderr] == []


def test_a_site_without_its_secret_does_not_start(run):
    start = run("-c", "import config.wsgi", **PRODUCTION | {"SECRET_KEY": ""})
    assert start.returncode != 0
    assert "SECRET_KEY is missing" in start.stderr


def test_debug_is_off_unless_it_is_asked_for(told):
    assert (told["debug"], told["demo"]) == (False, False)


@pytest.mark.parametrize("public", [{"SITE_URL": "https://pyjama.example.org"}, {"DOMAIN_FR": "pyjama.example.org"}])
def test_a_demonstration_is_never_on_a_public_address(run, public):
    start = run("-c", "import config.wsgi", PYJAMA_DEMO="1", **public)
    assert start.returncode != 0
    assert "never for a public address" in start.stderr


def test_a_demonstration_is_not_deployable(run):
    check = run("manage.py", "check", "--deploy", PYJAMA_DEMO="1", SECRET_KEY=PRODUCTION["SECRET_KEY"])
    assert check.returncode != 0
    assert "pyjama.E001" in check.stderr


def test_the_demonstrations_mail_has_no_address_in_production(told):
    assert told["has demo mail"] is False


def test_what_a_browser_is_told_over_tls(told):
    headers = told["headers"]
    assert told["status"] == 200
    assert told["cookies"] == ["__Host-sessionid", "__Host-csrftoken"]
    assert told["are safe"] == [True, True]
    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in str(headers)
    assert headers["X-Content-Type-Options"] == "nosniff"


# SQLite as it is really opened

needs_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="these are SQLite's")
FULL = 2


@needs_sqlite
@pytest.mark.parametrize(("pragma", "value"), [("synchronous", FULL), ("journal_mode", "wal"), ("foreign_keys", 1)])
def test_an_acknowledged_write_is_on_the_disk(db, pragma, value):
    with connection.cursor() as cursor:
        assert cursor.execute(f"PRAGMA {pragma}").fetchone()[0] == value


@needs_sqlite
def test_a_transaction_holds_the_pen_from_its_beginning(db):
    """Else two that read before they write meet, and one is told that the database is locked (trust.md 0.3)."""
    other = sqlite3.connect(connection.settings_dict["NAME"], timeout=0)
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.close()


@needs_sqlite
def test_the_sqlite_in_use_has_no_known_way_to_corrupt_a_database():
    assert is_sound(connection.Database.sqlite_version_info)


@pytest.mark.parametrize(
    ("version", "sound"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 9), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
        ((4, 0, 0), True),
    ],
)
def test_which_versions_of_sqlite_are_sound(version, sound):
    assert is_sound(version) is sound


@pytest.mark.parametrize(
    ("asks", "said", "believed"),
    [
        ("10.0.0.1", "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        ("10.0.0.1", "203.0.113.9, 10.0.0.1", "203.0.113.9"),
        ("198.51.100.7", "203.0.113.9", "198.51.100.7"),
    ],
)
def test_an_address_is_believed_of_the_named_proxy_only_and_read_from_its_side(asks, said, believed):
    """Of a chain, only what the proxy itself added is not whatever the visitor liked to send."""
    seen = []
    site = lambda environ, start: seen.append(environ["REMOTE_ADDR"])  # noqa: E731
    wrapped = wrap_wsgi_with_proxy_headers(site, trusted_hosts="10.0.0.1")
    wrapped({"REMOTE_ADDR": asks, "HTTP_X_FORWARDED_FOR": said}, None)
    assert seen == [believed]
