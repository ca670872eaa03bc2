"""What machines that watch over the site are told, and what of it is wrong."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from pyjama.core import clock, room, schedule
from pyjama.core.freshness import is_seen
from pyjama.core.schedule import Rounds, every
from pyjama.mail.models import Mail
from pyjama.operating import heartbeat, vitals
from pyjama.operating.actions import backup
from pyjama.operating.heartbeat import Heart
from pyjama.operating.models import Turn
from tests.emptied import empty

READY = "/healthz/ready"


@pytest.fixture
def well(world, settings, tmp_path):
    """A site with nothing wrong."""
    settings.DATA_DIR = tmp_path
    settings.LEAST_FREE = 0
    heartbeat.write_down("pyjama.mail.tasks.deliver_mail", 1, 0, clock.now())
    empty(Mail)
    (tmp_path / "site.tar.gz").write_text("")
    backup.note({"made_at": clock.now().isoformat()}, tmp_path / "site.tar.gz")


def message(**fields):
    return Mail.objects.create(recipient="rose@example.org", sender="a@example.org", subject="Hello", text="", **fields)


def ago(**period):
    return clock.now() - timedelta(**period)


def test_a_site_that_is_well_is_ready(well, browser):
    response = browser().get(READY)
    assert (response.status_code, response.json()["status"]) == (200, "ready")
    assert {*response.json()["checks"].values()} == {"ok"}


def test_what_people_can_read_without_degrades_and_stops_nothing(well, browser, settings):
    wrong = {
        ("worker", "late"): lambda: Turn.objects.update(last_at=ago(seconds=50)),
        ("outbox", "stuck"): lambda: message(message_id="1", next_try_at=ago(minutes=11)),
        ("backup", "old"): lambda: backup.note({"made_at": ago(hours=27).isoformat()}, settings.DATA_DIR / "site.tar.gz"),
        ("disk", "low"): lambda: setattr(settings, "LEAST_FREE", room.total() + 1),
    }
    for go_wrong in wrong.values():
        go_wrong()
    response = browser().get(READY)
    assert (response.status_code, response.json()["status"]) == (200, "degraded")
    assert {(name, word) for name, word in response.json()["checks"].items() if word != "ok"} == {*wrong}


def test_a_mail_server_that_is_away_is_seen_and_a_message_that_waits_on_purpose_is_not(well):
    message(message_id="1", created_at=ago(hours=9), next_try_at=clock.now() + timedelta(hours=3))
    message(message_id="2", tries=2, created_at=ago(hours=2), next_try_at=clock.now(), last_error="451 later")
    assert vitals.outbox().level == vitals.OK
    message(message_id="3", created_at=ago(minutes=11), next_try_at=clock.now(), last_error="Connection refused")
    assert vitals.outbox().word == "stuck"


def test_a_site_whose_tables_are_older_is_not_ready(well, browser):
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied(*sorted(vitals.last_migrations())[0])
    response = browser().get(READY)
    assert (response.status_code, response.json()["status"]) == (503, "not_ready")
    assert response.json()["checks"]["migrations"] == "missing"


def test_without_its_database_it_is_not_ready_and_says_no_more_than_that(well, browser):
    def gone(*_):
        raise DatabaseError("no connection to 192.0.2.17 for pyjama with password sesame")

    with connection.execute_wrapper(gone):
        response = browser().get(READY)
        live = browser().get("/healthz/live")
    assert response.status_code == 503
    assert response.json()["checks"]["database"] == "failed"
    assert "sesame" not in response.text
    assert live.json() == {"status": "live"}


def test_the_heartbeat_makes_no_page_anew():
    assert not is_seen("", Turn._meta.db_table)


def test_a_clock_that_went_back_is_seen(well):
    Turn.objects.update(last_at=clock.now() + timedelta(hours=1))
    assert vitals.time().word == "back"


def test_rounds_are_counted_and_those_that_fail_too(db, monkeypatch):
    monkeypatch.setattr(schedule, "_rounds", {})
    monkeypatch.setattr(schedule, "autodiscover_modules", lambda name: None)
    heart = Heart()
    monkeypatch.setattr(schedule, "_watchers", [heart.watching])

    @every(seconds=1)
    def stumble():
        raise OSError("The mail server is away")

    for second in range(3):
        with clock.at(clock.now() + timedelta(seconds=second)):
            rounds = Rounds()
            rounds.run_due()
    assert Turn.objects.get(round__endswith="stumble").done == 1
    heart.write()
    turn = Turn.objects.get(round__endswith="stumble")
    assert (turn.done, turn.failed) == (3, 3)
    assert turn.last_failed_at == turn.last_at
