"""A real mail server on this machine, and what people find in their mail."""

import re
import threading
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller

from tests.journeys.site import free_port

PATIENCE = 15
CODE = re.compile(r"\b[0-9]{6}\b")
LINK = re.compile(r"https?://\S+")


class Letters:
    """Every message that arrived, oldest first; each is opened once. The server runs in its `with` block."""

    def __init__(self):
        self.unread = []
        self.arrival = threading.Condition()
        self.server = Controller(self, hostname="127.0.0.1", port=free_port())

    def __enter__(self):
        self.server.start()
        return self

    def __exit__(self, *_failure):
        self.server.stop()

    @property
    def port(self):
        return self.server.port

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        """Take in one message (aiosmtpd calls this in its own thread)."""
        with self.arrival:
            self.unread.append(Letter(envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default)))
            self.arrival.notify_all()
        return "250 Thank you"

    def open_next(self, address, about):
        """Wait for a letter to this address with the words `about` in its subject, and take it out of the box."""

        def found():
            return next((each for each in self.unread if each.is_for(address) and about in each.subject), None)

        with self.arrival:
            letter = self.arrival.wait_for(found, PATIENCE)
            assert letter, f"No letter about “{about}” reached {address}; unread: {self.unread_by(address)}"
            self.unread.remove(letter)
        return letter

    def unread_by(self, address):
        """The subjects of what waits for this address."""
        return [letter.subject for letter in self.unread if letter.is_for(address)]


class Letter:
    """One message as its reader sees it."""

    def __init__(self, recipients, message):
        self.recipients = recipients
        self.message = message

    def is_for(self, address):
        return self.recipients == [address]

    @property
    def subject(self):
        return self.message["Subject"]

    @property
    def language(self):
        return self.message["Content-Language"]

    @property
    def text(self):
        return self.message.get_body(("plain",)).get_content()

    def says(self, words):
        """Whether its text has these words, wherever its lines break and of whichever kind its spaces are."""
        return " ".join(words.split()) in " ".join(self.text.split())

    @property
    def html(self):
        return self.message.get_body(("html",)).get_content()

    @property
    def code(self):
        """The six digits in it."""
        return CODE.search(self.text).group()

    @property
    def link(self):
        """Where its button leads."""
        return LINK.search(self.text).group()
