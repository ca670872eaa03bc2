from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from pyjama.core import clock
from pyjama.core.scopes import belongs_to


def places(target):
    """Where news about a row is followed or muted: a list of pairs of a ContentType's id and a row's.

    They are the row itself and what it is part of. A model says the latter in `within`, pairs of a model and an id.
    """
    wider = [(type(target), target.pk), *getattr(target, "within", [])]
    return [(ContentType.objects.get_for_model(model).pk, pk) for model, pk in wider]


def label_of(target):
    """What a row that can be followed is called in a list (str)."""
    return getattr(target, "followed_as", str(target))


class InterestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own: nobody else learns of them."""
        return self.filter(belongs_to(user, "person"))

    def editable_by(self, user):
        return self.visible_to(user)

    def followed(self):
        return self.filter(is_muted=False)

    def muted(self):
        return self.filter(is_muted=True)

    def of(self, target):
        """Those in this very row, not in what it is part of."""
        return self.filter(content_type=ContentType.objects.get_for_model(target), object_id=target.pk)

    def of_reader(self, reader, target):
        """Hers in this very row, or None; a visitor has none."""
        return self.visible_to(reader).of(target).first() if reader.is_authenticated else None

    def rows_of(self, model):
        """The ids (a queryset) of the rows of a model that they are in."""
        rows = self.filter(content_type=ContentType.objects.get_for_model(model))
        return rows.order_by().values_list("object_id", flat=True)

    def with_targets(self):
        return self.prefetch_related("target").fetch_mode(models.FETCH_PEERS)


class Interest(models.Model):
    """A person follows a row (a call, a thread, an organization), or wants no news of it: never both."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="interests")
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    target = GenericForeignKey()
    is_muted = models.BooleanField(default=False)
    since = models.DateTimeField(default=clock.now)

    objects = InterestQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [models.UniqueConstraint(fields=["person", "content_type", "object_id"], name="interest_is_unique")]
        indexes = [models.Index(fields=["content_type", "object_id", "is_muted"], name="interest_of_target")]

    @property
    def is_in_sight(self):
        """Whether its row is there, and no moderator has hidden it, nor what it is part of."""
        return self.target is not None and getattr(self.target, "is_in_sight", True)

    @property
    def label(self):
        """What it is in a list (str)."""
        return label_of(self.target)

    def __str__(self):
        return f"{self.person_id} {'mutes' if self.is_muted else 'follows'} {self.content_type_id}-{self.object_id}"
