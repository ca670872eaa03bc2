from django.db import models
from django.utils.translation import gettext_lazy as _

from pyjama.core import clock


class StaffActQuerySet(models.QuerySet):
    def visible_to(self, user):
        """An operator's alone."""
        return self.all() if user.is_authenticated and user.is_staff else self.none()

    def editable_by(self, user):
        """None: the log only grows."""
        return self.none()

    def refuse(self, *_, **__):
        raise TypeError("The log only grows: write a new line.")

    update = delete = bulk_update = refuse


class StaffAct(models.Model):
    """One line of what staff did or looked at, in numbers: it outlives the people in it and says nothing of them.

    Nothing changes it: the queryset refuses, and a trigger of the database does (migration 0002).
    """

    class Kind(models.TextChoices):
        VIEWED = "viewed", _("looked at")
        LISTED = "listed", _("looked at a list of")
        CHANGED = "changed", _("made a change to")
        EXPORTED = "exported", _("exported")
        CLAIMED = "claimed", _("took in hand")
        DECIDED = "decided", _("decided on")
        UNDID = "undid", _("undid a decision on")
        REVIEWED = "reviewed", _("looked again at a decision on")
        VERIFIED = "verified", _("verified")
        REFUSED = "refused", _("refused")
        ASKED = "asked", _("asked")
        APPROVED = "approved", _("published")
        RETURNED = "returned", _("sent back")

    # Numbers, no foreign keys: a row that goes must not want to change this one.
    staff = models.PositiveBigIntegerField(db_index=True)
    kind = models.CharField(max_length=12, choices=Kind)
    about = models.CharField(max_length=60, blank=True)
    object_id = models.PositiveBigIntegerField(null=True, blank=True)
    detail = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(default=clock.now)

    objects = StaffActQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("act of staff")
        verbose_name_plural = _("acts of staff")

    def __str__(self):
        return f"{self.staff} {self.kind} {self.about} {self.object_id or ''}".strip()
