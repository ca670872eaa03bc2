"""The outbox: every message is a row first, written in the transaction that caused it, and delivered by the worker."""

from email.headerregistry import Address
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime, make_msgid, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, mailers
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import get_language

from pyjama.core.site import site_name
from pyjama.notifications.models import Mail

LONGEST_SUBJECT = Mail._meta.get_field("subject").max_length


def letter_from():
    """The From line (str): the site's name in the active language, and its address."""
    return str(Address(display_name=site_name(), addr_spec=parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))


def compose(recipient, subject, text, html="", *, headers=None, sender=""):
    """A message of the outbox, not saved yet, in the active language.

    `recipient` is an address, `headers` a dict that may overrule what every message of ours carries. The Message-ID is
    drawn here, once, so that a retry is recognized as the same message.
    """
    headers = {"Auto-Submitted": "auto-generated", "Content-Language": f"{get_language()}-CA"} | (headers or {})
    return Mail(
        recipient=recipient,
        sender=sender or letter_from(),
        subject=" ".join(subject.split())[:LONGEST_SUBJECT],
        text=text,
        html=html,
        message_id=headers.pop("Message-ID", None) or make_msgid(domain=settings.SITE_HOST),
        headers=headers,
    )


def post(recipient, subject, text, html="", *, headers=None, sender=""):
    """Put one message in the outbox (see `compose`), and return its row: it leaves when the transaction has held."""
    mail = compose(recipient, subject, text, html, headers=headers, sender=sender)
    mail.save()
    return mail


class OutboxBackend(BaseEmailBackend):
    """Django's door to the outbox: whatever it or a library sends becomes one row per recipient."""

    def send_messages(self, email_messages):
        """Return how many messages (an iterable of EmailMessage) were taken in; attachments are refused."""
        rows = [row for message in email_messages for row in self.rows(message)]
        Mail.objects.bulk_create(rows)
        return len({id(message) for message in email_messages})

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


class WholeLinks(EmailPolicy):
    """Leaves the List- headers in one line.

    Python folds a long word by encoding it, and nobody follows an encoded address: RFC 2369 wants it plain.
    """

    def fold_binary(self, name, value):
        if name.startswith("List-"):
            return f"{name}: {value}{self.linesep}".encode("ascii")
        return super().fold_binary(name, value)


class Letter(EmailMultiAlternatives):
    """A row of the outbox as the message that leaves: the same bytes' worth of headers at every try."""

    @classmethod
    def of(cls, mail):
        headers = mail.headers | {"Message-ID": mail.message_id, "Date": format_datetime(mail.created_at)}
        pages = [(mail.html, "text/html")] if mail.html else []
        return cls(mail.subject, mail.text, mail.sender, [mail.recipient], headers=headers, alternatives=pages)

    def message(self, *, policy=SMTP):
        return super().message(policy=WholeLinks() + policy)


def deliver(connection, mail):
    """Hand one row of the outbox to the mail server that `connection` speaks to."""
    connection.send_messages([Letter.of(mail)])


def deliver_due():
    """Send what is due; delivery.py has the whole story."""
    with mailers["delivery"] as connection:
        for mail in Mail.objects.due():
            deliver(connection, mail)
