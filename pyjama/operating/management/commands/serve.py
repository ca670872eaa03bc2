from contextlib import nullcontext
from importlib import import_module

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connections
from django.urls import reverse
from django.utils.translation import override
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from pyjama.core.processes import forked_beside, share_what_is_loaded

APPLICATION = "config.wsgi:application"


class Command(BaseCommand):
    help = "Serve the site on a port of this machine: web processes and a worker, which share in memory what is loaded once."
    # They are asked for when the site is installed; a start must not wait for them.
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2, help="web processes: as many as there are cores")
        parser.add_argument("--without-worker", action="store_true", help="where `manage.py work` runs by itself")

    def handle(self, *, host, port, workers, without_worker, **options):
        server = Server(
            APPLICATION,
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=1,
            websockets=False,
            respawn_failed_workers=True,
            log_level=LogLevels.warning,
        )
        load()
        share_what_is_loaded()
        with nullcontext() if without_worker else forked_beside(work):
            server.serve()


def load():
    """Load what each web process would with its first page; what is open to the database and to files is each one's own."""
    import_module(APPLICATION.partition(":")[0])
    for language, _name in settings.LANGUAGES:
        with override(language):
            reverse("pages:home")
    connections.close_all()


def work():
    call_command("work")
