"""One clock for the whole house, which a test or a story can set.

Every moment is aware and in UTC, as in Django; nothing outside this file asks `django.utils.timezone` for the time.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, time, timedelta

from django.utils import timezone

_set_to = ContextVar("moment", default=None)


def now():
    """The present moment, an aware datetime, or the one the clock was set to."""
    return _set_to.get() or timezone.now()


def of_machine():
    """The moment (an aware datetime) by the clock of the machine, whatever ours was set to."""
    return timezone.now()


def day(moment):
    """The date on which a moment (an aware datetime) falls in the site's time zone."""
    return timezone.localtime(moment).date()


def today():
    """The present date in the site's time zone."""
    return day(now())


def end_of(date):
    """The last minute of a date in the site's time zone, as a moment."""
    return datetime.combine(date, time(23, 59), tzinfo=timezone.get_default_timezone())


def days_from(moment, days):
    """The same time on the wall so many days later (int; negative is earlier), whatever daylight saving does between."""
    return (timezone.localtime(moment) + timedelta(days=days)).astimezone(UTC)


def hour_of(date, hour):
    """A full hour (int) of a date in the site's time zone, as a moment."""
    return datetime.combine(date, time(hour), tzinfo=timezone.get_default_timezone())


@contextmanager
def at(moment):
    """Set the clock to an aware datetime for as long as the block runs, in this thread only."""
    token = _set_to.set(moment)
    try:
        yield moment
    finally:
        _set_to.reset(token)
