"""A notification as a letter: its words come from its kind's template, in its recipient's language."""

import re

from django.template import Context, engines
from django.utils import translation

from pyjama.core.plain_text import to_text
from pyjama.core.site import absolute_url
from pyjama.mail.letters import written
from pyjama.mail.outbox import compose
from pyjama.notifications.answering import answer_address, answer_headers
from pyjama.notifications.models import TABLE
from pyjama.notifications.names import names_of
from pyjama.notifications.unsubscription import headers, links

# A letter quotes so many of a group at most; its button leads to all of them.
MOST_IN_FULL = 10


def words(notification, target, part, **more):
    """One partial of the kind's template (str), as plain text: nothing in it is escaped, nothing in it is markup.

    `more` is what the partials of a group know besides: `number`, `names`.
    """
    template = engines["django"].engine.get_template(f"{notification.template}#{part}")
    context = {
        "notification": notification,
        "target": target,
        "actor_name": notification.actor_name,
        "facts": notification.facts,
        "recipient": notification.recipient,
        **more,
    }
    text = template.render(Context(context, autoescape=False))
    # strip() also gives up the mark of safe HTML which a rendered template carries.
    return re.sub(r"\n{3,}", "\n\n", text.strip())


def line_of(group):
    """What one or several notifications of one group, the oldest first, are in a line (str), as under News."""
    newest = group[-1]
    if len(group) == 1:
        return words(newest, newest.target, "line")
    names = names_of(each.actor_name for each in reversed(group))
    return words(newest, newest.target, "many", number=len(group), names=names) + "."


def thread_of(target):
    """What mail about a row is shown together by (str): the call or the organization that it belongs to, or itself."""
    row = getattr(target, "thread", target)
    return f"{row._meta.label_lower}-{row.pk}"


def place_to_mute(notification):
    """The place (a pair of a model's name and an id) that its mail offers to mute, or None where nothing more can follow.

    That is what its news is grouped by, as a thread; else its call; for what an organization does, that organization.
    """
    told, target = TABLE[notification.kind], notification.target
    if told.is_duty or told.is_last_word:
        return None
    model, _dash, pk = notification.group.partition(":")[2].partition("-")
    if pk:
        return model, int(pk)
    if told.is_of_organization:
        model, pk = target.within[-1]
        return model._meta.model_name, pk
    target = getattr(target, "thread", target)
    return (target._meta.model_name, target.pk) if getattr(target, "can_be_followed", False) else None


def body_of(group):
    """What a letter says of one or several notifications (str), the oldest first."""
    if len(group) > 1 and not TABLE[group[0].kind].is_read_in_full:
        return words(group[-1], group[-1].target, "many", number=len(group))
    bodies = [words(each, each.target, "body") for each in group[-MOST_IN_FULL:]]
    return "\n\n".join(bodies)


def letter(*group):
    """The mail (an unsaved row of the outbox) that tells one person of notifications of one group, the oldest first."""
    newest = group[-1]
    with translation.override(newest.recipient.language):
        body = body_of(group)
        foot = links(newest.recipient, newest.kind, place=place_to_mute(newest))
        names = names_of(each.actor_name for each in reversed(group))
        part = "subject" if len(group) == 1 else "many"
        answer_to = answer_address(group)
        context = foot | {
            "answer_to": answer_to,
            "subject": words(newest, newest.target, part, number=len(group), names=names),
            "body": body,
            "body_text": to_text(body),
            "action": words(newest, newest.target, "action"),
            "url": absolute_url(newest.get_absolute_url()),
        }
        return compose(
            newest.recipient.email,
            context["subject"],
            *written("notifications/mail/letter", context),
            category=newest.kind,
            thread=thread_of(newest.target),
            headers=headers(foot["stop_url"], foot["stop_address"]) | answer_headers(answer_to),
        )
