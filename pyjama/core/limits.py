"""How often a person may do a thing, counted in the rows the thing leaves behind."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from pyjama.core import clock
from pyjama.core.refusals import Refused


class Limit(NamedTuple):
    """At most `acts` rows in the last `period` (a timedelta)."""

    acts: int
    period: object

    def refuse_beyond(self, rows, moment):
        """Refuse when `rows`, a queryset, already has that many whose `moment` field lies within the period."""
        recent = rows.filter(**{f"{moment}__gt": clock.now() - self.period})
        if recent.count() >= self.acts:
            raise Refused(_("That is a lot in a short time. Have a cup of tea, and try again a little later."))
