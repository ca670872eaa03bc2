import asyncio
import os
import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from pyjama.mail.inbound import intake
from pyjama.mail.inbound.servers import LmtpServer, SmtpServer, serve

# sysexits.h, which Postfix and Exim read.
DATA_ERROR, NO_USER, COME_AGAIN = 65, 67, 75


class Command(BaseCommand):
    help = (
        "Take mail in from a mail server of this machine: over LMTP or SMTP until told to stop, or one message from a pipe."
    )

    def add_arguments(self, parser):
        ways = parser.add_mutually_exclusive_group(required=True)
        ways.add_argument("--lmtp", nargs="?", const="127.0.0.1:8024", metavar="HOST:PORT", help="serve LMTP (%(const)s)")
        ways.add_argument("--smtp", nargs="?", const="127.0.0.1:8025", metavar="HOST:PORT", help="serve SMTP (%(const)s)")
        ways.add_argument("--stdin", action="store_true", help="read one message")
        parser.add_argument("--recipient", action="append", default=[], help="with --stdin: whom it was sent to")
        parser.add_argument("--sender", help="with --stdin: the envelope's sender, empty for a bounce")

    def handle(self, *, lmtp, smtp, stdin, recipient, sender, **options):
        if not settings.INBOUND_DOMAIN:
            raise CommandError("INBOUND_DOMAIN is not set: no address of this site takes mail in.", returncode=COME_AGAIN)
        if stdin:
            return self.take_in(sys.stdin.buffer.read(intake.MOST_BYTES + 1), recipient, sender)
        host, port = self.place(lmtp or smtp)
        asyncio.run(serve(LmtpServer if lmtp else SmtpServer, host, port, is_ready=self.announce))

    def place(self, text):
        host, _colon, port = text.rpartition(":")
        if not host or not port.isdecimal():
            raise CommandError("Write it as HOST:PORT, such as 127.0.0.1:8024.")
        return host.strip("[]"), int(port)

    def announce(self, port):
        self.stdout.write(f"Mail for {settings.INBOUND_DOMAIN} comes in on port {port}.")
        self.stdout.flush()

    def take_in(self, raw, recipients, sender):
        """Keep the message of a pipe; the exit code tells the mail server what to do with it."""
        if sender is None:
            sender = os.environ.get("SENDER", intake.sender_in(raw))
        try:
            kept = intake.take_in(raw, recipients=recipients or intake.recipients_in(raw), sender=sender)
        except intake.TooLarge as cause:
            raise CommandError("This message is too large.", returncode=DATA_ERROR) from cause
        except Exception as cause:
            raise CommandError(f"Could not be kept: {type(cause).__name__}.", returncode=COME_AGAIN) from cause
        if not kept:
            raise CommandError("No such mailbox.", returncode=NO_USER)
