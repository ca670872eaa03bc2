from django.core.management.base import BaseCommand

from pyjama.privacy.actions import replay_erasures, squeeze


class Command(BaseCommand):
    help = "After a backup was restored: erases again whoever was erased since, by the ledger in DATA_DIR/erasures."

    def handle(self, **options):
        self.stdout.write(f"{replay_erasures()} erased again.")
        squeeze()
