"""Whom a contribution concerns."""

from pyjama.notifications.actions import each_follower_of, tell
from pyjama.notifications.models import Kind
from pyjama.notifications.news import News


def tell_about(contribution, members, hold=None):
    """Tell the person replied to, the `members` of the organization unless they wrote it, and those who follow it.

    `hold` is as for `tell`.
    """
    actor = contribution.call.organization if contribution.for_organization else contribution.author
    tell(news_of(contribution, members), actor=actor, hold=hold)


def news_of(contribution, members):
    """What whoever it concerns is told of a contribution, once: its News, one after the other."""
    call, author, parent = contribution.call, contribution.author, contribution.parent
    told = {author.pk}
    if parent and parent.author_id != author.pk:
        told.add(parent.author_id)
        yield News(parent.author, contribution, Kind.REPLY, {}, parent)
    others = [] if contribution.for_organization else [each for each in members if each.pk not in told]
    for member in others:
        told.add(member.pk)
        yield News(member, contribution, Kind.NEW_CONTRIBUTION, {}, call)
    for kind, followed in followed_by(contribution):
        for person in each_follower_of(followed):
            if person.pk not in told:
                yield News(person, contribution, kind, {}, followed)


def followed_by(contribution):
    """Pairs of a Kind and the row whose followers are told of a contribution: its thread, or else its call."""
    if contribution.parent:
        yield Kind.FOLLOWED_REPLY, contribution.parent
    elif not contribution.for_organization:
        yield Kind.FOLLOWED_CONTRIBUTION, contribution.call
