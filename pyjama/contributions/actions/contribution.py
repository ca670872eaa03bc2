from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from pyjama.attachments.actions import attach, detach_all
from pyjama.calls.measuring import note_time
from pyjama.calls.models import Call
from pyjama.contributions import questions
from pyjama.contributions.actions.networks import note_arrival
from pyjama.contributions.actions.telling import tell_about
from pyjama.contributions.models import Contribution, UsefulVote
from pyjama.contributions.newcomers import refuse_many_links, refuse_rewriting, rule_that_holds
from pyjama.contributions.record import renew_record
from pyjama.core import clock
from pyjama.core.insertions import insert
from pyjama.core.limits import is_in_first_day, refuse_newcomer_beyond
from pyjama.core.refusals import Refused
from pyjama.core.turns import one_act_at_a_time
from pyjama.karma.actions import award, take_back
from pyjama.karma.models import Reason
from pyjama.moderation.actions import hold, queue_changed, refuse_beyond_limit, refuse_suspended
from pyjama.notifications.actions import notify, take_one_back
from pyjama.notifications.models import Kind
from pyjama.organizations.models import Organization


@transaction.atomic
def post_contribution(
    *,
    call,
    author,
    body,
    language,
    submission_key,
    used_ai=False,
    parent=None,
    attachments=(),
    minutes_taken=None,
    whence=None,
    sanctions=None,
):
    """Add a contribution to a call, or a reply to one of its contributions; tell those it answers.

    `submission_key` (UUID) is the form's: sending it twice posts once and returns the same contribution; `attachments` are
    pairs of an Attachment and its alternative text; `minutes_taken` is what the device measured, counted for the call and
    kept with nobody's name; `whence` (a Whence) says from where a newcomer writes, and whether what comes from there waits;
    `sanctions` are those in force against the author, where that was asked just now.
    Refused when the call takes no more contributions, when the parent was withdrawn or is itself a
    reply, when the key was used for another text, when the author writes very fast, or more than moderators allow.
    """
    one_act_at_a_time(author)
    for sent in questions.sent.find(author.pk, submission_key):
        return same_submission(sent, call, body)
    if parent:
        refuse_to_reply(parent)
    sanctions = sanctions or refuse_suspended(author)
    refuse_author(author, sanctions)

    contribution = Contribution(call=call, author=author, parent=parent, submission_key=submission_key)
    members = questions.members.find(call.organization_id)
    contribution.for_organization = author in members
    contribution.write(body=body, language=language, used_ai=used_ai)
    refuse_many_links(contribution)
    insert(contribution)
    if attachments:
        attach(target=contribution, person=author, files=attachments)
    publish_or_hold(contribution, members, minutes_taken, whence, rule_that_holds(contribution, whence, sanctions))
    return contribution


def publish_or_hold(contribution, members, minutes_taken, whence, rule):
    """Have its call take a contribution, just saved, and make it public, unless it waits by a `rule` (its name, or "").

    `members` are the people of the call's organization.
    """
    if whence:
        note_arrival(contribution, whence, rule)
    take = partial(take_in, contribution, minutes_taken, is_counted=contribution.is_answer and not rule)
    if rule:
        take()
        contribution.waits_by = hold(row=contribution, rule=rule, network=whence.network if whence else "").rule
    else:
        make_public(contribution, members, take)


def refuse_author(author, sanctions):
    """Refuse whoever writes very fast, or more than moderators allow by what is in force against her (her Sanctions)."""
    refuse_beyond_limit(sanctions.limit, Contribution.objects.filter(author=author), "posted_at")
    questions.pace.refuse_beyond(author)
    if is_in_first_day(author):
        questions.pace_of_first_day.refuse_beyond(author)


def make_public(contribution, members, take=None):
    """Tell those whom a contribution concerns, and write its karma; the caller counts it, or `take` does (see `tell`), where
    it was posted just now."""
    if contribution.is_answer:
        award(contribution.author, Reason.CONTRIBUTED, contribution, is_new=take is not None)
    tell_about(contribution, members, take)
    if contribution.parent_id and contribution.for_organization:
        Contribution.objects.filter(pk=contribution.parent_id, reacted_at=None).update(reacted_at=contribution.posted_at)


def same_submission(sent, call, body):
    """The contribution that this form made when it was sent before; refused when it now holds something else."""
    if sent.call_id == call.pk and sent.body == body:
        return sent
    raise Refused(_("This form was already sent with another text. Edit that contribution, or open the call again."))


def take_in(contribution, minutes_taken, *, is_counted):
    """Have an open call take a contribution, just saved, and count it; refused where the call is closed by now.

    Whoever closes it holds it (`Call.objects.locked`), so this waits for her, and finds what she wrote; and she for us. One
    is added to what stands there: to count again, in one statement, would miss what others wrote while it waited. Whoever
    writes under the call waits from here on, so it comes late; but before people who are told of it by mail are held.
    """
    if contribution.parent_id:
        return
    if not questions.taking_in.do(contribution.call_id, clock.now(), int(is_counted)):
        raise Refused(_("This call is closed: it takes no more contributions."))
    if contribution.is_answer:
        note_time(contribution.call, minutes_taken)


