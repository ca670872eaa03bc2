from collections import defaultdict
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from pyjama.calls.models import Call
from pyjama.contributions.models import Contribution
from pyjama.core import clock
from pyjama.core.refusals import Refused
from pyjama.karma.actions import award_each, take_back
from pyjama.karma.models import Reason
from pyjama.notifications.actions import notify_each, take_news_back
from pyjama.notifications.models import Kind
from pyjama.organizations.models import Organization
from pyjama.outcomes.actions import refuse_unless_sortable
from pyjama.outcomes.desk.models import CreditChange, Note

Credit = Contribution.Credit
# A worker that stood still for a day misses no decision.
DECIDED_LATELY = timedelta(days=3)
REASONS = {Credit.USED: Reason.USED, Credit.INSPIRED: Reason.INSPIRED, Credit.THANKED: Reason.THANKED}


class Sorted(NamedTuple):
    """What was done: the contributions `changed` in one `step`, and those left as they are, `overtaken` by a colleague."""

    changed: list
    overtaken: list
    step: UUID


@transaction.atomic
def credit_contributions(*, call, organizer, credits, known=None, by_news=True):
    """Say what became of some contributions: `credits` maps their ids to a Credit, or to "" to take it back.

    `known` maps ids to the credit that the organizer saw when she decided: where a colleague has given another one since, it
    is left, and she is told. What is not an answer of this call, was withdrawn, or has that credit already, is left alone.
    While the call is open, those newly credited are told at once, unless they hear of it otherwise (`by_news`). Refused when
    the call is finished: its credits stand. Returns what was Sorted.
    """
    call = Call.objects.locked(call)
    refuse_unless_sortable(call)

    found = call.contributions.answers().filter(pk__in=credits).select_for_update(of=("self",))
    different = [each for each in found.select_related("author", "credited_by") if each.credit != credits[each.pk]]
    overtaken = [each for each in different if is_overtaken(each, organizer, known or {})]
    changed = [each for each in different if each not in overtaken]
    take_credits_back(changed)
    step = note_changes(changed, organizer, credits)
    for contribution in changed:
        contribution.take_credit(credits[contribution.pk], organizer)
    Contribution.objects.bulk_update(changed, ["credit", "credited_at", "credited_by", "reacted_at"])
    give_credits(call, organizer, changed, by_news=by_news)
    return Sorted(changed, overtaken, step)


def is_overtaken(contribution, organizer, known):
    """Say whether a colleague has given this contribution a credit that the organizer, by what is `known`, has not seen."""
    seen = known.get(contribution.pk, contribution.credit)
    return contribution.credit not in {"", seen} and contribution.credited_by_id != organizer.pk


def take_credits_back(contributions):
    """Take back the karma of the credits that these contributions have until now, and the news of it as yet unread."""
    take_karma_back(contributions)
    take_news_back(Kind.CREDIT, contributions)


def take_karma_back(contributions):
    for credit, reason in REASONS.items():
        take_back(*(each for each in contributions if each.credit == credit), reason=reason)


def note_changes(contributions, organizer, credits):
    """Write down who changes which credit, as one step that can be undone; return its number (a UUID)."""
    step = uuid4()
    CreditChange.objects.bulk_create(
        CreditChange(contribution=each, person=organizer, step=step, before=each.credit, after=credits[each.pk])
        for each in contributions
    )
    return step


def give_credits(call, organizer, contributions, *, by_news):
    """Award the karma of their new credits; while the call is open, tell their authors at once."""
    if call.organization.is_verified:
        award_credits(contributions, organizer)
    if call.is_open and by_news:
        news = [(each.author, each, {"credit": each.credit}) for each in contributions if each.credit]
        notify_each(news, Kind.CREDIT, actor=call.organization)


def award_credits(contributions, organizer):
    for credit, reason in REASONS.items():
        award_each({each: each.author for each in contributions if each.credit == credit}, reason, giver=organizer)


@transaction.atomic
def follow_decision(organization):
    """Have the karma of an organization's credits stand only as long as it is verified. Doing it twice changes nothing."""
    credited = Contribution.objects.credited_by(organization).select_related("author", "credited_by")
    by_organizer = defaultdict(list)
    for contribution in credited:
        by_organizer[contribution.credited_by].append(contribution)
    for organizer, contributions in by_organizer.items():
        if organization.is_verified:
            award_credits(contributions, organizer)
        else:
            take_karma_back(contributions)


def follow_decisions():
    """Look at what moderators decided of organizations of late, one after the other."""
    for organization in Organization.objects.decided_since(clock.now() - DECIDED_LATELY):
        follow_decision(organization)


@transaction.atomic
def thank_the_rest(*, call, organizer):
    """Say thank you for every contribution that has no credit yet."""
    call = Call.objects.locked(call)
    rest = call.contributions.answers().filter(credit="").values_list("pk", flat=True)
    return credit_contributions(call=call, organizer=organizer, credits=dict.fromkeys(rest, Credit.THANKED))


@transaction.atomic
def undo_last(*, call, organizer):
    """Take back what this organizer did last on the desk of a call, one credit or many at once; return what was Sorted.

    What a colleague has changed since is left. Refused when nothing is left to undo, or the call is finished.
    """
    call = Call.objects.locked(call)
    last = list(CreditChange.objects.last_step(call, organizer))
    if not last:
        raise Refused(_("There is nothing left to undo."))

    # What a colleague has taken back since stays so.
    standing = [change for change in last if change.contribution.credit or not change.after]
    former = {change.contribution_id: change.before for change in standing}
    known = {change.contribution_id: change.after for change in last}
    undone = credit_contributions(call=call, organizer=organizer, credits=former, known=known)
    CreditChange.objects.filter(step__in=[last[0].step, undone.step]).update(is_undone=True)
    return undone


@transaction.atomic
def write_note(*, contribution, author, body):
    """Leave a note on a contribution for the rest of the team. Refused when its words were withdrawn."""
    contribution = Contribution.objects.locked(contribution)
    if contribution.withdrawn_at:
        raise Refused(_("This contribution was withdrawn meanwhile."))
    return Note.objects.create(contribution=contribution, author=author, body=body)


@transaction.atomic
def erase_note(*, note):
    """Erase a note for good."""
    note.delete()


@transaction.atomic
def forget_notes():
    """Erase the notes about words that their author has taken away: what was said of them goes with them."""
    Note.objects.of_withdrawn().delete()
