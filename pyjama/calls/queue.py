"""What waits for moderators, in one mail, on the mornings on which something does."""

from functools import partial
from typing import NamedTuple

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pyjama.accounts.models import User
from pyjama.calls.models import Call
from pyjama.digests.letters import Item as Line
from pyjama.digests.letters import Section, Summary, letter
from pyjama.digests.periods import latest_day
from pyjama.digests.series import Letter, Series
from pyjama.moderation.models import Appeal, Item
from pyjama.moderation.queue import hours_since
from pyjama.notifications.models import Channel, Kind
from pyjama.organizations.models import Case

# A long queue is read on its page: the mail has its beginning, the oldest first.
MOST_LINES = 20


class Pile(NamedTuple):
    """What waits on the moderation desk: how many, and since when the oldest does (None where nothing waits)."""

    number: int
    since: object


def write(people):
    """The same queue for each of some moderators (a list): a dict of Letter by id, empty where nothing waits."""
    cases, calls = Case.objects.waiting().for_queue(), Call.objects.waiting_for_review().select_related("organization")
    calls = calls.order_by("saved_at", "pk")
    items, appeals = pile(Item.objects.open(), "opened_at"), pile(Appeal.objects.open(), "made_at")
    number = cases.count() + calls.count() + items.number + appeals.number
    if not number:
        return {}
    said = partial(summary, number, [*cases[:MOST_LINES]], [*calls[:MOST_LINES]], items, appeals)
    return {person.pk: Letter(letter(person, Kind.QUEUE, said)) for person in people}


def pile(rows, moment):
    """How many rows of a queryset wait, and since when, by a field of theirs: one query."""
    return Pile(*rows.order_by().aggregate(number=Count("pk"), since=Min(moment)).values())


def summary(number, cases, calls, items, appeals):
    """What the mail says (a Summary), in the active language; `number` is that of all that waits.

    What was reported is not named: a mail lies about in places that are no moderator's desk.
    """
    sections = [
        Section(_("Organizations to verify"), [of_case(case) for case in cases]),
        Section(_("First calls to read"), [of_call(call) for call in calls]),
        Section(_("On the moderation desk"), [*of_desk(items, appeals)]),
    ]
    return Summary(
        subject=ngettext("%(number)d answer is awaited from us", "%(number)d answers are awaited from us", number)
        % {"number": number},
        opening=_("Good morning. The oldest come first: they were promised an answer within 24 to 48 hours."),
        sections=[section for section in sections if section.items],
        action=_("Open the queue"),
        path=reverse("pages:review"),
    )


def of_case(case):
    words = f"{waiting_for(case.hours)}, {pace(case)}."
    return Line(case.organization.name, reverse("organizations:decide", args=[case.organization_id]), words)


def pace(case):
    """Where a verification stands against the goal, in words."""
    return {
        "soon": _("well within the goal of 48 hours"),
        "due": _("to be decided today to keep the goal of 48 hours"),
        "late": _("beyond the goal of 48 hours"),
    }[case.pace]


def of_call(call):
    words = _("The first call of %(organization)s") % {"organization": call.organization.name}
    words = f"{words}. {waiting_for(hours_since(call.saved_at))}."
    return Line(call.title, reverse("calls:decide", args=[call.pk]), words, call.language)


def of_desk(items, appeals):
    if items.number:
        title = ngettext("%(number)d thing was reported or held", "%(number)d things were reported or held", items.number)
        yield of_pile(title, items)
    if appeals.number:
        title = ngettext("%(number)d second look", "%(number)d second looks", appeals.number)
        yield of_pile(title, appeals)


def of_pile(title, pile):
    words = f"{waiting_for(hours_since(pile.since))}." if pile.number == 1 else oldest(hours_since(pile.since))
    return Line(title % {"number": pile.number}, reverse("moderation:queue"), words)


def oldest(hours):
    """How long the oldest of several waits, in words."""
    if hours < 1:
        return _("None has waited for an hour yet.")
    words = ngettext("The oldest has waited for %(number)d hour.", "The oldest has waited for %(number)d hours.", hours)
    return words % {"number": hours}


def waiting_for(hours):
    """How long it waits already, in words."""
    if hours < 1:
        return _("Waiting for less than an hour")
    return ngettext("Waiting for %(number)d hour", "Waiting for %(number)d hours", hours) % {"number": hours}


QUEUE = Series(Kind.QUEUE, Channel.MAIL, latest_day, User.objects.moderators, write)
