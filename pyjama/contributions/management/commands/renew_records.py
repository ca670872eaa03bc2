from django.core.management.base import BaseCommand
from django.db import transaction

from pyjama.contributions.record import renew_record
from pyjama.organizations.models import Organization


class Command(BaseCommand):
    help = "Count every organization's record anew: its calls that are over, and how soon it reacts. Actions do so too."

    def handle(self, **options):
        for organization in Organization.objects.all():
            with transaction.atomic():
                renew_record(Organization.objects.locked(organization))
