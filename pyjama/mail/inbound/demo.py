"""Answering a mail of the demonstration, as its reader's mail program would: nothing is sent there, so nobody else can."""

from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid

from pyjama.core import clock
from pyjama.mail.inbound.intake import take_in
from pyjama.mail.inbound.routes import route_of


def is_answerable(mail):
    """Whether a message of the outbox asks for its answer at an address of ours."""
    return route_of(mail.headers.get("Reply-To", "")) is not None


def answer(mail, words):
    """Put an answer to a message of the outbox through the doorway: `words` (str) above the quoted text, as many write."""
    reply = EmailMessage()
    reply["From"], reply["To"], reply["Subject"] = mail.recipient, mail.headers["Reply-To"], f"Re: {mail.subject}"
    reply["Message-ID"], reply["In-Reply-To"] = make_msgid(domain="mail.example.org"), mail.message_id
    reply["Date"] = format_datetime(clock.now())
    quoted = "\n".join(f"> {line}".rstrip() for line in mail.text.split("\n"))
    reply.set_content(f"{words}\n\nOn {clock.now():%Y-%m-%d %H:%M}, Pyjama wrote:\n{quoted}\n")
    take_in(reply.as_bytes(policy=SMTP), recipients=[mail.headers["Reply-To"]], sender=mail.recipient)
