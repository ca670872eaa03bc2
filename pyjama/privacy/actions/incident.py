"""The register of incidents: lines are written and completed, and stay for five years."""

from django.db import transaction

from pyjama.core import clock
from pyjama.moderation.actions import note_act
from pyjama.moderation.models import StaffAct
from pyjama.privacy.models import Incident


@transaction.atomic
def register_incident(*, operator, incident=None, **words):
    """Write an incident into the register, or complete one that stands there; returns it."""
    incident = incident or Incident(noted_by=operator)
    for name, word in words.items():
        setattr(incident, name, word)
    incident.save()
    note_act(staff=operator, kind=StaffAct.Kind.CHANGED, about=incident)
    return incident


@transaction.atomic
def note_told(*, incident, operator):
    """The authority was told of it now: the clock of 72 hours stops."""
    if Incident.objects.filter(pk=incident.pk, told_at=None).update(told_at=clock.now()):
        note_act(staff=operator, kind=StaffAct.Kind.CHANGED, about=incident, detail="told")
