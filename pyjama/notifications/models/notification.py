from collections import defaultdict
from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse

from pyjama.core import clock
from pyjama.core.scopes import belongs_to
from pyjama.mail.models import Mail
from pyjama.notifications.models.kind import kinds
from pyjama.notifications.names import names_of

KEPT = timedelta(days=90)
# A page is compared with so much of what is unread, the newest: nobody waits for more.
COMPARED = 200


def alone():
    """A group of one."""
    return uuid4().hex


class NotificationQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(belongs_to(user, "recipient"))

    def editable_by(self, user):
        return self.visible_to(user)

    def unread(self):
        return self.filter(read_at=None)

    def listed(self):
        return self.filter(is_listed=True)

    def lines(self):
        """The lines of a list, newest first: dicts of `newest` (an id), `number`, `group` and `read_at`.

        Unread news of one group is one line, and stays one once it was read; what comes later begins another.
        """
        totals = {"newest": models.Max("pk"), "number": models.Count("pk")}
        return self.listed().order_by().values("group", "read_at").annotate(**totals).order_by("-newest")

    def told_by(self, lines):
        """The newest notification of each of some `lines`, in their order, each with its `number` and its `actors`."""
        totals = {line["newest"]: line for line in lines}
        newest = list(self.filter(pk__in=totals).order_by("-pk").with_targets())
        rows = self.filter(group__in=[each.group for each in newest]).order_by()
        latest = rows.values("group", "read_at", "actor_name").annotate(latest=models.Max("pk")).order_by("-latest")
        actors = defaultdict(list)
        for row in latest:
            actors[row["group"], row["read_at"]].append(row["actor_name"])
        for each in newest:
            each.number, each.actors = totals[each.pk]["number"], actors[each.group, each.read_at]
        return newest

    def count_lines(self):
        """How many lines are unread (int): one query, over one index."""
        return self.listed().unread().aggregate(number=models.Count("group", distinct=True))["number"]

    def with_lines_of_each(self):
        """Dicts of a `recipient` and how many `lines` are unread, of whoever has any: `count_lines` for a Question."""
        unread = self.listed().unread().order_by()
        return unread.values("recipient").annotate(lines=models.Count("group", distinct=True))

    def told_on(self, path, rows):
        """What a page speaks of, among the newest that is unread (a list): its path is theirs, or it shows their row.

        `rows` are as an `id` in a page has them (a list of str): "contribution-7".
        """
        newest = self.listed().unread().with_targets()[:COMPARED]
        return [each for each in newest if each.target and each.is_told_on(path, rows)]

    def forgettable(self):
        """What is older than KEPT."""
        return self.filter(created_at__lt=clock.now() - KEPT)

    def unread_with(self, notification):
        """What is one line with a notification for its recipient, the oldest first."""
        return (
            self.filter(recipient=notification.recipient_id, group=notification.group).unread().order_by("pk").with_targets()
        )

    def of_the_week(self, people):
        """What waits unread for the weekly mail of some people, the oldest first."""
        return self.filter(recipient__in=people, waits_for_week=True).unread().order_by("pk").with_targets()

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


class InSight(models.Manager.from_queryset(NotificationQuerySet)):
    """All that can be told: but for news of what moderators have hidden."""

    def get_queryset(self):
        return super().get_queryset().filter(is_hidden=False)


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
    # Unread news of one group is one line, and one mail as long as that has not left.
    group = models.CharField(max_length=80, default=alone)
    is_listed = models.BooleanField(default=True)
    # Chosen for the weekly mail, which has not told it yet.
    waits_for_week = models.BooleanField(default=False)
    # What it is about is hidden by moderators: nobody is told of it, until it is shown again.
    is_hidden = models.BooleanField(default=False)
    mail = models.ForeignKey(Mail, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = InSight()
    whole = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["recipient", "read_at", "group"], name="notification_lines"),
            models.Index(fields=["created_at"], name="notification_age"),
        ]

    def __str__(self):
        return f"{self.kind} for {self.recipient_id}"

    @property
    def template(self):
        return f"notifications/kinds/{self.kind}.html"

    @property
    def names(self):
        """Who is in its line, once it came by `told_by` (str)."""
        return names_of(self.actors)

    def is_told_on(self, path, rows):
        """Whether its action leads to a page, or where nothing is to be done, whether that page shows what it is about."""
        row = f"{self.target._meta.model_name}-{self.object_id}"
        return self.get_absolute_url() == path or ("leads_to" not in self.facts and row in rows)

    def get_absolute_url(self):
        """Where its action leads: to the page that was named when it was told, or else to what it is about."""
        page = self.facts.get("leads_to")
        return reverse(page[0], args=page[1:]) if page else self.target.get_absolute_url()
