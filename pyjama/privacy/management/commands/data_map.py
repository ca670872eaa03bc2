from django.conf import settings
from django.core.management.base import BaseCommand

from pyjama.privacy.document import renewed


class Command(BaseCommand):
    help = "Writes docs/data-map.md anew from what each app's privacy.py declares."

    def handle(self, **options):
        path = settings.BASE_DIR / "docs" / "data-map.md"
        path.write_text(renewed(path.read_text(encoding="utf-8")), encoding="utf-8")
