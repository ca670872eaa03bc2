from django.conf import settings
from django.db import models

from pyjama.core import clock
from pyjama.core.scopes import belongs_to


class UploadQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(belongs_to(user, "person"))

    def editable_by(self, user):
        return self.none()


class Upload(models.Model):
    """One file that a person sent and that was kept: the row by which her uploads are counted."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="uploads")
    size = models.PositiveIntegerField()
    uploaded_at = models.DateTimeField(default=clock.now)

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        indexes = [models.Index(fields=["person", "uploaded_at"])]

    def __str__(self):
        return f"{self.size} bytes from {self.person_id}"
