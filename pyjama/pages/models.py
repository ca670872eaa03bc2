from urllib.parse import urlencode

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from pyjama.core import clock
from pyjama.core.rich_text import to_page_html
from pyjama.pages import shipped
from pyjama.pages.blanks import fill, in_markdown


class TextQuerySet(models.QuerySet):
    def in_force(self, slug, language):
        """The Text that readers see: the operator's row, or else the shipped words, which are no row."""
        return self.filter(slug=slug, language=language).first() or Text.as_shipped(slug, language)

    def every_one(self):
        """Every Text in force, each in French and in English, in the order of their slugs' list."""
        own = {(text.slug, text.language): text for text in self}
        keys = [(slug, language) for slug in Text.Slug.values for language, name in settings.LANGUAGES]
        return [own.get(key) or Text.as_shipped(*key) for key in keys]


def slugs():
    """What a field may hold. Named, so that a new text needs no migration."""
    return Text.Slug.choices


class Text(models.Model):
    """An operator's own words for one of the site's texts in one language; without a row, the shipped ones stand."""

    class Slug(models.TextChoices):
        HOW_IT_WORKS = "how_it_works", _("How it works")
        FOR_ORGANIZATIONS = "for_organizations", _("For organizations")
        ABOUT = "about", _("About")
        PRIVACY = "privacy", _("Privacy")
        TERMS = "terms", _("Terms of use")
        MODERATION = "moderation", _("How moderation works")
        ACCESSIBILITY = "accessibility", _("Accessibility")
        CONTACT = "contact", _("Contact us")

    slug = models.CharField(_("text"), max_length=20, choices=slugs)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    title = models.CharField(_("title"), max_length=90)
    body = models.TextField(_("words"), max_length=20_000)
    updated_at = models.DateTimeField(_("last changed on"), default=clock.now)

    objects = TextQuerySet.as_manager()

    class Meta:
        ordering = ["slug", "language"]
        verbose_name = _("text of the site")
        verbose_name_plural = _("texts of the site")
        constraints = [
            models.UniqueConstraint(
                fields=["slug", "language"],
                name="text_is_unique",
                violation_error_message=_("Somebody else has begun to edit this text. Open it from the list."),
            ),
            models.CheckConstraint(condition=~models.Q(title="") & ~models.Q(body=""), name="text_has_words"),
        ]

    def __str__(self):
        return f"{self.get_slug_display()} · {self.get_language_display()}"

    def get_absolute_url(self):
        with override(self.language):
            return reverse(f"pages:{self.slug}")

    @classmethod
    def as_shipped(cls, slug, language):
        """The words that come with the software, as a Text that is not saved."""
        return cls(slug=slug, language=language, **shipped.read(slug, language)._asdict())

    @property
    def heading(self):
        """The title with its blanks filled in."""
        return fill(self.title)

    @property
    def html(self):
        """The body as safe HTML, with its blanks filled in: made each time, for the settings may have changed."""
        return to_page_html(fill(self.body, in_markdown))

    @property
    def editing_url(self):
        """Where the operator edits it."""
        if self.pk:
            return reverse("admin:pages_text_change", args=[self.pk])
        return reverse("admin:pages_text_add") + "?" + urlencode({"slug": self.slug, "language": self.language})
