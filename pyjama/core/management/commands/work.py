import signal
import threading

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from pyjama.core.schedule import Rounds


class Command(BaseCommand):
    help = "Deliver mail and do the rounds (deadlines, reminders) until told to stop. Several may run at once."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="do every round once, and stop")

    def handle(self, *, once, **options):
        stopped = threading.Event()
        rounds = Rounds()
        if once:
            return rounds.run_due()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
        while not stopped.wait(0.5):
            close_old_connections()
            rounds.run_due()
