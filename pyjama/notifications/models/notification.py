from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse

from pyjama.core import clock
from pyjama.core.scopes import belongs_to
from pyjama.notifications.models.kind import kinds


class NotificationQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(belongs_to(user, "recipient"))

    def editable_by(self, user):
        return self.visible_to(user)

    def unread(self):
        return self.filter(read_at=None)

    def about(self, kind, targets):
        """Those of one kind about any of these rows, at least one, all of one model."""
        model = ContentType.objects.get_for_model(targets[0])
        return self.filter(kind=kind, content_type=model, object_id__in=[target.pk for target in targets])

    def about_any(self, model, pks):
        """Those of any kind about the rows of a model whose numbers these are, a queryset of them included."""
        return self.filter(content_type=ContentType.objects.get_for_model(model), object_id__in=pks)

    def with_targets(self):
        """Each with the row it is about: one query a kind of row, and one for each relation their lines walk along."""
        return self.prefetch_related("target").fetch_mode(models.FETCH_PEERS)


class Notification(models.Model):
    """One thing a person is told, about one row (`target`), in the list and perhaps by mail."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=30, choices=kinds)
    actor_name = models.CharField(max_length=120, blank=True)
    facts = models.JSONField(default=dict, blank=True)
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    target = GenericForeignKey()
    created_at = models.DateTimeField(default=clock.now)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["recipient", "read_at"])]

    def __str__(self):
        return f"{self.kind} for {self.recipient_id}"

    @property
    def template(self):
        return f"notifications/kinds/{self.kind}.html"

    def get_absolute_url(self):
        """Where its action leads: to the page that was named when it was told, or else to what it is about."""
        page = self.facts.get("leads_to")
        return reverse(page[0], args=page[1:]) if page else self.target.get_absolute_url()
