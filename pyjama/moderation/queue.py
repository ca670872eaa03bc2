"""What a moderator sees of the queue: items with what they are about, and what waits on other pages."""

from collections import defaultdict
from datetime import timedelta
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType

from pyjama.accounts.models import User
from pyjama.attachments.models import Attachable, Attachment
from pyjama.core import clock
from pyjama.moderation.models import Appeal, Decision, Item, Report
from pyjama.moderation.rules import is_newcomer, rule_named
from pyjama.moderation.subjects import subjects, waiting_elsewhere

MOST_ELSEWHERE = 20
AN_HOUR = 3600


class Line(NamedTuple):
    """One row of the queue."""

    item: Item
    name: str
    title: str
    target: object
    template: str
    why: str
    is_own: bool
    hours: int


def lines_of(items, moderator):
    """Items of `for_queue` as Lines for this moderator, in a constant number of queries."""
    rows = defaultdict(list)
    for item in items:
        if item.target:
            rows[item.subject].append(item.target)
    Attachment.objects.bring_to(*(row for each in rows.values() for row in each if isinstance(row, Attachable)))
    own = {(subject, pk) for subject, each in rows.items() for pk in subject.own_among(each, moderator)}
    return [line_of(item, is_own=(item.subject, item.object_id) in own) for item in items]


def line_of(item, *, is_own):
    """An item as a Line."""
    subject, row = item.subject, item.target
    rule = rule_named(item.rule)
    return Line(
        item=item,
        name=subject.name,
        title=subject.title(row) if row else "",
        target=row if row and not subject.is_gone(row) else None,
        template=subject.template,
        why=rule.why if rule else "",
        is_own=is_own,
        hours=hours_since(item.opened_at),
    )


def explain_waiting(rows):
    """Give those of some rows of one model that are held their `why_waits`, a sentence for their author."""
    held = [row for row in rows if row.held_at]
    if held:
        items = Item.objects.open().filter(content_type=ContentType.objects.get_for_model(held[0]))
        rules = dict(items.filter(object_id__in=[row.pk for row in held]).values_list("object_id", "rule"))
        for row in held:
            rule = rule_named(rules.get(row.pk, ""))
            row.why_waits = rule.why if rule else ""


def hours_since(moment):
    return int((clock.now() - moment).total_seconds() // AN_HOUR)


def narrowed(items, form):
    """Those of a queryset of items that a QueueForm asks for."""
    kind, age, language = (form.value(name) for name in ("kind", "age", "language"))
    conditions = {"kind": kind, "language": language}
    if age:
        conditions["opened_at__lte"] = clock.now() - timedelta(hours=int(age))
    return items.filter(**{name: value for name, value in conditions.items() if value})


def appeals_for(moderator, form):
    """Second looks that wait (a list): those a moderator may not decide herself too, so that she knows."""
    if form.value("kind") not in {"", "appeal"} or form.value("language"):
        return []
    return [*Appeal.objects.visible_to(moderator).open().for_queue()]


def elsewhere(moderator, form):
    """What waits on pages of other apps: pairs of a label and a list of Waiting with their hours."""
    kind, age, language = (form.value(name) for name in ("kind", "age", "language"))
    for source, label, function in waiting_elsewhere():
        if kind in {"", source}:
            rows = [(each, hours_since(each.since)) for each in function(moderator)]
            rows = [(each, hours) for each, hours in rows if hours >= int(age or 0) and language in {"", each.language}]
            yield label, rows[:MOST_ELSEWHERE], len(rows)


def record_of(person):
    """What is known of whoever wrote it (dict): how long here, how much, what was decided before, how her reports fared."""
    upheld, dismissed = Report.Verdict.UPHELD, Report.Verdict.DISMISSED
    verdicts = [*person.reports.exclude(verdict="").values_list("verdict", flat=True)]
    return {
        "person": person,
        "is_newcomer": is_newcomer(person),
        "made": [(subject.name_of_many, subject.number_by(person)) for subject in subjects().values()],
        "decisions": [*Decision.objects.against(person).select_related("moderator").order_by("-made_at")[:10]],
        "upheld": verdicts.count(upheld),
        "dismissed": verdicts.count(dismissed),
    }


def pattern_of(reports):
    """What reports have in common (dict): how many come from newcomers, from one network, in one hour, at most."""
    reports = [*reports]
    networks = [report.network for report in reports if report.network]
    hours = [sum(abs((other.made_at - each.made_at).total_seconds()) <= AN_HOUR for other in reports) for each in reports]
    return {
        "newcomers": sum(report.is_newcomers for report in reports),
        "of_one_network": max((networks.count(network) for network in networks), default=0),
        "in_an_hour": max(hours, default=0),
        "is_brigade": len(reports) >= BRIGADE and sum(report.is_newcomers for report in reports) * 2 > len(reports),
    }


BRIGADE = 3


def number_of_moderators():
    """How many people can decide (int)."""
    return User.objects.moderators().count()
