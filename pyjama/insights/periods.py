"""Stretches of time that an annual report speaks of: calendar years, fiscal years from April, or any days."""

from datetime import date, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _

from pyjama.core import clock
from pyjama.core.dates import date_format

# Canadian governments, and many nonprofits after them, count their years from the first of April.
FISCAL_MONTH = 4


class Period(NamedTuple):
    """From the beginning of one day to the end of another, in the site's time zone."""

    first: date
    last: date

    @property
    def moments(self):
        """When it begins, and when it is over: what happened is at or after the one, and before the other."""
        return clock.hour_of(self.first, 0), clock.hour_of(self.last + timedelta(days=1), 0)

    @property
    def name(self):
        """How people call it."""
        if self == calendar_year(self.first.year):
            return str(self.first.year)
        days = {"first": date_format(self.first), "last": date_format(self.last)}
        return _("%(first)s to %(last)s") % days

    def within(self, field):
        """The condition (dict) that a moment of a row falls in it, for a queryset's filter."""
        begins, ends = self.moments
        return {f"{field}__gte": begins, f"{field}__lt": ends}


def calendar_year(year):
    return Period(date(year, 1, 1), date(year, 12, 31))


def fiscal_year(year):
    """The fiscal year that begins in this year."""
    return Period(date(year, FISCAL_MONTH, 1), date(year + 1, FISCAL_MONTH, 1) - timedelta(days=1))


def years_since(first):
    """Each calendar year from a date to today, then each fiscal one, as {key: Period}: "2026", "2025-2026"."""
    today = clock.today()
    calendar = {str(year): calendar_year(year) for year in range(today.year, first.year - 1, -1)}
    begun = [year for year in range(today.year, first.year - 2, -1) if fiscal_year(year).first <= today]
    fiscal = {f"{year}-{year + 1}": fiscal_year(year) for year in begun if fiscal_year(year).last >= first}
    return calendar | fiscal
