import json
import sys

from django.core.management.base import BaseCommand

from pyjama.operating.checkup import examined
from pyjama.operating.vitals import ERROR, OK, WARNING

MARKS = {OK: "✓", WARNING: "!", ERROR: "✗"}
LEVELS = [OK, WARNING, ERROR]


class Command(BaseCommand):
    help = "Say what is wrong with this installation. Ends with 0 when nothing is, 1 with warnings, 2 with errors."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="for machines")

    def handle(self, *, json, **options):
        found = sorted(examined(), key=lambda finding: -LEVELS.index(finding.level))
        self.stdout.write(as_json(found) if json else as_lines(found))
        if worst := max(LEVELS.index(finding.level) for finding in found):
            sys.exit(worst)


def as_lines(found):
    return "\n".join(f"{MARKS[one.level]} {one.check}: {one.says}" for one in found)


def as_json(found):
    facts = [{"check": one.check, "level": one.level, "word": one.word, "says": one.says} for one in found]
    return json.dumps(facts, ensure_ascii=False, indent=1)
