from datetime import timedelta

import pytest

from pyjama.core import clock, schedule
from pyjama.core.schedule import Rounds, every

pytestmark = pytest.mark.once


@pytest.fixture
def done(monkeypatch):
    """The names of the rounds that were done, in order; only those of the test are declared."""
    monkeypatch.setattr(schedule, "_rounds", {})
    monkeypatch.setattr(schedule, "autodiscover_modules", lambda name: None)
    return []


def test_a_round_is_done_at_once_and_then_once_a_period(done):
    @every(minutes=1)
    def often():
        done.append("often")

    @every(minutes=10)
    def seldom():
        done.append("seldom")

    start = clock.now()
    with clock.at(start):
        rounds = Rounds()
    for second in range(0, 601, 30):
        with clock.at(start + timedelta(seconds=second)):
            rounds.run_due()

    assert done.count("often") == 11
    assert done.count("seldom") == 2


@pytest.mark.parametrize("jump", [timedelta(hours=-3), timedelta(days=400)])
def test_a_clock_that_jumps_stops_no_round(done, jump):
    @every(minutes=10)
    def seldom():
        done.append("seldom")

    start = clock.now()
    with clock.at(start):
        rounds = Rounds()
        rounds.run_due()
    for minutes in (0, 9, 10):
        with clock.at(start + jump + timedelta(minutes=minutes)):
            rounds.run_due()
    assert done == ["seldom"] * 3


def test_a_round_that_fails_is_logged_stops_no_other_and_has_its_next_turn(done, caplog):
    @every(seconds=1)
    def stumble():
        done.append("stumble")
        raise OSError("The database is away")

    @every(seconds=1)
    def walk():
        done.append("walk")

    rounds = Rounds()
    rounds.run_due()
    with clock.at(clock.now() + timedelta(seconds=2)):
        rounds.run_due()

    assert done == ["stumble", "walk"] * 2
    assert "stumble failed" in caplog.text


def test_every_app_declares_its_rounds_in_tasks():
    names = {function.__qualname__ for function in Rounds().due_at}

    assert {"deliver_mail", "forget_mail", "follow_deadlines", "keep_the_promise"} <= names
