from django.core.management.base import BaseCommand

from pyjama.calls.tasks import follow_deadlines


class Command(BaseCommand):
    help = "Close the calls that are due and let silent ones lapse, once. The worker does it every minute."

    def handle(self, **options):
        follow_deadlines()
