import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from pyjama.core.refusals import Refused
from pyjama.operating.actions import make_backup

WITH_SOMETHING_MISSING = 2


class Command(BaseCommand):
    help = (
        "Write the database, the files and the settings without secrets into one file, while the site runs. "
        "Ends with 0 when it is whole, 1 when none was made, 2 when it was made but lacks files that rows name."
    )
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="such as /var/backups/pyjama/site.tar.gz")
        parser.add_argument("--keep", type=int, default=0, help="put the moment into its name, and keep so many of them")

    def handle(self, *, file, keep, **options):
        try:
            made = make_backup(file, keep=keep)
        except (Refused, OSError, DatabaseError) as error:
            raise CommandError(f"No backup was made. {error}") from error
        rows = sum(table["rows"] for table in made["tables"].values())
        self.stdout.write(f"{made['path']}: {rows} rows, {sum(made['files'].values())} files, {made['bytes']} bytes.")
        self.stdout.write(f"Left out, keep them apart: {', '.join([*made['left_out'], 'erasures'])}.")
        if made["files_elsewhere"]:
            self.stdout.write(f"Kept by another service, not in it: {', '.join(made['files_elsewhere'])}.")
        if made["missing"]:
            self.stderr.write("Rows name these files, and they are gone:\n  " + "\n  ".join(made["missing"]))
            sys.exit(WITH_SOMETHING_MISSING)
