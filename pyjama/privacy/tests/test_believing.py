"""A clock that jumps years ahead erases nothing."""

import logging
from datetime import timedelta

import pytest
from django.core.management import call_command

from pyjama.core import clock
from pyjama.core.schedule import Rounds
from pyjama.notifications.models import Notification
from pyjama.notifications.tasks import forget_news
from pyjama.operating.vitals import time
from pyjama.privacy.believing import MOST, believe
from pyjama.privacy.models import Believed, Export
from pyjama.privacy.tasks import forget_old_exports

YEARS = timedelta(days=8 * 365)


@pytest.fixture
def rounds(world):
    """The rounds of a site whose worker has just been at work."""
    assert Notification.objects.exists()
    rounds = Rounds()
    believe()
    rounds.run(forget_news)
    return rounds


@pytest.mark.parametrize("ahead", [YEARS, MOST + timedelta(minutes=1)])
def test_what_erases_waits_and_says_so_until_an_operator_believes_the_clock(rounds, at, caplog, ahead):
    with at(clock.now() + ahead):
        number = Notification.objects.count()
        with caplog.at_level(logging.WARNING):
            rounds.run(forget_news)
            rounds.run(forget_news)
        assert Notification.objects.count() == number
        assert "forget_news waits: the clock is" in caplog.text
        assert (time().word, time().level) == ("ahead", "error")

        call_command("retention", believe_clock=True)
        assert time().word != "ahead"
        rounds.run(forget_news)
        assert ahead < YEARS or not Notification.objects.exists()


def test_a_jump_that_is_mended_leaves_no_trace(rounds, at):
    with at(clock.now() + YEARS):
        rounds.run(forget_news)
    assert time().word != "ahead"
    with at(clock.now() + timedelta(hours=23)):
        rounds.run(forget_news)
        assert Believed.objects.filter(doubted_at=None, seen_at=None).exists()
    with at(clock.now() + timedelta(hours=46)):
        assert time().word not in {"ahead", "doubted"}


def awake(rounds, at, since, hours):
    """The worker runs for so many hours; whether what is erased after a week is gone."""
    for hour in range(hours + 1):
        with at(since + timedelta(hours=hour)):
            rounds.run(forget_old_exports)
    return not Export.objects.exists()


@pytest.mark.parametrize("ahead", [timedelta(days=1, minutes=1), timedelta(days=10), MOST - timedelta(minutes=1)])
def test_after_some_days_of_rest_a_new_date_is_looked_at_for_a_day_before_it_is_believed(rounds, world, at, ahead):
    Export.objects.create(
        person=world.sam, asked_at=clock.now() - timedelta(days=30), made_at=clock.now() - timedelta(days=8)
    )
    start = clock.now() + ahead
    assert not awake(rounds, at, start, 23)
    with at(start + timedelta(hours=23)):
        assert (time().word, time().level) == ("doubted", "warning")
    assert awake(rounds, at, start + timedelta(hours=24), 0)
    with at(start + timedelta(hours=24)):
        assert time().word != "doubted"


def test_a_date_that_jumps_again_while_it_is_looked_at_is_looked_at_anew(rounds, world, at):
    Export.objects.create(
        person=world.sam, asked_at=clock.now() - timedelta(days=30), made_at=clock.now() - timedelta(days=8)
    )
    start = clock.now() + timedelta(days=3)
    assert not awake(rounds, at, start, 20)
    assert not awake(rounds, at, start + timedelta(days=2), 20)
    assert not awake(rounds, at, start + timedelta(days=1), 23)
