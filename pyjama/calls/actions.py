from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pyjama.accounts.models import User
from pyjama.attachments.actions import attach, detach_all
from pyjama.calls.models import DEFAULT_DAYS, LONGEST_DAYS, Call
from pyjama.calls.search import index
from pyjama.core import clock
from pyjama.core.limits import LIMITS
from pyjama.core.refusals import Overtaken, Refused
from pyjama.moderation.actions import note_act, refuse_suspended
from pyjama.moderation.models import StaffAct
from pyjama.notifications.actions import followers_of, forget_news, notify
from pyjama.notifications.models import Kind
from pyjama.organizations.actions import refuse_own
from pyjama.organizations.models import Act, Organization
from pyjama.topics.models import Skill


@transaction.atomic
def draft_call(*, organization, author, submission_key=None, skills=(), attachments=(), **fields):
    """Write the first draft of a call; only its organization sees it.

    `submission_key` (UUID) is the form's: sending it twice drafts once. `fields` are kind, title, body (Markdown), language,
    minutes, enough and closes_at; `attachments` are pairs of an Attachment and its alternative text. Refused when the author
    has written too many today.
    """
    # The author's row is held, so that a form sent twice at once finds what it made.
    User.objects.select_for_update().get(pk=author.pk)
    if submission_key and (sent := author.calls.filter(submission_key=submission_key, organization=organization)).exists():
        return sent.get()
    refuse_suspended(author)
    LIMITS["drafts"].refuse_beyond(author.calls, "created_at")

    call = Call(organization=organization, author=author, submission_key=submission_key)
    call.write(**fields)
    call.save()
    index(call)
    call.skills.set(skills)
    if attachments:
        attach(target=call, person=author, files=attachments)
    return call


@transaction.atomic
def copy_call(*, call, author):
    """Draft a call with the words, skills and measures of another one; its deadline is two weeks away, its files stay there.

    Refused when the author has written too many today.
    """
    fields = {name: getattr(call, name) for name in ("kind", "title", "body", "language", "minutes", "enough")}
    fields["closes_at"] = clock.end_of(clock.today() + timedelta(days=DEFAULT_DAYS))
    skills = Skill.objects.filter(calls=call)
    return draft_call(organization=call.organization, author=author, skills=skills, **fields)


@transaction.atomic
def edit_call(*, call, editor, version, skills=None, attachments=None, **fields):
    """Change a call that is not over; the text it had while published stays readable.

    `version` is the one the editor started from; `skills` and `attachments` that are None stay as they are. Refused when the
    call is over; Overtaken when another save came between.
    """
    call = Call.objects.locked(call)
    if not (call.is_draft or call.is_open):
        raise Refused(_("This call is over: its text stays as it is."))
    if call.version != version:
        raise Overtaken(_("Somebody else saved this call while you were writing. Both texts are below."), current=call)

    before = (call.title, call.body, call.body_html)
    call.write(**fields, version=call.version + 1, saved_at=clock.now())
    if not call.is_draft and before[:2] != (call.title, call.body):
        call.revisions.create(title=before[0], body_html=before[2], editor=editor)
    call.save()
    index(call)
    if skills is not None:
        call.skills.set(skills)
    if attachments is not None:
        attach(target=call, person=editor, files=attachments)
    return call


@transaction.atomic
def discard_call(*, call):
    """Erase a draft with its files, and the news about it. Refused once it is on its way."""
    call = Call.objects.locked(call)
    if call.state != Call.State.DRAFT:
        raise Refused(_("This call is on its way already: only a draft is thrown away."))

    detach_all(call)
    forget_news(call)
    call.delete()


@transaction.atomic
def submit_call(*, call, publisher=None):
    """Publish a draft; an organization's first call is read by a moderator before.

    `publisher` is the member who does it, for the record of her team. Refused when the organization is not verified, when
    two of its calls wait for their outcome (product promise 3), or when the deadline is not on one of the next 60 days.
    """
    # What is known of the organization must hold too: a moderator may be deciding on it at this moment.
    Organization.objects.locked(call.organization)
    call = Call.objects.locked(call)
    refuse_to_publish(call)

    if publisher:
        call.organization.acts.create(kind=Act.Kind.PUBLISHED, person=publisher, target=call)
    if call.organization.calls.published().exists():
        return open_call(call)
    call.state = Call.State.REVIEW
    call.review_note = ""
    call.save()
    notify(User.objects.moderators(), Kind.CALL_TO_REVIEW, call, actor=call.organization)
    return call


