"""The totals of a month, for the sponsor and everybody: the one place where people are counted for her.

What comes out are numbers; `sponsors.actions.publish_month` withholds those that are too small before anybody can read them.
"""

from datetime import date

from django.db.models import Count, F, Min, Sum
from django.db.models.functions import Coalesce
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from pyjama.calls.models import Call
from pyjama.contributions.models import Contribution
from pyjama.core import clock
from pyjama.organizations.models import Province
from pyjama.outcomes.models import Outcome
from pyjama.sponsors.actions import publish_month
from pyjama.sponsors.models import Total
from pyjama.topics.models import Cause

# From a row to its group, by dimension, starting at the call.
SPOKEN = {"fr": _("French"), "en": _("English")}
GROUPS = {
    Total.Dimension.LANGUAGE: "language",
    Total.Dimension.CAUSE: "organization__causes__slug",
    Total.Dimension.PROVINCE: "organization__province",
}


def publish_closed_months():
    """Count each month that is over and was never counted, from the first contribution on."""
    first = Contribution.objects.answers().aggregate(first=Min("posted_at"))["first"]
    if first is None:
        return
    told = {*Total.objects.months()}
    month, present = clock.day(first).replace(day=1), clock.today().replace(day=1)
    while month < present:
        if month not in told:
            publish_month(month=month, tables=tables(month), names=names())
        month = after(month)


def after(month):
    """The first day of the month after this one."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def names():
    """What each group is called, in French and in English."""
    return {
        Total.Dimension.ALL: {"": ("", "")},
        Total.Dimension.LANGUAGE: {code: in_both(name) for code, name in SPOKEN.items()},
        Total.Dimension.CAUSE: {cause.slug: (cause.name_fr, cause.name_en) for cause in Cause.objects.all()},
        Total.Dimension.PROVINCE: {province.value: in_both(province.label) for province in Province},
    }


def in_both(words):
    """Lazy words in French and in English: a tuple of str."""
    with translation.override("fr"):
        french = str(words)
    with translation.override("en"):
        return french, str(words)


def tables(month):
    """All numbers of a month as {dimension: {figure: {key: int}}}; a group without any has noughts."""
    answers, calls, outcomes = rows_of(month)
    keys = {dimension: [*of_dimension] for dimension, of_dimension in names().items()}
    return {
        dimension: {
            Total.Figure.PEOPLE: counted(answers, "call__", dimension, keys, Count("author", distinct=True)),
            Total.Figure.ORGANIZATIONS: counted(calls, "", dimension, keys, Count("organization", distinct=True)),
            Total.Figure.CONTRIBUTIONS: counted(answers, "call__", dimension, keys, Count("pk", distinct=True)),
            Total.Figure.MINUTES: counted(answers, "call__", dimension, keys, Sum("minutes")),
            Total.Figure.OUTCOMES: counted(outcomes, "call__", dimension, keys, Count("pk", distinct=True)),
        }
        for dimension in Total.Dimension
    }


def rows_of(month):
    """The answers that were given, the calls that were published and the outcomes that were told in a month."""
    start, end = clock.hour_of(month, 0), clock.hour_of(after(month), 0)
    answers = Contribution.objects.answers().filter(posted_at__gte=start, posted_at__lt=end)
    answers = answers.annotate(minutes=Coalesce(F("call__minutes_taken"), F("call__minutes")))
    calls = Call.objects.published().filter(published_at__gte=start, published_at__lt=end)
    outcomes = Outcome.objects.published().filter(published_at__gte=start, published_at__lt=end)
    return answers.order_by(), calls.order_by(), outcomes.order_by()


def counted(rows, to_call, dimension, keys, number):
    """One figure of one dimension, by key."""
    if dimension == Total.Dimension.ALL:
        return {"": rows.aggregate(number=number)["number"] or 0}
    group = to_call + GROUPS[dimension]
    found = dict(rows.values_list(group).annotate(number=number).values_list(group, "number"))
    return {key: found.get(key) or 0 for key in keys[dimension]}
