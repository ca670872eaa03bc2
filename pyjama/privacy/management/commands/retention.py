from django.core.management.base import BaseCommand

from pyjama.privacy.believing import believe
from pyjama.privacy.retention import report


class Command(BaseCommand):
    help = "How long everything is kept, and how much was erased when: numbers only."

    def add_arguments(self, parser):
        parser.add_argument(
            "--believe-clock",
            action="store_true",
            help="the date is right, the site stood still: let the rounds erase what is old again",
        )

    def handle(self, *, believe_clock, **options):
        if believe_clock:
            believe()
            self.stdout.write("The clock is believed from now on.")
            return
        for entry in report():
            self.stdout.write(f"{entry['rule'].what} · {entry['rule'].how_long}")
            for row in entry["days"]:
                self.stdout.write(f"  {row.day}  {row.table}  {row.number}")
