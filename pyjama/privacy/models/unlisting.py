from django.conf import settings
from django.core.cache import cache
from django.db import models
from django.db.models import Q
from django.urls import resolve, reverse, translate_url
from django.utils.translation import gettext_lazy as _

from pyjama.core import clock
from pyjama.core.scopes import belongs_to, moderates

CACHED = "privacy.unlisted"
FOR_A_MINUTE = 60


class UnlistingQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.all() if moderates(user) else self.filter(belongs_to(user, "asked_by"))

    def editable_by(self, user):
        """A moderator's, but for what she asked for herself."""
        return self.exclude(asked_by=user) if moderates(user) else self.none()

    def waiting(self):
        return self.filter(decided_at=None)

    def in_force(self):
        return self.filter(is_granted=True, lifted_at=None)

    def paths(self):
        """The pages that search engines must not show (a frozenset of paths in both languages).

        Remembered for a minute; a decision has it made anew.
        """
        paths = cache.get(CACHED)
        if paths is None:
            asked = self.in_force().values_list("path", flat=True)
            paths = frozenset(translate_url(path, language) for path in asked for language, _name in settings.LANGUAGES)
            cache.set(CACHED, paths, FOR_A_MINUTE)
        return paths

    def numbers(self, address):
        """The numbers of the rows whose page at an address of ours (`pages:call`) is to be forgotten: a set of int."""
        matches = map(resolve, self.paths())
        return {match.kwargs["pk"] for match in matches if match.view_name == address}


class Unlisting(models.Model):
    """Somebody asks that a page about her be shown by no search engine, and what was decided (Law 25: P-39.1, s. 28.1)."""

    class Ground(models.TextChoices):
        """Why, as the law weighs it."""

        HARM = "harm", _("It does me serious harm: to my reputation or my private life")
        MINOR = "minor", _("It is about somebody under 18")
        WRONG = "wrong", _("It is wrong, incomplete or out of date")
        UNLAWFUL = "unlawful", _("It breaks the law or a decision of a court")

    path = models.CharField(_("page"), max_length=300)
    ground = models.CharField(_("why"), max_length=10, choices=Ground)
    words = models.TextField(_("what happened"), max_length=3_000)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    asked_at = models.DateTimeField(default=clock.now)
    is_granted = models.BooleanField(null=True)
    reason = models.TextField(_("reasons"), max_length=2_000, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)

    objects = UnlistingQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        indexes = [models.Index(fields=["path"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_granted=None, decided_at=None) | Q(is_granted__isnull=False, decided_at__isnull=False),
                name="unlisting_is_decided_at_once",
            )
        ]

    def __str__(self):
        return self.path

    def get_absolute_url(self):
        return reverse("privacy:unlisting", args=[self.pk])

    @property
    def is_in_force(self):
        return bool(self.is_granted and not self.lifted_at)
