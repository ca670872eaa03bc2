from django.core.management.base import BaseCommand

from pyjama.calls.tasks import follow_deadlines
from pyjama.outcomes.tasks import keep_the_promise


class Command(BaseCommand):
    help = "Close the calls that are due, remind of outcomes, and let silent calls lapse, once. The worker does it too."

    def handle(self, **options):
        follow_deadlines()
        keep_the_promise()
