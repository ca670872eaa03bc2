"""What moderators and an organization say to each other while it is being verified: they alone read it."""

from django.db import transaction
from django.utils.translation import gettext as _

from pyjama.core.limits import LIMITS
from pyjama.core.refusals import Refused
from pyjama.moderation.actions import note_act
from pyjama.moderation.models import StaffAct
from pyjama.notifications.actions import notify
from pyjama.notifications.models import Kind
from pyjama.organizations.actions.case import Line, ask_the_organization, hand_back, write_line
from pyjama.organizations.actions.verification import refuse_own
from pyjama.organizations.models import Organization


@transaction.atomic
def ask_organization(*, organization, moderator, text):
    """Ask the people of an organization something (plain text); the clock is paused until they answer.

    They are told in their news and by mail. Refused when nothing is to be decided, or when she belongs to the organization.
    A form sent twice asks once.
    """
    organization, case = _held(organization)
    refuse_own(organization, moderator)
    if _was_just_said(organization, moderator, text):
        return
    write_line(organization, moderator, Line.QUESTION, text=text)
    ask_the_organization(case)
    note_act(staff=moderator, kind=StaffAct.Kind.ASKED, about=organization)
    notify(organization.members.exclude(pk=moderator.pk), Kind.ORGANIZATION_QUESTION, case, facts={"text": text})


@transaction.atomic
def answer_moderators(*, organization, person, text):
    """Say something to the moderators (plain text) for one's organization; it answers what they asked.

    Refused when nothing is to be decided, or beyond 20 a day. A form sent twice answers once.
    """
    organization, case = _held(organization)
    LIMITS["answers_to_moderators"].refuse_beyond(organization.log.filter(kind=Line.ANSWER), "at")
    if _was_just_said(organization, person, text):
        return
    write_line(organization, person, Line.ANSWER, text=text)
    hand_back(case, text)


def _held(organization):
    organization = Organization.objects.locked(organization)
    if not organization.open_case:
        raise Refused(_("The decision was taken meanwhile: nothing is open any more."))
    return organization, organization.open_case


def _was_just_said(organization, person, text):
    last = organization.log.first()
    return bool(last) and (last.person_id, last.text) == (person.pk, text)
