"""Who pays for the site, and the totals she may read: no table of people has a line to these, nor they to it."""

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from pyjama.core import clock


def new_key():
    return secrets.token_urlsafe(24)


class SponsorQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Nobody’s among the site’s people; that somebody pays, and who, everybody may know (`names`)."""
        return self.none()

    editable_by = visible_to

    def names(self):
        """What the sponsors are called (a list of str), for the page that everybody sees."""
        return [*self.values_list("name", flat=True)]


class Sponsor(models.Model):
    """Somebody who may read the report of totals. It is no account of the site, and opens nothing else.

    `nonce` is part of the mailed link and changes when that has served; `key` is part of the cookie, until she leaves.
    """

    name = models.CharField(_("name"), max_length=100)
    email = models.EmailField(_("e-mail address"), unique=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    added_at = models.DateTimeField(default=clock.now, editable=False)
    nonce = models.CharField(max_length=40, default=new_key, editable=False)
    key = models.CharField(max_length=40, default=new_key, editable=False)

    objects = SponsorQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("sponsor")
        verbose_name_plural = _("sponsors")

    def __str__(self):
        return self.name


class TotalQuerySet(models.QuerySet):
    def months(self):
        """The months of which there are totals (a list of date, their first days), the latest first."""
        return [*self.order_by("-month").values_list("month", flat=True).distinct()]

    def of_month(self, month):
        return self.filter(month=month)


class Total(models.Model):
    """One number of a closed month: what was counted, of which language, cause or province (`key`), or of all together.

    It never changes once it is there: two editions of a month would tell what changed between them. None means that the
    number is withheld: it is under ten, or would tell one that is.
    """

    class Figure(models.TextChoices):
        PEOPLE = "people", _("People who helped")
        ORGANIZATIONS = "organizations", _("Organizations that asked")
        CONTRIBUTIONS = "contributions", _("Contributions")
        MINUTES = "minutes", _("Minutes given")
        OUTCOMES = "outcomes", _("Outcomes told")

    class Dimension(models.TextChoices):
        ALL = "all", pgettext_lazy("totals", "All together")
        LANGUAGE = "language", _("By language of the call")
        CAUSE = "cause", _("By cause of the organization")
        PROVINCE = "province", _("By province of the organization")

    month = models.DateField()
    figure = models.CharField(max_length=20, choices=Figure)
    dimension = models.CharField(max_length=10, choices=Dimension)
    key = models.CharField(max_length=50, blank=True)
    name_fr = models.CharField(max_length=60, blank=True)
    name_en = models.CharField(max_length=60, blank=True)
    number = models.PositiveIntegerField(null=True)

    objects = TotalQuerySet.as_manager()

    class Meta:
        ordering = ["-month", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["month", "figure", "dimension", "key"], name="total_is_told_once"),
        ]

    def __str__(self):
        return f"{self.month:%Y-%m} {self.figure} {self.key}"

    @property
    def name(self):
        """The language, cause or province in the reader's language."""
        return self.name_fr if get_language() == "fr" else self.name_en
