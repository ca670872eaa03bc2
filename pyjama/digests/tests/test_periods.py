from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from pyjama.digests.periods import latest_day, latest_week

MONTREAL, VANCOUVER, AUCKLAND = ZoneInfo("America/Toronto"), ZoneInfo("America/Vancouver"), ZoneInfo("Pacific/Auckland")
ST_JOHNS = ZoneInfo("America/St_Johns")
MONDAY, SUNDAY = 0, 6
A_MINUTE = timedelta(minutes=1)

pytestmark = pytest.mark.once


def names(latest, since, until, **options):
    """The periods that are due, in the order in which they come up, looked at every ten minutes."""
    seen, moment = [], since
    while moment < until:
        period = latest(moment, **options)
        if period and period.name not in seen:
            seen.append(period.name)
        moment += timedelta(minutes=30)
    return seen


def test_a_week_is_due_on_thursday_at_five():
    thursday = datetime(2027, 6, 10, 17, tzinfo=MONTREAL)

    assert latest_week(thursday, MONTREAL).name == date(2027, 6, 7)
    assert latest_week(thursday - A_MINUTE, MONTREAL).name == date(2027, 5, 31)
    assert latest_week(thursday + timedelta(days=6), MONTREAL).name == date(2027, 6, 7)


def test_a_day_is_due_from_its_morning_on():
    morning = datetime(2027, 6, 10, 8, tzinfo=MONTREAL)

    assert latest_day(morning, MONTREAL).name == date(2027, 6, 10)
    assert latest_day(morning - A_MINUTE, MONTREAL) is None
    assert latest_day(morning + timedelta(hours=15), MONTREAL).name == date(2027, 6, 10)


@pytest.mark.parametrize("weekday", [0, 3, 6])
def test_every_week_of_a_year_comes_once_and_in_order_whatever_the_day(weekday):
    since = datetime(2026, 12, 14, tzinfo=UTC)
    mondays = [date(2026, 12, 14) + timedelta(weeks=week) for week in range(54)]

    seen = names(latest_week, since, since + timedelta(weeks=54), zone=MONTREAL, weekday=weekday)

    assert seen[0] == date(2026, 12, 7)
    assert seen[1:] == mondays


@pytest.mark.parametrize("zone", [MONTREAL, ST_JOHNS])
@pytest.mark.parametrize("hour", [0, 1, 2, 3, 17])
@pytest.mark.parametrize("changes", [datetime(2027, 3, 14, tzinfo=UTC), datetime(2027, 11, 7, tzinfo=UTC)])
def test_an_hour_that_the_clocks_leave_out_or_pass_twice_is_due_once(hour, changes, zone):
    since, until = changes - timedelta(days=2), changes + timedelta(days=3)

    days = names(latest_day, since, until, zone=zone, hour=hour)
    weeks = names(latest_week, since, until, zone=zone, hour=hour, weekday=SUNDAY)

    assert days == sorted({*days})
    assert changes.date() in days
    assert weeks == [date(changes.year, changes.month, changes.day) - timedelta(days=13 - 7 * turn) for turn in range(2)]


@pytest.mark.parametrize("changes", [date(2027, 3, 14), date(2027, 11, 7)])
def test_what_is_due_stays_due_through_the_night_of_the_clocks(changes):
    """No moment of that night falls back to the day before, once its hour has come."""
    moment, seen = datetime(changes.year, changes.month, changes.day, 1, tzinfo=MONTREAL).astimezone(UTC), []
    for _ in range(30):
        moment += timedelta(minutes=30)
        seen.append(latest_week(moment, MONTREAL, weekday=SUNDAY, hour=2).name)

    assert seen == sorted(seen)
    assert len({*seen}) == 2


def test_the_last_week_of_a_year_is_one_week():
    assert latest_week(datetime(2027, 12, 31, 12, tzinfo=MONTREAL), MONTREAL).name == date(2027, 12, 27)
    assert latest_week(datetime(2028, 1, 2, 12, tzinfo=MONTREAL), MONTREAL).name == date(2027, 12, 27)


@pytest.mark.parametrize(("here", "there"), [(AUCKLAND, VANCOUVER), (VANCOUVER, AUCKLAND)])
def test_across_the_world_the_week_has_the_same_name(here, there):
    """Whoever moves within her week is not written to again, and the next week is the next for her there too."""
    for hours in range(7 * 24):
        moment = datetime(2027, 6, 7, tzinfo=UTC) + timedelta(hours=hours)
        names = latest_week(moment, here).name, latest_week(moment, there).name
        assert abs(names[0] - names[1]) <= timedelta(days=7)
