import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from pyjama.accounts.models import User
from pyjama.world.crowd.crowd import Crowd
from pyjama.world.crowd.people import CROWD, FEWEST
from pyjama.world.crowd.size import Size

LENGTH = 30
USUAL = {"volunteers": 10_000, "organizations": 450, "calls": 5_000, "contributions": 100_000}


class Command(BaseCommand):
    help = "Fill this machine's demonstration with a crowd, to see what the site costs when there are many."

    def add_arguments(self, parser):
        for noun, number in USUAL.items():
            parser.add_argument(f"--{noun}", type=int, help=f"how many ({number:,})")
        parser.add_argument(
            "--times", type=float, default=1, help="so many times the usual number of each that is not given"
        )
        parser.add_argument(
            "--into", default="", metavar="NAME", help="the database, by its name, where this is no demonstration"
        )

    def handle(self, *, times, into, **options):
        numbers = {noun: int(usual * times) if options[noun] is None else options[noun] for noun, usual in USUAL.items()}
        refuse_real_site(into)
        refuse_strange_numbers(**numbers)
        if User.objects.filter(email__endswith=CROWD).exists():
            raise CommandError("A crowd is here already.")
        began = time.monotonic()
        for noun, number in Crowd(Size(**numbers)).come():
            whole, seconds = numbers.get(noun, number), time.monotonic() - began
            self.stdout.write(f"\r{bar(number, whole)} {number:>12,} {noun}, {number / seconds:,.0f} a second", ending="")
            self.stdout.flush()
            if number >= whole:
                self.stdout.write("")
                began = time.monotonic()


def refuse_real_site(into):
    """Refuse where people may be real: elsewhere than in a demonstration the database is named, and nobody is in it."""
    if settings.DEMO or settings.DEBUG:
        return
    name = str(connection.settings_dict["NAME"])
    if into != name:
        raise CommandError(
            f"A crowd is invented: it is for a demonstration (PYJAMA_DEMO=1), or a database named by --into {name}."
        )
    if User.objects.exists():
        raise CommandError("People are here already: a crowd would stand among them for good.")


def refuse_strange_numbers(*, volunteers, organizations, calls, contributions):
    if volunteers < FEWEST or min(organizations, calls) < 1 or contributions < 0:
        raise CommandError(f"A crowd has {FEWEST} volunteers, one organization and one call at least.")


def bar(number, whole):
    """How far it has come, drawn."""
    return f"{'█' * round(LENGTH * number / max(whole, 1)):·<{LENGTH}}"
