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


def test_a_month_of_rest_keeps_nothing_and_a_jump_that_is_mended_leaves_no_trace(rounds, at):
    with at(clock.now() + YEARS):
        rounds.run(forget_news)
    assert time().word != "ahead"
    with at(clock.now() + MOST - timedelta(minutes=1)):
        rounds.run(forget_news)
        assert time().word != "ahead"
    with at(clock.now() + 2 * MOST - timedelta(minutes=2)):
        assert time().word != "ahead"
