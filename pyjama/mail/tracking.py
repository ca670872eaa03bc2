"""What a mail service's webhook tells of our messages: undelivered, unwanted. django-anymail reads what each service sends.

It is used only where MAIL_WEBHOOKS names a service (docs/operating/mail.md); the library asks its secret or its signature.
"""

import re

from pyjama.mail import bounces
from pyjama.mail.answers import FINER, Meaning, meaning
from pyjama.mail.models import Mail

CODE = re.compile(r"\b[45]\d\d\b")
# What a service has seen before, and so does not try any more, in the library's words.
REFUSALS = {"invalid": Meaning.GONE, "bounced": Meaning.GONE, "timed_out": Meaning.NOT_NOW}
UNWANTED = {"complained", "unsubscribed"}
UNWANTED_BEFORE = {"spam", "unsubscribed"}


def connect():
    """Have the library tell what became of messages: its signal is the only way it has."""
    from anymail.signals import tracking

    tracking.connect(note, dispatch_uid="pyjama.mail.tracking")


def note(sender, event, **options):
    """Suspend the address of a message that bounced or was unwanted; of addresses we never wrote to, nothing is kept.

    A service that was told to unsubscribe somebody delivers nothing more to her, whatever we do: it weighs as a complaint.
    """
    if not (mail := mail_of(event)):
        return
    if event.event_type in UNWANTED or (event.event_type == "rejected" and event.reject_reason in UNWANTED_BEFORE):
        bounces.note_complaint(mail)
    elif event.event_type == "rejected":
        bounces.note_refused(mail, REFUSALS.get(event.reject_reason, Meaning.REFUSED))
    elif event.event_type == "bounced":
        words = f"{event.mta_response or ''} {event.description or ''}"
        bounces.note_refused(mail, of_words(words), evidence(words))


def mail_of(event):
    """The message (Mail) of an event: by its Message-ID, which some services replace, or else the newest to its address."""
    address = event.recipient or ""
    named = Mail.objects.filter(message_id=event.message_id or "", recipient__iexact=address).first()
    return named or (Mail.objects.newest_to(address).first() if address else None)


def of_words(words):
    """What a bounce means (Meaning), by the code of the last server. One without a code may pass."""
    code = evidence(words)
    return meaning(550, words, is_about_recipient=True) if code.startswith("5") else Meaning.NOT_NOW


def evidence(words):
    """The finer code in a server's words, or the short one (str), or ""."""
    found = FINER.search(words) or CODE.search(words)
    return found[0] if found else ""
