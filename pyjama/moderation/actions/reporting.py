from django.db import transaction
from django.utils.translation import gettext as _

from pyjama.accounts.models import User
from pyjama.core.limits import LIMITS, refuse_newcomer_beyond
from pyjama.core.refusals import Refused
from pyjama.moderation.actions.consequences import hide_row
from pyjama.moderation.actions.staffing import tell
from pyjama.moderation.models import Decision, Ground, Item, Report, Verb
from pyjama.moderation.models.report import sealed
from pyjama.moderation.rules import (
    hiding_rule,
    is_newcomer,
    total,
    weight_of,
)
from pyjama.moderation.subjects import subject_of


@transaction.atomic
def report(*, row, reporter, network, ground, words=""):
    """Tell moderators of a row that somebody finds wrong; the same person saying it twice says it once.

    `reporter` is a User, or None for a visitor, who is then known by her `network` (str). `ground` is a Ground, `words` are
    plain text for moderators alone. Enough weight hides the row until a person has looked (see `rules.HIDING`). Refused
    beyond a number a day, on one's own row, and where the row is gone. Returns the Report.
    """
    subject = subject_of(row)
    refuse_too_many(reporter, network)
    row = subject.locked(row)
    if row is None or subject.is_gone(row):
        raise Refused(_("This is gone already: its author took it away."))
    if reporter and subject.author(row) == reporter:
        raise Refused(_("This is yours: you can change it or take it away yourself."))

    item = item_about(subject, row, Item.Kind.REPORT)
    made, is_new = Report.objects.get_or_create(
        item=item,
        key_digest=sealed(f"person:{reporter.pk}" if reporter else f"network:{network}"),
        defaults={
            "reporter": reporter,
            "network": sealed(network),
            "ground": ground,
            "words": words,
            "weight": weight_of(reporter, *record_of(reporter)),
            "is_newcomers": is_newcomer(reporter),
        },
    )
    if is_new:
        weigh(subject, row, item)
    return made


def refuse_too_many(reporter, network):
    """Refuse beyond the numbers a day; two reports of one person at once are counted one after the other."""
    if not reporter:
        return LIMITS["guest_reports"].refuse_beyond(Report.objects.of_network(network), "made_at")
    User.objects.select_for_update().get(pk=reporter.pk)
    LIMITS["reports"].refuse_beyond(reporter.reports.all(), "made_at")
    refuse_newcomer_beyond("first_reports", reporter, reporter.reports.all(), "made_at")


def item_about(subject, row, kind, **fields):
    """The open Item about a row that the caller holds, opened now where there is none."""
    if item := Item.objects.open().about(row).first():
        return item
    return Item.objects.create(kind=kind, target=row, author=subject.author(row), language=subject.language(row), **fields)


def record_of(reporter):
    """How many reports of a person were upheld, and how many dismissed (two int)."""
    if reporter is None:
        return 0, 0
    verdicts = [*reporter.reports.exclude(verdict="").values_list("verdict", flat=True)]
    return verdicts.count(Report.Verdict.UPHELD), verdicts.count(Report.Verdict.DISMISSED)


def weigh(subject, row, item):
    """Weigh the reports of an item anew; a rule may hide the row, until a person has looked."""
    reports = [*item.reports.all()]
    item.weight = total(reports)
    item.is_urgent = item.is_urgent or any(each.ground == Ground.DANGER for each in reports)
    rule = hiding_rule(reports) if subject.may_be_hidden_by_rule and row.is_in_view and not item.rule else ""
    if rule:
        hide_by_rule(subject, row, item, rule, reports)
    item.save()


def hide_by_rule(subject, row, item, rule, reports):
    """Hide a row at once, tell its author that no person decided it yet, and put it first in the queue."""
    item.rule, item.is_urgent = rule, True
    grounds = [each.ground for each in reports]
    decision = Decision.objects.create(
        item=item,
        person=item.author,
        verb=Verb.HIDE,
        hides=True,
        ground=max(grounds, key=grounds.count),
        rule=rule,
        former=hide_row(subject, row),
    )
    tell(decision, subject.people(row))
