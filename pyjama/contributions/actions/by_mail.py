from django.db import transaction

from pyjama.contributions.models import StoppedReplies
from pyjama.core import clock


@transaction.atomic
def stop_replies(*, person):
    """Let no mail already sent to a person be answered any more: its address serves for what is sent from now on only."""
    StoppedReplies.objects.update_or_create(person=person, defaults={"stopped_at": clock.now()})
