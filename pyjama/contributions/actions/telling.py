"""Whom a contribution concerns."""

from pyjama.notifications.actions import each_follower_of, notify
from pyjama.notifications.models import Kind


def tell_about(contribution, members):
    """Tell the person replied to, and the `members` of the organization, unless they wrote it themselves."""
    author, parent = contribution.author, contribution.parent
    actor = contribution.call.organization if contribution.for_organization else author
    if parent and parent.author_id != author.pk:
        notify([parent.author], Kind.REPLY, contribution, actor=actor, together=parent)
    told = {author.pk, *([parent.author_id] if parent else [])}
    if not contribution.for_organization:
        others = [member for member in members if member.pk not in told]
        notify(others, Kind.NEW_CONTRIBUTION, contribution, actor=actor, together=contribution.call)
        told |= {member.pk for member in others}
    tell_followers(contribution, actor, told)


def tell_followers(contribution, actor, told):
    """Tell those who follow the thread, or else the call, of what was written there; not those (ids) who were told."""
    call, parent = contribution.call, contribution.parent
    if parent:
        followers = (each for each in each_follower_of(parent) if each.pk not in told)
        notify(followers, Kind.FOLLOWED_REPLY, contribution, actor=actor, together=parent)
    elif not contribution.for_organization:
        followers = (each for each in each_follower_of(call) if each.pk not in told)
        notify(followers, Kind.FOLLOWED_CONTRIBUTION, contribution, actor=actor, together=call)
