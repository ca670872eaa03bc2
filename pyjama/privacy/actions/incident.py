"""The register of incidents: lines are written and completed, and stay for five years."""

from django.db import transaction

from pyjama.core import clock
from pyjama.privacy.models import Incident


@transaction.atomic
def register_incident(*, operator, incident=None, **words):
    """Write an incident into the register, or complete one that stands there; returns it."""
    incident = incident or Incident(noted_by=operator)
    for name, word in words.items():
        setattr(incident, name, word)
    incident.save()
    return incident


@transaction.atomic
def note_told(*, incident):
    """The authority was told of it now: the clock of 72 hours stops."""
    Incident.objects.filter(pk=incident.pk, told_at=None).update(told_at=clock.now())
