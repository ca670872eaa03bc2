"""What people can be told of, and by which channels each kind reaches them unless they choose otherwise."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """A way by which news reaches a person."""

    LIST = "list", _("under News")
    MAIL = "mail", _("by mail, at once")
    DIGEST = "digest", _("in the weekly mail")
    PUSH = "push", _("on my devices")


class Kind(models.TextChoices):
    """What a person can be told of. Each has a template, notifications/kinds/<value>.html, in the app it speaks of."""

    REPLY = "reply", _("Somebody replies to you")
    CREDIT = "credit", _("An organization thanks you")
    THANK_YOU = "thank_you", _("An organization writes you a thank-you")
    OUTCOME = "outcome", _("A call you helped has its outcome")
    QUOTE = "quote", _("An organization quotes you and asks for your name")
    CALL_SILENT = "call_silent", _("A call you helped stays without its outcome")
    CALL_OPENED = "call_opened", _("An organization you follow asks for help")
    NEW_CONTRIBUTION = "new_contribution", _("Your organization’s call receives a contribution")
    DRAFT_REMINDER = "draft_reminder", _("A call you began has been waiting for three days")
    CLARITY = "clarity", _("Somebody says how clear your draft is")
    CALL_APPROVED = "call_approved", _("Your organization’s first call is published")
    CALL_RETURNED = "call_returned", _("Your organization’s first call needs a change")
    CALL_CLOSED = "call_closed", _("Your organization’s call is over and waits for its outcome")
    OUTCOME_REMINDER = "outcome_reminder", _("Your organization’s call still waits for its outcome")
    CALL_LAPSED = "call_lapsed", _("Your organization’s call has lapsed")
    CALL_TO_REVIEW = "call_to_review", _("A first call is waiting for review")
    ORGANIZATION_TO_VERIFY = "organization_to_verify", _("An organization is waiting for verification")
    ORGANIZATION_ANSWERED = "organization_answered", _("An organization answers a moderator’s question")
    ORGANIZATION_QUESTION = "organization_question", _("A moderator has a question about your organization")
    ORGANIZATION_VERIFIED = "organization_verified", _("Your organization is verified")
    ORGANIZATION_REFUSED = "organization_refused", _("Your organization is refused")
    INVITATION_ASKED = "invitation_asked", _("Somebody asks to join your team")
    TEAM_CHANGED = "team_changed", _("Your place in a team changes")
    FITTING_CALLS = "fitting_calls", _("Calls that fit you, once a week")
    TO_DO = "to_do", _("What waits for your organizations, each morning when there is something")
    QUEUE = "queue", _("What waits for moderators, each morning when there is something")
    EXPORT_READY = "export_ready", _("The file you asked for, with all that is kept about you, is there")
    POLICY_CHANGED = "policy_changed", _("The privacy policy or the terms of use change")
    DECISION = "decision", _("Moderators decide on something of yours")
    APPEAL_DECIDED = "appeal_decided", _("Your second look is done")
    APPEAL = "appeal", _("Somebody asks for a second look")


def kinds():
    """What a field may hold. Named, so that a new kind needs no migration."""
    return Kind.choices


def channels():
    """What a field may hold. Named, so that a new channel needs no migration."""
    return Channel.choices


# Quiet by default: what answers a person's own act, or waits for her, reaches her at once. All else stays in the list
# until it is asked for. That a call is over is mailed by its first reminder, the next morning.
AT_ONCE = {
    Kind.REPLY,
    Kind.THANK_YOU,
    Kind.OUTCOME,
    Kind.QUOTE,
    Kind.CALL_SILENT,
    Kind.DRAFT_REMINDER,
    Kind.CALL_APPROVED,
    Kind.CALL_RETURNED,
    Kind.OUTCOME_REMINDER,
    Kind.CALL_LAPSED,
    Kind.ORGANIZATION_ANSWERED,
    Kind.ORGANIZATION_QUESTION,
    Kind.ORGANIZATION_VERIFIED,
    Kind.ORGANIZATION_REFUSED,
    Kind.INVITATION_ASKED,
    Kind.TEAM_CHANGED,
    Kind.EXPORT_READY,
    Kind.DECISION,
    Kind.APPEAL_DECIDED,
    Kind.APPEAL,
}

# Mails of their own, which the calendar brings (`pyjama.digests`), each by one channel: nobody finds them under News.
# The queue comes to moderators unasked, as others were promised an answer within 48 hours; the rest is asked for (0034).
SUMMARIES = {Kind.FITTING_CALLS: Channel.DIGEST, Kind.TO_DO: Channel.MAIL, Kind.QUEUE: Channel.MAIL}

HELPING = [Kind.REPLY, Kind.CREDIT, Kind.THANK_YOU, Kind.OUTCOME, Kind.QUOTE, Kind.CALL_SILENT, Kind.CALL_OPENED]
HELPING += [Kind.FITTING_CALLS, Kind.EXPORT_READY, Kind.POLICY_CHANGED, Kind.DECISION, Kind.APPEAL_DECIDED]
MODERATING = [Kind.CALL_TO_REVIEW, Kind.ORGANIZATION_TO_VERIFY, Kind.ORGANIZATION_ANSWERED, Kind.APPEAL, Kind.QUEUE]
ASKING = [kind for kind in Kind if kind not in {*HELPING, *MODERATING}]


def default_channels(kind):
    """The channels (a set) by which a kind comes to who chose nothing.

    A device gets only what comes at once, and only because its owner asked that device to ring.
    """
    if kind in SUMMARIES:
        return {Channel.MAIL} if kind == Kind.QUEUE else set()
    return {Channel.LIST, Channel.MAIL, Channel.PUSH} if kind in AT_ONCE else {Channel.LIST}
