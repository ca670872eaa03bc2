from django.core.management.base import BaseCommand

from pyjama.privacy.retention import report


class Command(BaseCommand):
    help = "How long everything is kept, and how much was erased when: numbers only."

    def handle(self, **options):
        for entry in report():
            self.stdout.write(f"{entry['rule'].what} · {entry['rule'].how_long}")
            for row in entry["days"]:
                self.stdout.write(f"  {row.day}  {row.table}  {row.number}")
