import os
import sys

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from pyjama.core.gathering import are_stale
from pyjama.core.processes import answers, port_is_free, run_together
from pyjama.core.turns import one_at_a_time
from pyjama.privacy.believing import believe
from pyjama.world.build import SPONSOR, build, people_to_meet

PYTHON = sys.executable


class Command(BaseCommand):
    help = "Run the whole site on this machine with the demo world in it; bin/demo prepares what it needs."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--reload", action="store_true", help="for developers: begin again when the code changes")

    def handle(self, *, reload, **options):
        if not settings.DEMO:
            raise CommandError("This shows everybody's mail, so it must be asked for: run bin/demo.")
        port = self.port()
        self.prepare_database()
        os.chdir(settings.BASE_DIR)
        programs = self.reloading(port) if reload else self.steady(port)
        sys.exit(run_together(programs, is_ready=lambda: answers(port), when_ready=lambda: self.welcome(port)))

    def steady(self, port):
        if are_stale():
            self.stdout.write("Collecting the static files…")
            call_command("collectstatic", verbosity=0, interactive=False)
        return [[PYTHON, "manage.py", "serve", "--workers", "1", "--port", str(port)]]

    def reloading(self, port):
        return [[PYTHON, "manage.py", "runserver", str(port)], [PYTHON, "manage.py", "work", "--reload"]]

    def port(self):
        port = os.environ.get("PORT", "8000")
        if not port.isdecimal() or not 0 < int(port) < 65_536:
            raise CommandError(f"PORT is {port}: it must be a number from 1 to 65535.")
        if not port_is_free(int(port)):
            raise CommandError(f"Port {port} is taken. Stop what listens there, or choose another one: PORT=8001 bin/demo")
        return int(port)

    def prepare_database(self):
        """Bring it up to date; build the world where there is nobody yet."""
        with one_at_a_time("prepare"):
            call_command("migrate", verbosity=0, interactive=False)
            # A demonstration may lie about for months.
            believe()
            if build():
                self.stdout.write("The demo world is built.")

    def welcome(self, port):
        site = f"http://127.0.0.1:{port}"
        people = "\n".join(f"  {email:<30}{name:<16}{part}" for name, email, part in people_to_meet())
        self.stdout.write(f"""
Pyjama is at  {site}/fr/  and  {site}/en/

Sign in as any of these people: ask for a code, and read it on  {site}/demo/mail/
{people}

The sponsor asks for a link at  {site}/fr/commanditaire/entrer/  with the address {SPONSOR["email"]}

Everything is kept in {settings.DATA_DIR}. Ctrl-C stops.""")
        self.stdout.flush()
