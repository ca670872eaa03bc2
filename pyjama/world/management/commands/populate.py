import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from pyjama.accounts.models import User
from pyjama.world.crowd.crowd import Crowd
from pyjama.world.crowd.people import CROWD
from pyjama.world.crowd.size import Size

LENGTH = 30


class Command(BaseCommand):
    help = "Fill this machine's demonstration with a crowd, to see what the site costs when there are many."

    def add_arguments(self, parser):
        for name, number in [("volunteers", 10_000), ("organizations", 450), ("calls", 5_000), ("contributions", 100_000)]:
            parser.add_argument(f"--{name}", type=int, default=number, help=f"how many ({number})")

    def handle(self, *, volunteers, organizations, calls, contributions, **options):
        if not (settings.DEMO or settings.DEBUG):
            raise CommandError("A crowd is invented: it is for a demonstration (PYJAMA_DEMO=1), never for a real site.")
        if min(volunteers, organizations, calls) < 1 or contributions < 0:
            raise CommandError("A crowd has one volunteer, organization and call at least.")
        if User.objects.filter(email__endswith=CROWD).exists():
            raise CommandError("A crowd is here already.")
        began, wholes = time.monotonic(), {"volunteers": volunteers, "contributions": contributions}
        for noun, number in Crowd(Size(volunteers, organizations, calls, contributions)).come():
            whole, seconds = wholes.get(noun, number), time.monotonic() - began
            self.stdout.write(f"\r{bar(number, whole)} {number:>12,} {noun}, {number / seconds:,.0f} a second", ending="")
            self.stdout.flush()
            if number >= whole:
                self.stdout.write("")
                began = time.monotonic()


def bar(number, whole):
    """How far it has come, drawn."""
    return f"{'█' * round(LENGTH * number / max(whole, 1)):·<{LENGTH}}"
