"""Messages as mail programs write them."""

from email.message import EmailMessage
from email.policy import SMTP
from email.utils import make_msgid


def message(sender, recipient, text, *, html="", subject="Re: News", message_id="", **headers):
    """A plain message (an EmailMessage); `headers` have underscores for their hyphens."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, recipient, subject
    mail["Message-ID"] = message_id or make_msgid(domain="mail.example.org")
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    if html:
        mail.add_alternative(html, subtype="html")
    return mail


def raw(*arguments, **options):
    """The same as it travels (bytes)."""
    return message(*arguments, **options).as_bytes(policy=SMTP)
