from django.core.management.base import BaseCommand

from pyjama.calls.models import Call
from pyjama.calls.search import index


class Command(BaseCommand):
    help = "Make the search's index anew from all calls: after the rules of stemming changed, or a restore without it."

    def handle(self, **options):
        index(*Call.objects.only("pk", "title", "body", "language").iterator())
