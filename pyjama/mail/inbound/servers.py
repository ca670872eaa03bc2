"""Mail that another server of this machine hands over, by SMTP (RFC 5321) or LMTP (RFC 2033): for our addresses only."""

import asyncio
import logging
import signal
from functools import partial

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP
from django.db import close_old_connections, connections

from pyjama.mail.inbound import intake
from pyjama.mail.inbound.routes import is_ours, route_of

SECONDS = 120
MOST_RECIPIENTS = 10
# Programs write longer lines than the standard has (998): a line is no reason to lose what somebody wrote.
LONGEST_LINE = 256 * 1024

TAKEN = "250 2.0.0 Kept"
TOO_MANY = "452 4.5.3 Too many recipients"
ELSEWHERE = "550 5.7.1 This server does not relay"
UNKNOWN = "550 5.1.1 No such mailbox"
TOO_LARGE = "552 5.3.4 Too large"
FULL = "452 4.3.1 Too much mail waits here, come again later"
FAILED = "451 4.3.0 Could not be kept, come again later"

logger = logging.getLogger(__name__)
# The library writes down who wrote, and to which address of ours: that is a token.
logging.getLogger("mail.log").setLevel(logging.WARNING)


class Handler:
    """What the library asks us: whether we know a recipient, and whether a message is kept."""

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - the library's name
        """Say whether an address may be written to. A tag is not looked into: nobody learns here which ones are good."""
        if not is_ours(address):
            return ELSEWHERE
        if not route_of(address):
            return UNKNOWN
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return TOO_MANY
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        """Keep the message; only what is kept is acknowledged."""
        return await asyncio.to_thread(keep_apart, envelope.content, envelope.rcpt_tos, envelope.mail_from)

    async def handle_exception(self, error):
        logger.error("A mail client was not served: %s", type(error).__name__)
        return FAILED


def keep_apart(content, recipients, sender):
    """Do so in a thread of its own, which leaves no connection to the database behind."""
    try:
        return keep(content, recipients, sender)
    finally:
        connections.close_all()


def keep(content, recipients, sender):
    """Keep a message, and return what its client is told (str)."""
    close_old_connections()
    try:
        intake.take_in(content, recipients=recipients, sender=sender.strip("<>"))
    except intake.TooLarge:
        return TOO_LARGE
    except intake.NoRoom:
        return FULL
    except Exception as error:
        logger.error("A message could not be kept: %s", type(error).__name__)
        return FAILED
    return TAKEN


class SmtpServer(SMTP):
    line_length_limit = LONGEST_LINE


class LmtpServer(LMTP):
    """LMTP answers once for each recipient, where the library answers once."""

    line_length_limit = LONGEST_LINE
    answers = 1

    async def smtp_DATA(self, arg):  # noqa: N802
        self.answers = max(1, len(self.envelope.rcpt_tos)) if self.envelope and not arg else 1
        try:
            await super().smtp_DATA(arg)
        finally:
            self.answers = 1

    async def push(self, status):
        text = status.decode() if isinstance(status, bytes) else status
        times = 1 if text.startswith("354") else self.answers
        await super().push("\r\n".join([text] * times))


def factory(protocol, loop):
    """What makes a server (`protocol`, a class) for each connection."""
    return partial(
        protocol,
        Handler(),
        data_size_limit=intake.MOST_BYTES,
        enable_SMTPUTF8=True,
        ident="Pyjama",
        hostname="pyjama",
        timeout=SECONDS,
        loop=loop,
    )


async def serve(protocol, host, port, *, is_ready=lambda port: None):
    """Serve on one address until the process is told to stop; `is_ready` is called with the port that was taken."""
    loop, stopped = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    server = await loop.create_server(factory(protocol, loop), host, port)
    is_ready(server.sockets[0].getsockname()[1])
    async with server:
        await stopped.wait()
