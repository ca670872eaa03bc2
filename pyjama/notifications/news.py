"""News before it is told: of what, to whom, and who wants to hear it."""

from typing import NamedTuple

from django.db.models import Model

from pyjama.accounts.models import User
from pyjama.notifications import questions
from pyjama.notifications.models import TABLE, Channel, Kind, Notification, places
from pyjama.notifications.models.notification import alone


class News(NamedTuple):
    """What is to be told: to whom, about which row, of which Kind, and the rest of what `notify` says of it."""

    person: User
    target: Model
    kind: Kind
    facts: dict
    together: Model


def notification(news, actor, channels):
    """The Notification (unsaved) of some News, which come to her by these channels."""
    return Notification(
        recipient=news.person,
        kind=news.kind,
        actor_name=str(actor or "")[:120],
        facts=news.facts,
        target=news.target,
        group=group_of(news.kind, news.together),
        is_listed=Channel.LIST in channels,
        waits_for_week=Channel.DIGEST in channels,
    )


def group_of(kind, row):
    """What news of a kind about a row is grouped by (str), or a group of its own if such news is not grouped."""
    return f"{kind}:{row._meta.model_name}-{row.pk}" if TABLE[kind].grouped_for else alone()


def heard_of(news):
    """Those of some News that come to active people who did not mute what they are about, unless it is a duty."""
    active = [each for each in news if each.person.is_active]
    unmuted = without_muted([each for each in active if not TABLE[each.kind].is_duty])
    return [each for each in active if TABLE[each.kind].is_duty] + unmuted


def without_muted(news):
    """Those of `news` (tuples that begin with a person and a row) whose person muted neither that nor what it is part of.

    One query, however many they are.
    """
    if not news:
        return news
    where = {target: places(target) for _person, target, *_rest in news}
    models, rows = zip(*{place for each in where.values() for place in each}, strict=True)
    # Each of these rows by each of these models: a few more than what was asked for.
    muted = {*questions.muted.ask([person.pk for person, *_rest in news], [*{*models}], [*rows])}
    return [each for each in news if not any((each[0].pk, *place) in muted for place in where[each[1]])]
