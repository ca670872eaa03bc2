"""A notification as a letter: its words come from its kind's template, in its recipient's language."""

import re

from django.template import Context, engines
from django.template.loader import render_to_string
from django.utils import translation

from pyjama.core.site import absolute_url
from pyjama.mail.outbox import compose
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


def letter(notification, target):
    """The mail (an unsaved row of the outbox) that tells the recipient of `notification` about `target`."""
    with translation.override(notification.recipient.language):
        foot = links(notification.recipient, notification.kind)
        context = foot | {
            "subject": words(notification, target, "subject"),
            "body": words(notification, target, "body"),
            "action": words(notification, target, "action"),
            "url": absolute_url(notification.get_absolute_url()),
        }
        return compose(
            notification.recipient.email,
            context["subject"],
            render_to_string("notifications/mail/letter.txt", context).strip() + "\n",
            render_to_string("notifications/mail/letter.html", context),
            headers=headers(foot["stop_url"]),
        )
