"""The weekly mail: calls that fit, each once, with why; and the news that its reader chose to hear once a week."""

from functools import partial

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pyjama.calls.models import Call
from pyjama.core.dates import date_format
from pyjama.digests.letters import Item, Section, Summary, letter
from pyjama.digests.news import items, news_for
from pyjama.digests.periods import latest_week
from pyjama.digests.series import Letter, Series, who_chose_any
from pyjama.matching.digest.choosing import choices_for, matches_in
from pyjama.matching.models import Proposal
from pyjama.notifications.models import WEEKLY as KINDS
from pyjama.notifications.models import Channel, Kind, Preference


def write(people):
    """The weekly letters of some people (a list): a dict of Letter by id, without those to whom there is nothing to say."""
    news = news_for(people)
    opened = {person: opened_in(lines) for person, lines in news.items()}
    wanting = Preference.objects.who_want(people, Kind.FITTING_CALLS, Channel.DIGEST)
    choices = choices_for([person for person in people if person.pk in wanting], opened)
    chosen = {pk for choice in choices.values() for pk in choice.scores}
    calls = Call.objects.for_cards().defer("body", "body_html").in_bulk(chosen)
    letters = {}
    for person in people:
        choice, lines = choices.get(person.pk), news.get(person.pk, [])
        if choice or lines:
            mail = letter(person, Kind.FITTING_CALLS, partial(said, choice, calls, lines), Channel.DIGEST)
            told = {*(choice.scores if choice else ()), *opened.get(person.pk, ())}
            rows = [Proposal(person=person, call_id=pk) for pk in sorted(told)]
            letters[person.pk] = Letter(mail, rows, [each.pk for line in lines for each in line])
    return letters


def opened_in(lines):
    """The calls (a set of ids) that lines of news tell of as new: they are not proposed beside, nor later."""
    return {each.object_id for line in lines for each in line if each.kind == Kind.CALL_OPENED}


def said(choice, calls, lines):
    """What somebody's mail says (a Summary), in the active language; `calls` has the calls by id."""
    return summary(matches_in(choice, calls) if choice else [], items(lines))


def summary(matches, news=()):
    """What a mail with some Matches and some Items of news says, at least one of either."""
    return summary_of_calls(matches, news) if matches else summary_of_news(news)


def summary_of_news(news):
    words = ngettext("Your week: one thing happened", "Your week: %(number)d things happened", len(news))
    return Summary(
        subject=words % {"number": len(news)},
        opening=_("What you asked to hear of once a week."),
        sections=[Section("", news)],
        action=_("See your news"),
        path=reverse("notifications:list"),
    )


def summary_of_calls(matches, news):
    number = len(matches)
    words = ngettext(
        "One call fits you this week. Whenever you have a moment, and your pyjamas on.",
        "%(number)d calls fit you this week. One is plenty; take the one you like.",
        number,
    )
    return Summary(
        subject=_("For you this week: %(title)s") % {"title": matches[0].call.title},
        opening=words % {"number": number},
        sections=[Section("", [item(match) for match in matches]), *([Section(_("What happened"), news)] if news else [])],
        action=_("See what else fits"),
        path=reverse("matching:next"),
    )


def item(match):
    call = match.call
    facts = [
        call.organization.name,
        ngettext("%(number)d minute", "%(number)d minutes", call.minutes) % {"number": call.minutes},
        _("until %(day)s") % {"day": date_format(localtime(call.closes_at), "MONTH_DAY_FORMAT")},
    ]
    why = "".join(f" {capfirst(reason)}." for reason in match.reasons)
    return Item(call.title, reverse("matching:call", args=[call.pk]), f"{' · '.join(facts)}.{why}", call.language)


WEEKLY = Series(
    Kind.FITTING_CALLS, Channel.DIGEST, latest_week, partial(who_chose_any, Channel.DIGEST), write, frozenset(KINDS)
)


def forget_proposals():
    """Erase which calls were in whose mail, once the calls are over."""
    Proposal.objects.of_the_past().delete()
