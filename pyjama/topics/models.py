from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

# How long something may take: chosen beside causes and skills, from a list that nobody edits.
MINUTES = [(2, "2"), (5, "5"), (15, "15"), (30, "30"), (60, "60")]


class Topic(models.Model):
    """One entry of a list that the operator edits: a name in each language, and a place in the list."""

    slug = models.SlugField(_("name in addresses"), unique=True)
    name_fr = models.CharField(_("name in French"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=60)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "slug"]

    def __str__(self):
        return self.name

    @property
    def name(self):
        """The name in the reader's language."""
        return self.name_fr if get_language() == "fr" else self.name_en


class Cause(Topic):
    """What an organization works for."""

    class Meta(Topic.Meta):
        verbose_name = _("cause")
        verbose_name_plural = _("causes")


class Skill(Topic):
    """What a call can use; a call without any asks for an opinion, which everyone has."""

    class Meta(Topic.Meta):
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
