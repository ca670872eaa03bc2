"""What people can be told of, and by which channels each kind reaches them unless they choose otherwise."""

from datetime import timedelta
from typing import NamedTuple

from django.conf import settings
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
    USEFUL = "useful", _("People find your contribution useful")
    FOLLOWED_REPLY = "followed_reply", _("A thread you follow receives a reply")
    FOLLOWED_CONTRIBUTION = "followed_contribution", _("A call you follow receives a contribution")
    FOLLOWED_OUTCOME = "followed_outcome", _("A call you follow has its outcome")
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
    REPORT_ANSWERED = "report_answered", _("Moderators have looked at something that you reported")
    APPEAL = "appeal", _("Somebody asks for a second look")


def kinds():
    """What a field may hold. Named, so that a new kind needs no migration."""
    return Kind.choices


def channels():
    """What a field may hold. Named, so that a new channel needs no migration."""
    return Channel.choices


class Heading(models.TextChoices):
    """In which of her roles a person is told something."""

    HELPING = "helping", _("When you help")
    ASKING = "asking", _("When you speak for an organization")
    MODERATING = "moderating", _("When you moderate")


class Told(NamedTuple):
    """How one kind reaches people.

    `channels` are those it can come by, `by_default` those it comes by unless a person chooses otherwise. `is_duty`: it
    waits for her, or decides on her, and cannot be muted. `grouped_for`: news of this kind about one thing is one line in
    the list, and one mail, which leaves so long after the first of them; None for what is one message anyway. A mail
    quotes each, if it `is_read_in_full`, or else says how many. Its mail offers to mute what it is about, unless it
    `is_last_word` on that; where it tells what an organization does (`is_of_organization`), to mute that one.
    """

    heading: Heading
    by_default: frozenset = frozenset({Channel.LIST})
    channels: frozenset = frozenset({Channel.LIST, Channel.MAIL, Channel.PUSH})
    is_duty: bool = False
    grouped_for: timedelta | None = None
    is_read_in_full: bool = True
    is_last_word: bool = False
    is_of_organization: bool = False


# Quiet by default: what answers a person's own act, or waits for her, reaches her at once. All else stays in the list
# until it is asked for. A device gets only what comes at once, and only because its owner asked that device to ring.
AT_ONCE_CHANNELS = frozenset({Channel.LIST, Channel.MAIL, Channel.PUSH})
# What can wait for a week without harm may also come in the weekly mail.
ALL_CHANNELS = frozenset(Channel)
SOON = settings.NEWS_WAITS
DAILY = timedelta(days=1)

