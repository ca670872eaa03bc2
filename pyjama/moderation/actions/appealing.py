from django.db import transaction
from django.utils.translation import gettext as _

from pyjama.core import clock
from pyjama.core.refusals import Refused
from pyjama.moderation.actions.deciding import held_row, take_back
from pyjama.moderation.actions.staff import note_act
from pyjama.moderation.actions.staffing import deciders, refuse_own
from pyjama.moderation.models import APPEAL_WITHIN, Appeal, Decision, StaffAct
from pyjama.notifications.actions import notify
from pyjama.notifications.models import Kind


@transaction.atomic
def appeal(*, decision, person, words):
    """Ask for a second look at a decision, in one's own words (plain text), once and within 20 days; another person looks.

    Refused for what a rule did and nobody decided yet, as a person looks at it anyway; for what is undone; and the second
    time. Returns the Appeal.
    """
    decision = Decision.objects.locked(decision)
    refuse_appeal(decision)
    made = Appeal.objects.create(decision=decision, person=person, words=words)
    subject, row = decision.item.subject, decision.item.target
    notify(deciders(decision, subject, row), Kind.APPEAL, made, leads_to=("moderation:decide_appeal", made.pk))
    return made


def refuse_appeal(decision):
    if decision.undone_at:
        raise Refused(_("This decision was undone already."))
    if decision.is_automatic:
        raise Refused(_("No person has decided this yet: a moderator looks at it, and tells you."))
    if Appeal.objects.filter(decision=decision).exists():
        raise Refused(_("A second look was asked for already: it is done once."))
    if clock.now() >= decision.made_at + APPEAL_WITHIN:
        raise Refused(_("A second look can be asked for within 20 days of the decision."))


@transaction.atomic
def decide_appeal(*, appeal, moderator, verdict, answer=""):
    """Say whether a decision stands, having looked at it again; overturned, it is undone. Whoever asked is told.

    `verdict` is an Appeal.Verdict, `answer` plain text for her. Refused for whoever decided first, on what is one's own, and
    when a colleague was quicker.
    """
    subject, row = held_row(appeal.decision)
    decision = Decision.objects.locked(appeal.decision)
    appeal = Appeal.objects.locked(appeal)
    refuse_own(subject, row, moderator)
    if appeal.decided_at:
        raise Refused(_("This second look was done already: %(verdict)s.") % {"verdict": appeal.get_verdict_display()})
    if decision.moderator_id == moderator.pk:
        raise Refused(_("You took this decision: another moderator looks at it again."))

    appeal.verdict, appeal.answer = verdict, answer
    appeal.decided_by, appeal.decided_at = moderator, clock.now()
    appeal.save()
    if verdict == Appeal.Verdict.OVERTURNED and not decision.undone_at:
        take_back(decision, subject, row, moderator)
    note_act(staff=moderator, kind=StaffAct.Kind.REVIEWED, about=decision.item, detail=verdict)
    notify([appeal.person], Kind.APPEAL_DECIDED, appeal)
    return appeal
