from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError

from pyjama.sponsors.actions import add_sponsor


class Command(BaseCommand):
    """Let somebody read the report of totals: `manage.py add_sponsor "Name" address@example.org fr`."""

    help = "Let somebody read the report of totals, and nothing else."

    def add_arguments(self, parser):
        parser.add_argument("name")
        parser.add_argument("email")
        parser.add_argument("language", choices=["fr", "en"])

    def handle(self, *, name, email, language, **options):
        try:
            add_sponsor(name=name, email=email, language=language)
        except IntegrityError:
            raise CommandError(f"{email} is a sponsor's already.") from None
        self.stdout.write(f"{name} can now ask for a link at the sponsor's door.")
