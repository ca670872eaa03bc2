"""What waits for a person's organizations, in one mail, on the mornings on which something does."""

from functools import partial

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pyjama.core.dates import date_format
from pyjama.digests.letters import Item, Section, Summary, letter
from pyjama.digests.periods import latest_day
from pyjama.digests.series import Letter, Series, who_asked
from pyjama.notifications.models import Channel, Kind, Preference
from pyjama.organizations.models import Membership
from pyjama.outcomes.to_do.waiting import Waiting, day_of, is_reminded_of_today


def write(people):
    """The lists of some people: a dict of Letter by id, without those for whom nothing waits."""
    memberships = [
        *Membership.objects.filter(person__in=people).select_related("organization").order_by("organization__name")
    ]
    waiting = Waiting([membership.organization_id for membership in memberships])
    reminded = Preference.objects.who_want(people, Kind.OUTCOME_REMINDER, Channel.MAIL)
    places = {}
    for membership in memberships:
        places.setdefault(membership.person_id, []).append(membership)
    return {
        person.pk: Letter(letter(person, Kind.TO_DO, partial(summary, waiting, places[person.pk], person.pk in reminded)))
        for person in people
        if any(things(waiting, place, person.pk in reminded) for place in places.get(person.pk, []))
    }


def things(waiting, place, is_reminded):
    """What waits for somebody in one organization (her Membership): pairs of a way to say it and a row.

    A call of which she gets a reminder today is left out.
    """
    organization = place.organization_id
    to_sort = [call for call in waiting.to_sort.get(organization, []) if not (is_reminded and is_reminded_of_today(call))]
    groups = [
        (question, waiting.questions.get(organization, [])),
        (closing, waiting.closing.get(organization, [])),
        (to_finish, to_sort),
        (unanswered, waiting.unanswered.get(organization, [])),
        (returned, waiting.returned.get(organization, [])),
        (asking, waiting.invitations.get(organization, []) if place.role == Membership.Role.OWNER else []),
    ]
    return [(say, row) for say, rows in groups for row in rows]


def summary(waiting, places, is_reminded):
    """What the mail says (a Summary), in the active language: a section for each organization."""
    lists = [(place, things(waiting, place, is_reminded)) for place in places]
    sections = [Section(place.organization.name, [say(row) for say, row in found]) for place, found in lists if found]
    number = sum(len(section.items) for section in sections)
    return Summary(
        subject=ngettext("One thing waits for you", "%(number)d things wait for you", number) % {"number": number},
        opening=_("Good morning. This is what waits, each thing one click away. Nothing else does."),
        sections=sections,
        action=_("Open my space"),
        path=reverse("pages:mine"),
    )


def question(case):
    words = _("A moderator has a question: your verification goes on once it is answered.")
    return Item(_("A question to answer"), reverse("organizations:conversation", args=[case.organization_id]), words)


def closing(call):
    words = _("Closes today at %(time)s, with %(received)s. You may still extend it.") % {
        "time": date_format(localtime(call.closes_at), "TIME_FORMAT"),
        "received": contributions(call.contribution_count),
    }
    return Item(call.title, call.get_absolute_url(), words, call.language)


def to_finish(call):
    words = _("Day %(day)d of 14: its outcome is awaited.") % {"day": day_of(call)}
    if call.unsorted:
        words += " " + ngettext(
            "%(number)d contribution has no word from you yet.",
            "%(number)d contributions have no word from you yet.",
            call.unsorted,
        ) % {"number": call.unsorted}
    return Item(call.title, reverse("outcomes:desk", args=[call.pk]), words, call.language)


def unanswered(call):
    words = ngettext(
        "%(number)d contribution has waited three days or more for a reply or a thank you.",
        "%(number)d contributions have waited three days or more for a reply or a thank you.",
        call.unanswered,
    ) % {"number": call.unanswered}
    return Item(call.title, reverse("outcomes:desk", args=[call.pk]), words, call.language)


def returned(call):
    words = _("A moderator gave this first call back, with a word on what to change.")
    return Item(call.title, reverse("calls:edit", args=[call.pk]), words, call.language)


def asking(act):
    words = _("Asks to join the team. Invite the person, or leave it at that.")
    return Item(act.person.display_name, reverse("organizations:team", args=[act.organization_id]), words)


def contributions(number):
    return ngettext("%(number)d contribution", "%(number)d contributions", number) % {"number": number}


TO_DO = Series(Kind.TO_DO, Channel.MAIL, latest_day, partial(who_asked, Kind.TO_DO, Channel.MAIL), write)
