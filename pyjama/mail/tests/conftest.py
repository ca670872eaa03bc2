"""A mail server on the loopback, which a test may stop, start and make stumble."""

import asyncio
import socket
from email import message_from_bytes
from email.policy import default

import pytest
from aiosmtpd.controller import Controller

from pyjama.mail.models import Mail
from tests.emptied import empty


class Server:
    """Keeps the messages it accepts. `answers` are what it says to the next ones, after it has read them."""

    def __init__(self):
        self.raw = []
        self.senders = []
        self.answers = []
        self.connections = 0
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.controller = None

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address.startswith("nobody@"):
            return "550 No such person here"
        if address.startswith("full@"):
            return "452 4.2.2 Mailbox full"
        if address.startswith("unwelcome@"):
            return "550 5.7.1 We do not want mail from you"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.raw.append(envelope.content)
        self.senders.append(envelope.mail_from)
        await asyncio.sleep(0)
        return self.answers.pop(0) if self.answers else "250 Thank you"

    @property
    def messages(self):
        return [message_from_bytes(raw, policy=default) for raw in self.raw]

    def start(self):
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def stop(self):
        if self.controller:
            self.controller.stop()
            self.controller = None


@pytest.fixture
def server(settings):
    """A mail server that runs, and that the worker's mailer speaks to."""
    server = Server()
    server.start()
    settings.MAILERS = settings.MAILERS | {
        "delivery": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": server.port, "timeout": 5},
        }
    }
    yield server
    server.stop()


@pytest.fixture
def no_mail(world):
    """The outbox without the story's own mail."""
    empty(Mail)
