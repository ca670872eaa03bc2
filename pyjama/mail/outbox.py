"""The outbox: every message is a row first, written in the transaction that caused it, and sent by `delivery`."""

import re
from datetime import timedelta
from email.headerregistry import Address
from email.utils import make_msgid, parseaddr

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend

from pyjama.core import clock
from pyjama.core.site import site_name
from pyjama.mail.headers import of_ours
from pyjama.mail.models import Mail

WORDS_KEPT = timedelta(days=3)
KEPT = timedelta(days=30)
# White space in which a line may break; French titles have some in which it must not.
BREAKS = re.compile(r"[^\S\u00a0\u202f]+")
LONGEST_SUBJECT = Mail._meta.get_field("subject").max_length


def letter_from():
    """The From line (str): the site's name in the active language, and its address."""
    return str(Address(display_name=site_name(), addr_spec=parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))


def compose(recipient, subject, text, html="", *, category="site", thread="", headers=None, sender="", good_for=None):
    """A message of the outbox, not saved yet, in the active language.

    `recipient` is an address; `category` and `thread` are told to mail programs (headers.py); `headers` is a dict that may
    overrule what every message of ours carries. The Message-ID is drawn here, once, so that a retry is recognized as the
    same message. `good_for` (timedelta) is for what somebody waits for at a page, as a code: it leaves before all else, even
    to a suspended address, and not once it is too late.
    """
    headers = of_ours(category, thread) | (headers or {})
    return Mail(
        recipient=recipient,
        sender=sender or letter_from(),
        subject=BREAKS.sub(" ", subject).strip()[:LONGEST_SUBJECT],
        text=text,
        html=html,
        message_id=headers.pop("Message-ID", None) or make_msgid(domain=settings.SITE_HOST),
        headers=headers,
        priority=Mail.Priority.USUAL if good_for is None else Mail.Priority.AWAITED,
        good_until=None if good_for is None else clock.now() + good_for,
    )


def post(recipient, subject, text, html="", **options):
    """Put one message in the outbox (see `compose`), and return its row: it leaves when the transaction has held."""
    mail = compose(recipient, subject, text, html, **options)
    mail.save()
    return mail


class OutboxBackend(BaseEmailBackend):
    """Django's door to the outbox: whatever it or a library sends becomes one row per recipient."""

    def send_messages(self, email_messages):
        """Return how many messages (an iterable of EmailMessage) were taken in; attachments are refused."""
        messages = list(email_messages)
        Mail.objects.bulk_create([row for message in messages for row in self.rows(message)])
        return len(messages)

    def rows(self, message):
        if message.attachments:
            raise ValueError("The outbox takes no attachments: link to the file instead.")
        headers = dict(message.extra_headers)
        if message.reply_to:
            headers["Reply-To"] = ", ".join(message.reply_to)
        sender = headers.pop("From", message.from_email)
        if sender == settings.DEFAULT_FROM_EMAIL:
            sender = ""
        for number, recipient in enumerate(message.recipients()):
            # One Message-ID names one message: only the first copy may keep what was given.
            own = {name: value for name, value in headers.items() if number == 0 or name != "Message-ID"}
            yield compose(parseaddr(recipient)[1], message.subject, *self.parts(message), headers=own, sender=sender)

    def parts(self, message):
        """The message's text and its HTML, which may be empty."""
        pages = [part.content for part in getattr(message, "alternatives", []) if part.mimetype == "text/html"]
        if message.content_subtype == "html":
            return "", message.body
        return message.body, pages[0] if pages else ""


def forget(mails):
    """Erase messages (a queryset) before their time, and those that have not left; the demonstration keeps its mail."""
    if not settings.DEMO:
        mails.delete()


def forget_delivered():
    """Erase the words of what left some days ago (sign-in codes are among them), and later the row.

    The demonstration keeps its mail: one reads it there.
    """
    if settings.DEMO:
        return
    Mail.objects.filter(sent_at__lt=clock.now() - KEPT).delete()
    Mail.objects.filter(sent_at__lt=clock.now() - WORDS_KEPT).update(text="", html="", headers={})
    Mail.objects.kept_back().filter(created_at__lt=clock.now() - KEPT).delete()
