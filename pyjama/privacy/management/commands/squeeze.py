from django.core.management.base import BaseCommand

from pyjama.privacy.actions import squeeze


class Command(BaseCommand):
    help = "Rewrites an SQLite database without its free pages: once, for what was deleted before secure_delete."

    def handle(self, **options):
        squeeze()
