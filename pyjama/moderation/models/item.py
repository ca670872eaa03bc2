from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pyjama.core import clock
from pyjama.core.scopes import moderates
from pyjama.moderation.subjects import subject_of, subjects

# A claim that nobody followed up is over: the item is anybody's again.
MOST_ALIKE = 20
CLAIMED_FOR = timedelta(minutes=15)
KEPT_FOR = timedelta(days=30)


class ItemQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A moderator's alone."""
        return self.all() if moderates(user) else self.none()

    def editable_by(self, user):
        """Those that wait for a moderator's decision."""
        return self.visible_to(user).open()

    def open(self):
        return self.filter(closed_at=None)

    def forgettable(self):
        """Held rows from which one could still tell that they came from one network, after a month."""
        old = clock.now() - KEPT_FOR
        return self.filter(kind=Item.Kind.HOLD, opened_at__lte=old).exclude(group="")

    def about(self, row):
        """Those about one row."""
        return self.filter(content_type=ContentType.objects.get_for_model(row), object_id=row.pk)

    def alike(self, item):
        """The others of one burst, or of one author."""
        others = self.exclude(pk=item.pk)
        same = Q(group=item.group) if item.group else Q(pk__in=[])
        by_author = Q(author=item.author_id) if item.author_id else Q(pk__in=[])
        return others.filter(same | by_author).select_related("author")[:MOST_ALIKE]

    def for_queue(self):
        """With all that the queue shows, in a constant number of queries: what a rule hid, and dangers, first.

        Then the first of each group, the second of each, and so on: a wave from one network buries nothing else.
        """
        targets = GenericPrefetch("target", [subject.rows() for subject in subjects().values()])
        return (
            self.select_related("author", "claimed_by")
            .prefetch_related(targets)
            .annotate(reported=Count("reports"))
            .order_by("-is_urgent", "place", "opened_at", "pk")
        )

    def locked(self, item):
        """This item as it stands now, held until the transaction ends: to be asked for inside one."""
        return self.select_for_update(of=("self",)).get(pk=item.pk)


class Item(models.Model):
    """One thing in the moderators' queue: a row that was reported, that is held, or that a rule found in a burst."""

    class Kind(models.TextChoices):
        REPORT = "report", _("reported")
        HOLD = "hold", _("held")
        BURST = "burst", _("burst")

    kind = models.CharField(max_length=10, choices=Kind)
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    target = GenericForeignKey()
    # Whose it is; the row itself may be gone before anybody looked.
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    # The name of the rule that found, held or hid it; "" where people reported it and no rule did anything.
    rule = models.CharField(max_length=40, blank=True)
    # What the rows of one burst have in common, or those held by one rule from one network, as a digest.
    group = models.CharField(max_length=64, blank=True)
    # How many of its group came before it: the first of each are read first.
    place = models.PositiveIntegerField(default=0, db_default=0)
    weight = models.PositiveIntegerField(default=0)
    is_urgent = models.BooleanField(default=False)
    opened_at = models.DateTimeField(default=clock.now)
    claimed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    claimed_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["opened_at", "pk"]
        indexes = [
            models.Index(fields=["is_urgent", "place", "opened_at"], condition=Q(closed_at=None), name="item_open_in_turn"),
            models.Index(fields=["group"], condition=Q(closed_at=None), name="item_open_of_group"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"], condition=Q(closed_at=None), name="item_is_open_once"
            )
        ]

    def __str__(self):
        return f"{self.kind}: {self.content_type_id}/{self.object_id}"

    def get_absolute_url(self):
        return reverse("moderation:item", args=[self.pk])

    @property
    def subject(self):
        """What may be done with the kind of row that it is about (a Subject)."""
        return subject_of(ContentType.objects.get_for_id(self.content_type_id).model_class())

    @property
    def is_claimed(self):
        """Whether a moderator has it in hand at this moment."""
        return self.claimed_at is not None and clock.now() < self.claimed_at + CLAIMED_FOR

    @property
    def automatic_decision(self):
        """What a rule decided and no person has looked at yet, or None."""
        return self.decisions.standing().filter(moderator_id=None).exclude(rule="").first()
