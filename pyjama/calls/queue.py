"""What waits for moderators, in one mail, on the mornings on which something does."""

from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pyjama.accounts.models import User
from pyjama.calls.models import Call
from pyjama.digests.letters import Item, Section, Summary, letter
from pyjama.digests.periods import latest_day
from pyjama.digests.series import Letter, Series
from pyjama.notifications.models import Channel, Kind
from pyjama.organizations.models import Case

# A long queue is read on its page: the mail has its beginning, the oldest first.
MOST_LINES = 20


def write(people):
    """The same queue for each of some moderators (a list): a dict of Letter by id, empty where nothing waits."""
    cases, calls = Case.objects.waiting().for_queue(), Call.objects.waiting_for_review().select_related("organization")
    waiting = cases.count(), calls.count()
    if not any(waiting):
        return {}
    said = partial(summary, waiting, [*cases[:MOST_LINES]], [*calls[:MOST_LINES]])
    return {person.pk: Letter(letter(person, Kind.QUEUE, said)) for person in people}


def summary(waiting, cases, calls):
    """What the mail says (a Summary), in the active language; `waiting` are the numbers of all of both."""
    sections = [
        Section(_("Organizations to verify"), [of_case(case) for case in cases]),
        Section(_("First calls to read"), [of_call(call) for call in calls]),
    ]
    number = sum(waiting)
    return Summary(
        subject=ngettext("%(number)d answer is awaited from us", "%(number)d answers are awaited from us", number)
        % {"number": number},
        opening=_("Good morning. The oldest come first: they were promised an answer within 24 to 48 hours."),
        sections=[section for section in sections if section.items],
        action=_("Open the queue"),
        path=reverse("pages:review"),
    )


def of_case(case):
    hours = ngettext("Waiting for %(number)d hour", "Waiting for %(number)d hours", case.hours) % {"number": case.hours}
    words = f"{hours}, {pace(case)}."
    return Item(case.organization.name, reverse("organizations:decide", args=[case.organization_id]), words)


def pace(case):
    """Where a verification stands against the goal, in words."""
    return {
        "soon": _("well within the goal of 48 hours"),
        "due": _("to be decided today to keep the goal of 48 hours"),
        "late": _("beyond the goal of 48 hours"),
    }[case.pace]


def of_call(call):
    words = _("The first call of %(organization)s") % {"organization": call.organization.name}
    return Item(call.title, reverse("calls:decide", args=[call.pk]), f"{words}.", call.language)


QUEUE = Series(Kind.QUEUE, Channel.MAIL, latest_day, User.objects.moderators, write)
