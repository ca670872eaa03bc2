"""What becomes of mail when the mail server goes away and workers are killed: prints what happened, as JSON.

.venv/bin/python benchmarks/mail_faults.py [messages] [kills] [any|worst], on a scratch SQLite, or on the demo world in
DATA_DIR; DATABASE_URL names an empty PostgreSQL instead. Real notifications, a real mail server on the loopback, and two
workers as bin/demo runs them. Only the waiting is shortened. Workers die at any moment, or at the worst one: as the server
has just said yes.
"""

import json
import multiprocessing
import os
import random
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

SCRATCH = tempfile.TemporaryDirectory(prefix="pyjama-benchmark-")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.journeys.site import free_port  # noqa: E402

FOLDER, PORT = Path(os.environ.get("DATA_DIR", SCRATCH.name)), free_port()
IS_TOLD = (FOLDER / "pyjama.sqlite3").exists()
os.environ.update(DJANGO_SETTINGS_MODULE="config.settings", DATA_DIR=str(FOLDER), PYJAMA_DEMO="1", SECRET_KEY="x" * 50)
os.environ.update(MAIL_HOST="127.0.0.1", MAIL_PORT=str(PORT), LOG_LEVEL="CRITICAL")

import django  # noqa: E402

django.setup()

from aiosmtpd.controller import Controller  # noqa: E402
from allauth.account.models import EmailAddress  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402

from pyjama.accounts.models import User  # noqa: E402
from pyjama.mail import delivery  # noqa: E402
from pyjama.mail.models import Mail  # noqa: E402
from pyjama.notifications.actions import notify  # noqa: E402
from pyjama.notifications.models import Kind  # noqa: E402
from pyjama.world.build import World, build  # noqa: E402

MESSAGES, KILLS, MOMENT = (sys.argv[1:] + ["1000", "20", "any"][len(sys.argv) - 1 :])[:3]
MESSAGES, KILLS = int(MESSAGES), int(KILLS)
# So long, in seconds, after a message came in: some messages take as much.
AT_MOST_LATER = 0.2 if MOMENT == "any" else 0
WORKERS, PATIENCE, DOWN_FOR = 2, 900, 3
RECEIVED = FOLDER / "received.txt"
delivery.LEASE = timedelta(seconds=3)
delivery.UNREACHABLE_PAUSE = timedelta(seconds=1)
delivery.PAUSES = [timedelta(seconds=1)] * len(delivery.PAUSES)


class Server:
    """Writes down what it accepts before it says so, and never takes the mail of one address."""

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address.startswith("poison@"):
            return "451 Not this one"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        lines = envelope.content.decode(errors="replace").splitlines()
        name = next(line for line in lines if line.lower().startswith("message-id:")).partition(":")[2].strip()
        with RECEIVED.open("a") as file:
            file.write(f"{name}\n")
        return "250 Thank you"


def serve():
    Controller(Server(), hostname="127.0.0.1", port=PORT).start()
    time.sleep(PATIENCE)


def work():
    call_command("work")


def start(target):
    """Another process like this one, which opens the database anew."""
    connections.close_all()
    process = multiprocessing.get_context("fork").Process(target=target, daemon=True)
    process.start()
    return process


def kill(process):
    process.kill()
    process.join()


def received():
    return RECEIVED.read_text().split()


def write_notifications():
    """Tell so many people of a call; then two messages that cannot leave. Returns the names of the good ones."""
    names = [f"person{number}" for number in range(MESSAGES)] + ["poison"]
    people = User.objects.bulk_create(User(email=f"{name}@example.net", display_name=name) for name in names)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=person, email=person.email, verified=True, primary=True) for person in people
    )
    Mail.objects.all().delete()
    notify(people, Kind.CALL_APPROVED, World().call("menu"))
    Mail.objects.filter(recipient__startswith="person0@").update(sender="Ruth <")
    good = Mail.objects.exclude(recipient__startswith="poison@").exclude(sender="Ruth <")
    return set(good.values_list("message_id", flat=True))


def is_waiting():
    return Mail.objects.waiting().filter(recipient__endswith="@example.net").exists()


class Run:
    """A server and two workers: a worker is killed at even distances, the server once, for some seconds."""

    def __init__(self, number):
        self.marks = [number * (turn + 1) // (KILLS + 1) for turn in range(KILLS)]
        self.server_goes_at = number // 3
        self.server, self.workers = start(serve), [start(work) for _ in range(WORKERS)]

    def live_through(self):
        """Return how many workers were killed, when no message waits any more or patience is over."""
        ends_at = time.monotonic() + PATIENCE
        while time.monotonic() < ends_at and (self.marks or is_waiting()):
            self.go_wrong(len(received()))
            time.sleep(0.002 if self.marks else 0.2)
        for process in [*self.workers, self.server]:
            kill(process)
        return KILLS - len(self.marks)

    def go_wrong(self, count):
        if self.marks and count >= self.marks[0]:
            self.marks.pop(0)
            time.sleep(random.uniform(0, AT_MOST_LATER))  # noqa: S311
            kill(self.workers.pop(0))
            self.workers.append(start(work))
        if self.server_goes_at and count >= self.server_goes_at:
            self.server_goes_at = None
            kill(self.server)
            time.sleep(DOWN_FOR)
            self.server = start(serve)


def main():
    if not IS_TOLD:
        call_command("migrate", verbosity=0)
        build()
    RECEIVED.write_text("")
    names = write_notifications()
    began = time.monotonic()
    kills = Run(len(names)).live_through()
    arrived = [name for name in received() if name in names]
    parked = Mail.objects.parked().filter(recipient__endswith="@example.net")
    figures = {
        "messages": len(names),
        # What a mailbox shows that keeps one of each Message-ID, and what the server took in all.
        "arrived": len(set(arrived)),
        "lost": len(names) - len(set(arrived)),
        "handed over": len(arrived),
        "second copies": len(arrived) - len(set(arrived)),
        "said to be sent": Mail.objects.sent().filter(message_id__in=names).count(),
        "parked": sorted(parked.values_list("recipient", flat=True)),
        "workers killed": kills,
        "seconds": round(time.monotonic() - began),
    }
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
