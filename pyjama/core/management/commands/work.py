import os
import signal
import threading

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import autoreload

from pyjama.core.schedule import Rounds

# Whoever waits for a page goes before what nobody waits for: with both busy, a web process gets three times as much.
NICENESS = 5


class Command(BaseCommand):
    help = "Deliver mail and do the rounds (deadlines, reminders) until told to stop. Several may run at once."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="do every round once, and stop")
        parser.add_argument("--reload", action="store_true", help="begin again when the code changes")

    def handle(self, *, once, reload, **options):
        stopped = threading.Event()
        if once:
            return Rounds().run_due()
        if reload:
            return autoreload.run_with_reloader(go_round, stopped)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
        go_round(stopped)


def go_round(stopped):
    """Do what is due, twice a second, until the event `stopped` is set."""
    os.nice(NICENESS)
    rounds = Rounds()
    while not stopped.wait(0.5):
        close_old_connections()
        rounds.run_due()
