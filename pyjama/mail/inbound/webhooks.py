"""Mail that a mail service brings by its webhook: django-anymail reads what each service sends, and we keep it.

This file, and `mail/tracking.py`, are all that know the library.
They are used only where MAIL_WEBHOOKS names a service (docs/operating/mail.md).
"""

import logging

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern

from pyjama.mail.inbound import intake

logger = logging.getLogger(__name__)


def connect():
    """Have the library hand over what comes in: its signal is the only way it has."""
    from anymail.signals import inbound

    inbound.connect(keep, dispatch_uid="pyjama.mail.inbound")


def keep(sender, event, **options):
    """Keep the message of an event before the service is told that it came; what fails makes the service come again."""
    message = event.message
    raw = message.as_bytes()
    recipients = [message.envelope_recipient] if message.envelope_recipient else intake.recipients_in(raw)
    envelope = message.envelope_sender
    try:
        intake.take_in(raw, recipients=recipients, sender=intake.sender_in(raw) if envelope is None else envelope)
    except intake.TooLarge:
        # It would be as large the next time.
        logger.warning("A message that a mail service brought was too large.")


def urlpatterns_of(service):
    """The addresses (a list) at which one service, such as "postmark", brings mail and tells what became of ours.

    They ask its secret, and no sign-in. Mandrill has one address for both; Mailgun's may end otherwise: they stay as the
    library writes them.
    """
    from anymail import urls

    wanted = [each for each in urls.urlpatterns if each.name.startswith(f"{service}_")]
    return [URLPattern(each.pattern, login_not_required(each.callback), name=each.name) for each in wanted]
