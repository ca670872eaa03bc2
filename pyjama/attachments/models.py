from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pyjama.core import clock
from pyjama.core.scopes import belongs_to, is_one_of, moderates

FOLDER = "attachments"
# In which pictures were kept until they had a light version.
FORMER_WIDTHS = [320, 960, 1_920]
MOST_ATTACHMENTS = 10
LONGEST_ALTERNATIVE = 300


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


class AttachmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever may read a row may see what is attached to it; what waits for its form is its owner's.

        A moderator sees what is attached to what she decides on, too: what is held, and what was hidden.
        """
        scope = belongs_to(user, "owner") & Q(object_id=None)
        for model in Attachable.__subclasses__():
            readable = is_one_of("object_id", model.objects.visible_to(user))
            if moderates(user):
                readable |= is_one_of("object_id", model.objects.exclude(hidden_at=None, held_at=None))
            scope |= Q(readable, content_type=ContentType.objects.get_for_model(model))
        return self.filter(scope)

    def editable_by(self, user):
        """What waits for its form; what is attached is changed with its row, by whoever may change that."""
        return self.filter(belongs_to(user, "owner"), object_id=None)

    def public(self):
        """What everybody may see."""
        return self.visible_to(AnonymousUser())

    def waiting(self):
        """Those whose form was not sent yet."""
        return self.filter(object_id=None)

    def of(self, target):
        """What is attached to a row; nothing for None."""
        return self.of_each([target]) if target else self.none()

    def of_each(self, targets):
        """What is attached to any of these rows, which may be of several models."""
        scope = Q(pk__in=[])
        for model in {type(target) for target in targets}:
            rows = [target.pk for target in targets if type(target) is model]
            scope |= Q(content_type=ContentType.objects.get_for_model(model), object_id__in=rows)
        return self.filter(scope).order_by("position", "pk")

    def of_rows(self, model, pk):
        """What is attached to the row of a model that has this id, or an outer query's reference to it."""
        return self.filter(content_type=ContentType.objects.get_for_model(model), object_id=pk)

    def at_hand(self, person, target):
        """What a form of this person about a row (None where it is yet to be made) may keep: its files, and what waits."""
        return self.editable_by(person) | self.of(target).order_by()

    def without_light(self):
        """Pictures that were kept before each had a light version, the oldest first."""
        return self.filter(light=None).order_by("pk")

    def given_by(self, person):
        return self.filter(belongs_to(person, "owner"))

    def bring_to(self, *targets):
        """Give each of these rows its `shown_attachments` (a list), for the templates, in one query for all of them."""
        for target in targets:
            target.shown_attachments = []
        by_row = {(ContentType.objects.get_for_model(target).pk, target.pk): target for target in targets}
        for attachment in self.of_each(targets):
            by_row[attachment.content_type_id, attachment.object_id].shown_attachments.append(attachment)


class Attachment(models.Model):
    """A picture or a PDF beside somebody's text; without a target it waits for the form it was added to."""

    class Kind(models.TextChoices):
        IMAGE = "image", _("picture")
        DOCUMENT = "document", _("document")

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="attachments")
    content_type = models.ForeignKey(ContentType, models.CASCADE, null=True, blank=True, related_name="+")
    object_id = models.PositiveBigIntegerField(null=True, blank=True)
    target = GenericForeignKey()
    key = models.CharField(max_length=32, unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    # The bytes of a picture's light version: None until it is drawn, 0 where it cannot be, as of a document.
    light = models.PositiveSmallIntegerField(null=True, blank=True)
    width = models.PositiveSmallIntegerField(default=0)
    height = models.PositiveSmallIntegerField(default=0)
    alternative = models.CharField(max_length=LONGEST_ALTERNATIVE, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=clock.now)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        indexes = [
            models.Index(fields=["content_type", "object_id"]),
            models.Index(fields=["id"], condition=Q(light=None), name="attachment_without_light"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """Where the PDF is, or the picture at its largest."""
        return self.address_of(self.files[-1])

    @property
    def is_image(self):
        return self.kind == self.Kind.IMAGE

    @property
    def is_tall(self):
        """Whether a picture is higher than wide, and so is shown narrower."""
        return self.height > self.width

    @property
    def files(self):
        """The names of its files: of a picture the light one, and the largest last."""
        if not self.is_image:
            return [f"{self.key}.pdf"]
        if self.light is None:
            return [f"{self.key}-{width}.webp" for width in sorted({min(each, self.width) for each in FORMER_WIDTHS})]
        return [f"{self.key}-light.webp"] * bool(self.light) + [f"{self.key}-{self.width}.webp"]

    @property
    def on_a_page(self):
        """Where a picture is as a page shows it: its light version, or until it has one the middle of the former widths."""
        return self.address_of(self.files[0] if self.light else self.files[:2][-1])

    def address_of(self, name):
        return reverse("attachment", args=[name])


class Attachable(models.Model):
    """A row to which pictures and papers can be attached: whoever may see the row may see them."""

    attachments = GenericRelation(Attachment)

    class Meta:
        abstract = True