# The one table of kinds: what is offered on the page of preferences, and in which order.
TABLE = {
    Kind.REPLY: Told(Heading.HELPING, AT_ONCE_CHANNELS, grouped_for=SOON, channels=ALL_CHANNELS),
    Kind.CREDIT: Told(Heading.HELPING, is_last_word=True, channels=ALL_CHANNELS),
    Kind.THANK_YOU: Told(Heading.HELPING, AT_ONCE_CHANNELS, is_last_word=True, channels=ALL_CHANNELS),
    Kind.OUTCOME: Told(Heading.HELPING, AT_ONCE_CHANNELS, is_last_word=True, channels=ALL_CHANNELS),
    Kind.QUOTE: Told(Heading.HELPING, AT_ONCE_CHANNELS, is_duty=True),
    Kind.CALL_SILENT: Told(Heading.HELPING, AT_ONCE_CHANNELS, channels=ALL_CHANNELS),
    Kind.USEFUL: Told(Heading.HELPING, grouped_for=DAILY, is_read_in_full=False, channels=ALL_CHANNELS),
    Kind.FOLLOWED_REPLY: Told(Heading.HELPING, grouped_for=SOON, channels=ALL_CHANNELS),
    Kind.FOLLOWED_CONTRIBUTION: Told(Heading.HELPING, grouped_for=SOON, channels=ALL_CHANNELS),
    Kind.FOLLOWED_OUTCOME: Told(Heading.HELPING, channels=ALL_CHANNELS),
    Kind.CALL_OPENED: Told(Heading.HELPING, is_of_organization=True, channels=ALL_CHANNELS),
    Kind.EXPORT_READY: Told(Heading.HELPING, AT_ONCE_CHANNELS, is_duty=True),
    Kind.POLICY_CHANGED: Told(Heading.HELPING, is_duty=True),
    Kind.DECISION: Told(Heading.HELPING, AT_ONCE_CHANNELS, is_duty=True),
    Kind.APPEAL_DECIDED: Told(Heading.HELPING, AT_ONCE_CHANNELS, is_duty=True),
    # A line in the list is enough: whoever reports twenty things a day gets no twenty mails.
    Kind.REPORT_ANSWERED: Told(Heading.HELPING, is_last_word=True, channels=ALL_CHANNELS),
    Kind.NEW_CONTRIBUTION: Told(Heading.ASKING, grouped_for=SOON, channels=ALL_CHANNELS),
    Kind.DRAFT_REMINDER: Told(Heading.ASKING, AT_ONCE_CHANNELS, is_last_word=True),
    Kind.CLARITY: Told(Heading.ASKING, channels=ALL_CHANNELS),
    Kind.CALL_APPROVED: Told(Heading.ASKING, AT_ONCE_CHANNELS, is_duty=True),
    Kind.CALL_RETURNED: Told(Heading.ASKING, AT_ONCE_CHANNELS, is_duty=True),
    # That a call is over is mailed by its first reminder, the next morning.
    Kind.CALL_CLOSED: Told(Heading.ASKING, is_duty=True),
    Kind.OUTCOME_REMINDER: Told(Heading.ASKING, AT_ONCE_CHANNELS, is_duty=True),
    Kind.CALL_LAPSED: Told(Heading.ASKING, AT_ONCE_CHANNELS, is_duty=True),
    Kind.CALL_TO_REVIEW: Told(Heading.MODERATING, is_duty=True),
    Kind.ORGANIZATION_TO_VERIFY: Told(Heading.MODERATING, is_duty=True),
    Kind.ORGANIZATION_ANSWERED: Told(Heading.MODERATING, AT_ONCE_CHANNELS, is_duty=True),
    Kind.APPEAL: Told(Heading.MODERATING, AT_ONCE_CHANNELS, is_duty=True),
    Kind.ORGANIZATION_QUESTION: Told(Heading.ASKING, AT_ONCE_CHANNELS, is_duty=True),
    Kind.ORGANIZATION_VERIFIED: Told(Heading.ASKING, AT_ONCE_CHANNELS, is_duty=True),
    Kind.ORGANIZATION_REFUSED: Told(Heading.ASKING, AT_ONCE_CHANNELS, is_duty=True),
    Kind.INVITATION_ASKED: Told(Heading.ASKING, AT_ONCE_CHANNELS, is_duty=True),
    Kind.TEAM_CHANGED: Told(Heading.ASKING, AT_ONCE_CHANNELS, is_duty=True),
    # Mails of their own, which the calendar brings (`pyjama.digests`): nobody finds them under News. The queue comes to
    # moderators unasked, as others were promised an answer within 48 hours; the rest is asked for (0034).
    Kind.FITTING_CALLS: Told(Heading.HELPING, frozenset(), frozenset({Channel.DIGEST})),
    Kind.TO_DO: Told(Heading.ASKING, frozenset(), frozenset({Channel.MAIL})),
    Kind.QUEUE: Told(Heading.MODERATING, frozenset({Channel.MAIL}), frozenset({Channel.MAIL})),
}


def under(heading):
    """The kinds (a list) under a Heading, in the order of the table."""
    return [kind for kind, told in TABLE.items() if told.heading == heading]


HELPING, ASKING, MODERATING = (under(heading) for heading in Heading)
AT_ONCE = {kind for kind, told in TABLE.items() if told.by_default >= AT_ONCE_CHANNELS}
CHANNELS_OF = {kind: told.channels for kind, told in TABLE.items()}
WEEKLY = {kind for kind, told in TABLE.items() if Channel.DIGEST in told.channels}
SUMMARIES = {kind: min(told.channels) for kind, told in TABLE.items() if Channel.LIST not in told.channels}


def default_channels(kind):
    """The channels (a set) by which a kind comes to who chose nothing."""
    return TABLE[kind].by_default
