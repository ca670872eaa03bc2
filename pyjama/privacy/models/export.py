import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from pyjama.core import clock
from pyjama.core.scopes import belongs_to

FOLDER = "exports"


def drawn_key():
    """A name of a file that nobody guesses."""
    return secrets.token_hex(16)


class ExportQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(belongs_to(user, "person"))

    def editable_by(self, user):
        return self.none()

    def waiting(self):
        """Asked for, and not made yet."""
        return self.filter(made_at=None)

    def ready(self):
        return self.filter(made_at__gt=clock.now() - Export.KEPT)

    def to_make(self):
        """Those that no worker has begun, or that a worker began and never finished."""
        return self.waiting().filter(Q(claimed_at=None) | Q(claimed_at__lt=clock.now() - Export.PATIENCE))

    def over(self):
        return self.filter(made_at__lte=clock.now() - Export.KEPT)


class Export(models.Model):
    """All that is kept about a person, in one file that she asked for: private, and erased after a week."""

    KEPT = timedelta(days=7)
    # A worker that was killed is not waited for any longer.
    PATIENCE = timedelta(minutes=15)

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="exports")
    key = models.CharField(max_length=32, unique=True, default=drawn_key)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    size = models.PositiveBigIntegerField(default=0)
    asked_at = models.DateTimeField(default=clock.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint("person", condition=Q(made_at=None), name="one_export_of_a_person_is_made_at_a_time")
        ]

    def __str__(self):
        return f"Export of {self.person_id}"

    def get_absolute_url(self):
        return reverse("privacy:mine")

    @property
    def name(self):
        """Where its file is, in the private storage."""
        return f"{FOLDER}/{self.key}.zip"

    @property
    def expires_at(self):
        return self.made_at and self.made_at + self.KEPT
