"""What a sanction keeps a person from: asked by the actions that write."""

from datetime import timedelta

from django.utils.translation import gettext as _

from pyjama.core import clock
from pyjama.core.dates import date_format
from pyjama.core.refusals import Refused
from pyjama.moderation.models import Decision

A_DAY = timedelta(days=1)


def suspended_words(decision):
    """What a suspended person reads wherever she tries to write (str)."""
    return _(
        "Your account is suspended until %(day)s. Until then you can read everything, but not write. Your text stays here."
    ) % {"day": date_format(clock.day(decision.ends_at))}


def ways_to(decision):
    """The way out of a refusal: to the decision behind it."""
    return [(_("Read the decision, or ask for a second look"), decision.get_absolute_url())]


def refuse_suspended(person):
    """Refuse when this person is suspended, with the way to the decision and to a second look.

    What is in force against her (her Sanctions) is returned otherwise.
    """
    sanctions = Decision.objects.sanctions_on(person)
    if sanctions.suspension:
        raise Refused(suspended_words(sanctions.suspension), ways_to(sanctions.suspension))
    return sanctions


def refuse_beyond_limit(limit, rows, moment):
    """Refuse when a `limit` is in force and `rows`, hers, already has as many in the last day by the field `moment`."""
    if limit is None or not limit.per_day:
        return
    if rows.filter(**{f"{moment}__gt": clock.now() - A_DAY}).count() >= limit.per_day:
        words = _("A moderator has limited how much you write: %(number)d a day, until %(day)s. Your text stays here.")
        facts = {"number": limit.per_day, "day": date_format(clock.day(limit.ends_at))}
        raise Refused(words % facts, ways_to(limit))
