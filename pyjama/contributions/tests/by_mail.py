"""Answering by mail in a test: what a person gets, what she sends, and what came of it."""

import uuid
from email.policy import SMTP

from pyjama.contributions.actions import post_contribution
from pyjama.mail.inbound import intake, reading
from pyjama.mail.inbound.models import Received
from pyjama.mail.inbound.tests.messages import message
from pyjama.mail.models import Mail


def post_in_thread(world, author, body, parent=None):
    """A contribution to the menu, or a reply to one."""
    return post_contribution(
        call=world.call("menu"), author=author, body=body, language="en", submission_key=uuid.uuid4(), parent=parent
    )


def news_to(person):
    """The last mail (Mail) to a person."""
    return Mail.objects.filter(recipient=person.email).latest("pk")


def answer(mail, text, *, sender="", recipient="", envelope=None, files=(), **options):
    """Answer a mail (Mail) from its recipient's address, and return what became of it (str).

    `files` are triples of a name, a type and bytes.
    """
    sender, recipient = sender or mail.recipient, recipient or mail.headers["Reply-To"]
    letter = message(sender, recipient, text, **({"subject": f"Re: {mail.subject}"} | options))
    for name, kind, content in files:
        letter.add_attachment(content, maintype=kind.split("/")[0], subtype=kind.split("/")[1], filename=name)
    return come_in(letter.as_bytes(policy=SMTP), recipient, sender if envelope is None else envelope)


def come_in(raw, recipient, sender):
    """Put a message (bytes) through the doorway, and return what became of it."""
    intake.take_in(raw, recipients=[recipient], sender=sender)
    reading.read_due()
    received = Received.objects.latest("pk")
    return received.outcome or received.last_error
