"""Which week or day a mail of the calendar is for, and from which moment on it is due, where its reader lives.

A period has a name, the date on which it begins: nobody gets two mails of one name, whatever the clocks do, and whoever
moves to another time zone or chooses another weekday has the week or day that she had.
"""

from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple

A_WEEK = timedelta(days=7)
WEEKLY_HOUR, MORNING = 17, 8
MONDAY, THURSDAY = 0, 3


class Period(NamedTuple):
    """`name` (a date) and `due_at`, the moment (aware, in UTC) from which on its mail may leave."""

    name: object
    due_at: datetime


def latest_week(moment, zone, weekday=THURSDAY, hour=WEEKLY_HOUR):
    """The last week (named by its Monday) whose mail is due by a moment, in a time zone (ZoneInfo).

    It stays due until the next one is: a mail that was missed leaves late, and once.
    """
    today = moment.astimezone(zone).date()
    monday = today - timedelta(days=today.weekday())
    due_at = _at(monday + timedelta(days=weekday), hour, zone)
    if due_at <= moment:
        return Period(monday, due_at)
    return Period(monday - A_WEEK, _at(monday - A_WEEK + timedelta(days=weekday), hour, zone))


def latest_day(moment, zone, weekday=None, hour=MORNING):
    """The present day, or None before its hour: what was missed on former days, this morning's mail says too."""
    today = moment.astimezone(zone).date()
    due_at = _at(today, hour, zone)
    return Period(today, due_at) if due_at <= moment else None


def _at(date, hour, zone):
    """A full hour of a date as a moment: where the clocks pass it twice the first time, where they leave it out the next."""
    return datetime.combine(date, time(hour), tzinfo=zone).astimezone(UTC)
