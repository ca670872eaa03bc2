from django.db import transaction

from pyjama.contributions.models import StoppedReplies
from pyjama.core import clock


def replies_stopped_at(person):
    """From when on older mail to a person is answered no more (datetime), or None."""
    return StoppedReplies.objects.filter(person=person).values_list("stopped_at", flat=True).first()


@transaction.atomic
def stop_replies(*, person):
    """Let no mail already sent to a person be answered any more: its address serves for what is sent from now on only."""
    StoppedReplies.objects.update_or_create(person=person, defaults={"stopped_at": clock.now()})
