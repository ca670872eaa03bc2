"""A notification as a letter: its words come from its kind's template, in its recipient's language."""

import re

from django.template import Context, engines
from django.utils import translation

from pyjama.core.plain_text import to_text
from pyjama.core.site import absolute_url
from pyjama.mail.letters import written
from pyjama.mail.outbox import compose
from pyjama.notifications.answering import answer_address, answer_headers
from pyjama.notifications.unsubscription import headers, links


def words(notification, target, part):
    """One partial of the kind's template (str), as plain text: nothing in it is escaped, nothing in it is markup."""
    template = engines["django"].engine.get_template(f"{notification.template}#{part}")
    context = {
        "notification": notification,
        "target": target,
        "actor_name": notification.actor_name,
        "facts": notification.facts,
        "recipient": notification.recipient,
    }
    text = template.render(Context(context, autoescape=False))
    # strip() also gives up the mark of safe HTML which a rendered template carries.
    return re.sub(r"\n{3,}", "\n\n", text.strip())


def thread_of(target):
    """What mail about a row is shown together by (str): the call or the organization that it belongs to, or itself."""
    row = getattr(target, "thread", target)
    return f"{row._meta.label_lower}-{row.pk}"


def letter(notification, target):
    """The mail (an unsaved row of the outbox) that tells the recipient of `notification` about `target`."""
    with translation.override(notification.recipient.language):
        body = words(notification, target, "body")
        foot = links(notification.recipient, notification.kind)
        answer_to = answer_address(notification, target)
        context = foot | {
            "answer_to": answer_to,
            "subject": words(notification, target, "subject"),
            "body": body,
            "body_text": to_text(body),
            "action": words(notification, target, "action"),
            "url": absolute_url(notification.get_absolute_url()),
        }
        return compose(
            notification.recipient.email,
            context["subject"],
            *written("notifications/mail/letter", context),
            category=notification.kind,
            thread=thread_of(target),
            headers=headers(foot["stop_url"], foot["stop_address"]) | answer_headers(answer_to),
        )