def refuse_to_publish(call):
    """Refuse what may not be published as it stands."""
    if call.state != Call.State.DRAFT:
        raise Refused(_("This call is already on its way."))
    if not call.organization.is_verified:
        raise Refused(_("Your organization is not verified yet. Your draft is kept until then."))
    if waiting := call.held_back_by:
        desks = [(each.title, reverse("outcomes:desk", args=[each.pk])) for each in waiting]
        raise Refused(
            _("First tell people what their help changed: these calls wait for their outcome. Your draft is kept."), desks
        )
    refuse_deadline(call.closes_at)


def refuse_deadline(closes_at):
    """Refuse a deadline that is not on one of the next sixty days."""
    if clock.day(closes_at) <= clock.today():
        raise Refused(_("The deadline has passed or is too near: give people a day at least."))
    if clock.day(closes_at) > clock.today() + timedelta(days=LONGEST_DAYS):
        raise Refused(_("A call is open for 60 days at most."))


def open_call(call):
    """Make a call public from now on, and tell those who follow its organization; the caller has checked it and holds it."""
    call.state = Call.State.OPEN
    call.published_at = clock.now()
    call.save()
    followers = followers_of(call.organization).exclude(organizations=call.organization_id)
    notify(followers, Kind.CALL_OPENED, call, actor=call.organization)
    return call


@transaction.atomic
def approve_call(*, call, version, moderator):
    """Publish an organization's first call, which a moderator has read; a deadline that came near moves away.

    `version` is the one that was read, as a number or as a form's text. Refused when the organization changed the text
    meanwhile, and when the moderator belongs to it.
    """
    call = Call.objects.locked(call)
    refuse_unless_in_review(call, moderator)
    if str(call.version) != str(version):
        raise Refused(_("The organization changed this text while you were reading. Read it once more."))

    if call.closes_at < clock.now() + timedelta(days=1):
        call.closes_at = clock.now() + timedelta(days=DEFAULT_DAYS)
    open_call(call)
    note_act(staff=moderator, kind=StaffAct.Kind.APPROVED, about=call)
    notify(call.organization.members.all(), Kind.CALL_APPROVED, call)
    return call


@transaction.atomic
def return_call(*, call, note, moderator):
    """Give a first call back to its organization with a moderator's note on what to change; not to her own organization."""
    call = Call.objects.locked(call)
    refuse_unless_in_review(call, moderator)

    call.state = Call.State.DRAFT
    call.review_note, call.saved_at = note, clock.now()
    call.save()
    note_act(staff=moderator, kind=StaffAct.Kind.RETURNED, about=call)
    notify(call.organization.members.all(), Kind.CALL_RETURNED, call)
    return call


def refuse_unless_in_review(call, moderator):
    """Refuse a call that was reviewed already, and whoever would speak for both sides."""
    refuse_own(call.organization, moderator)
    if call.state != Call.State.REVIEW:
        raise Refused(_("This call has been reviewed already."))


@transaction.atomic
def extend_call(*, call, closes_at):
    """Move an open call's deadline to a later moment. Refused when it is closed, or the moment not later."""
    call = Call.objects.locked(call)
    if not call.is_open:
        raise Refused(_("This call is closed: it can no longer be extended."))
    if closes_at <= call.closes_at:
        raise Refused(_("The new deadline must be later than the present one. To stop earlier, close the call."))
    refuse_deadline(closes_at)

    call.closes_at = closes_at
    call.save(update_fields=["closes_at"])
    return call


@transaction.atomic
def close_call(*, call):
    """Stop an open call before its deadline; its organization starts sorting."""
    call = Call.objects.locked(call)
    if not call.is_open:
        raise Refused(_("This call is closed already."))

    call.state = Call.State.SORTING
    call.closed_at = clock.now()
    call.save(update_fields=["state", "closed_at"])
    return call


def close_due_calls():
    """Close every call whose deadline has passed, and tell its organization. Safe to run twice, and twice at once."""
    for call in Call.objects.overdue():
        close_due_call(call)


@transaction.atomic
def close_due_call(call):
    """Close one call, unless it was closed or given more time a moment ago."""
    if Call.objects.overdue().filter(pk=call.pk).update(state=Call.State.SORTING, closed_at=call.closes_at):
        desk = ("outcomes:desk", call.pk)
        notify(call.organization.members.all(), Kind.CALL_CLOSED, call, leads_to=desk)
