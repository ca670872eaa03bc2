"""The weekly mail: calls that fit, each once, with why."""

from functools import partial

from django.urls import reverse
from django.utils.dateformat import format as format_date
from django.utils.formats import get_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pyjama.calls.models import Call
from pyjama.digests.letters import Item, Section, Summary, letter
from pyjama.digests.periods import latest_week
from pyjama.digests.series import Letter, Series, who_asked
from pyjama.matching.digest.choosing import choices_for, matches_in
from pyjama.matching.models import Proposal
from pyjama.notifications.models import Channel, Kind


def write(people):
    """The weekly letters of some people (a list): a dict of Letter by id, without those whom nothing fits."""
    choices = choices_for(people)
    chosen = {pk for choice in choices.values() for pk in choice.scores}
    calls = Call.objects.for_cards().defer("body", "body_html").in_bulk(chosen)
    letters = {}
    for person in people:
        if person.pk in choices:
            choice = choices[person.pk]
            mail = letter(person, Kind.FITTING_CALLS, partial(said, choice, calls), Channel.DIGEST)
            letters[person.pk] = Letter(mail, [Proposal(person=person, call_id=pk) for pk in choice.scores])
    return letters


def said(choice, calls):
    """What somebody's mail says (a Summary), in the active language; `calls` has the calls by id."""
    return summary(matches_in(choice, calls))


def summary(matches):
    """What a mail with some Matches says, at least one."""
    number = len(matches)
    words = ngettext(
        "One call fits you this week. Whenever you have a moment, and your pyjamas on.",
        "%(number)d calls fit you this week. One is plenty; take the one you like.",
        number,
    )
    return Summary(
        subject=_("For you this week: %(title)s") % {"title": matches[0].call.title},
        opening=words % {"number": number},
        sections=[Section("", [item(match) for match in matches])],
        action=_("See what else fits"),
        path=reverse("matching:next"),
    )


def item(match):
    call = match.call
    facts = [
        call.organization.name,
        ngettext("%(number)d minute", "%(number)d minutes", call.minutes) % {"number": call.minutes},
        _("until %(day)s") % {"day": format_date(localtime(call.closes_at), get_format("MONTH_DAY_FORMAT"))},
    ]
    why = "".join(f" {capfirst(reason)}." for reason in match.reasons)
    return Item(call.title, reverse("matching:call", args=[call.pk]), f"{' · '.join(facts)}.{why}", call.language)


WEEKLY = Series(
    Kind.FITTING_CALLS, Channel.DIGEST, latest_week, partial(who_asked, Kind.FITTING_CALLS, Channel.DIGEST), write
)


def forget_proposals():
    """Erase which calls were in whose mail, once the calls are over."""
    Proposal.objects.of_the_past().delete()