def refuse_to_reply(parent):
    """Refuse what the parent does not take. Replies go on after the call is closed."""
    parent = Contribution.objects.locked(parent)
    if parent.withdrawn_at or not parent.is_in_view:
        raise Refused(_("The contribution you reply to was withdrawn meanwhile."))
    if parent.parent_id:
        raise Refused(_("Replies go one level deep: reply to the contribution itself."))


def count_contributions(call):
    """Count again the answers that stand under a call, which the caller holds."""
    Call.objects.filter(pk=call.pk).update(contribution_count=call.contributions.answers().count())


@transaction.atomic
def edit_contribution(*, contribution, body, used_ai, attachments=None):
    """Change one's contribution; the former text stays readable, files that were taken out do not.

    `attachments` that are None stay as they are. Refused once it is credited or withdrawn, and where
    what is new in it would have waited for a moderator.
    """
    sanctions = refuse_suspended(contribution.author)
    contribution = Contribution.objects.locked(contribution)
    if contribution.withdrawn_at or contribution.hidden_at:
        raise Refused(_("This contribution was withdrawn: it can no longer be edited."))
    if contribution.credit:
        raise Refused(_("The organization has thanked you for this text: it stays as it is."))

    is_changed, former = contribution.body != body, contribution.body_html
    contribution.write(body=body, used_ai=used_ai)
    if contribution.is_in_view:
        weigh_change(contribution, former if is_changed else None, attachments or (), sanctions)
    if is_changed:
        contribution.revisions.create(body_html=former)
        contribution.edited_at = clock.now()
    contribution.save()
    if attachments is not None:
        attach(target=contribution, person=contribution.author, files=attachments)
    return contribution


def weigh_change(contribution, former, files, sanctions):
    """Refuse what a newcomer may not put into a public text; what a moderator had let through, one sees again.

    `former` is the HTML it had, None where the words stay; `files` are those it is saved with, and `sanctions` as for
    post_contribution.
    """
    if former is not None:
        refuse_rewriting(contribution, former, sanctions)
    if former is not None or any(file.object_id is None for file, _words in files):
        queue_changed(contribution, contribution.author)


@transaction.atomic
def withdraw_contribution(*, contribution):
    """Take one's contribution away: its text, former texts, files, votes and karma go; replies stay under an empty place."""
    organization = Organization.objects.locked(contribution.call.organization)
    call = Call.objects.locked(contribution.call)
    contribution = Contribution.objects.locked(contribution)
    if contribution.withdrawn_at:
        return contribution

    detach_all(contribution)
    contribution.revisions.all().delete()
    contribution.useful_votes.all().delete()
    contribution.write(body="", useful_count=0, credit="", withdrawn_at=clock.now())
    contribution.save()
    take_back(contribution)
    count_contributions(call)
    renew_record(organization)
    return contribution


@transaction.atomic
def vote_useful(*, contribution, voter):
    """Say that a contribution is useful, once. Refused on one's own, a withdrawn one, and after very many votes."""
    author, call = contribution.author, contribution.call
    contribution = Contribution.objects.locked(contribution)
    contribution.author, contribution.call = author, call
    if contribution.author_id == voter.pk:
        raise Refused(_("This contribution is yours. We are sure it is useful; others will say so."))
    if contribution.withdrawn_at or not contribution.is_in_view:
        raise Refused(_("This contribution was withdrawn."))
    questions.pace_of_votes.refuse_beyond(voter)
    refuse_newcomer_beyond("first_votes", voter, voter.useful_votes, "voted_at")

    # A second vote is none: the database keeps them apart, and an award done twice earns once. Nobody is told who voted.
    if not questions.vote.ask(contribution.pk, voter.pk):
        notify([contribution.author], Kind.USEFUL, contribution)
    UsefulVote.objects.bulk_create([UsefulVote(contribution=contribution, voter=voter)], ignore_conflicts=True)
    if contribution.is_answer:
        award(contribution.author, Reason.USEFUL, contribution, giver=voter)
    return count_votes(contribution)


@transaction.atomic
def take_vote_back(*, contribution, voter):
    """Take one's vote back, with the karma it gave."""
    contribution = Contribution.objects.locked(contribution)

    if contribution.useful_votes.filter(voter=voter).delete()[0]:
        take_one_back(Kind.USEFUL, contribution)
    take_back(contribution, reason=Reason.USEFUL, giver=voter)
    return count_votes(contribution)


@transaction.atomic
def forget_votes(*, person):
    """Take away all the votes of somebody who leaves. The karma they gave stays: whoever was useful then was useful."""
    for contribution in Contribution.objects.select_for_update().filter(useful_votes__voter=person).order_by("pk"):
        contribution.useful_votes.filter(voter=person).delete()
        count_votes(contribution)


def count_votes(contribution):
    """Count again the votes on a contribution, which the caller holds."""
    counted = questions.votes.ask(contribution.pk)
    contribution.useful_count = counted[0][0] if counted else 0
    questions.counting_votes.do(contribution.pk, contribution.useful_count)
    return contribution
