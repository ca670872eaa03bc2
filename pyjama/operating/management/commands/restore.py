import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from pyjama.core.refusals import Refused
from pyjama.operating.actions import restore

WITH_SOMETHING_MISSING = 2


class Command(BaseCommand):
    help = (
        "Put a backup back into an empty place, and erase again whoever left since. "
        "Ends with 0 when all is there, 1 when nothing was restored, 2 when it was but something is missing."
    )
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *, file, **options):
        try:
            report = restore(file)
        except (Refused, OSError, DatabaseError) as error:
            raise CommandError(f"Not restored. {error}") from error
        for table, number in sorted(report["rows"].items()):
            self.stdout.write(f"{number:>10}  {table}")
        self.stdout.write(
            f"{sum(report['rows'].values())} rows and {report['files']} files, of {report['manifest']['made_at']}."
        )
        if faults := [*self.faults(report)]:
            self.stderr.write("\n".join(faults))
            sys.exit(WITH_SOMETHING_MISSING)

    def faults(self, report):
        """What the operator must see to, in sentences; what was put right by itself is told on the way."""
        manifest = report["manifest"]
        self.stdout.write(f"Not in it, yours to give: {', '.join(manifest['left_out'])}.")
        written = {name: facts["rows"] for name, facts in manifest["tables"].items()}
        if different := sorted(name for name in written if report["rows"].get(name) != written[name]):
            yield f"Not as many rows as were written: {', '.join(different)}."
        if report["missing"]:
            yield "Rows name these files, and they are not there:\n  " + "\n  ".join(report["missing"])
        if report["erased"] is None:
            yield "There is no ledger in DATA_DIR/erasures: put it there and run replay_erasures before the site opens."
        else:
            self.stdout.write(f"{report['erased']} people erased again who left since.")
