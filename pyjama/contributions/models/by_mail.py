from django.conf import settings
from django.db import models

from pyjama.core import clock


class StoppedRepliesQuerySet(models.QuerySet):
    def stopped(self, person, moment):
        """Whether the address in a mail written to a person at this moment answers no more."""
        return self.filter(person=person, stopped_at__gte=moment).exists()


class StoppedReplies(models.Model):
    """From when on mail already sent to a person is answered no more: she lost a mailbox, or passed a mail on."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="stopped_replies")
    stopped_at = models.DateTimeField(default=clock.now)

    objects = StoppedRepliesQuerySet.as_manager()

    def __str__(self):
        return f"{self.person_id} until {self.stopped_at}"
