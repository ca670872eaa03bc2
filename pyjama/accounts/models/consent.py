from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from pyjama.core import clock
from pyjama.core.scopes import belongs_to


class ConsentQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(belongs_to(user, "person"))

    def editable_by(self, user):
        return self.none()

    def update(self, **values):
        raise TypeError("What somebody agreed to is never rewritten: write another line.")

    def newest(self):
        return self.order_by("-made_at", "-pk")


class Consent(models.Model):
    """One line of the ledger of consent: somebody agreed to something, or withdrew it, having read these words.

    Never changed. Canada's anti-spam law (CASL, s. 13) puts the burden of proof on who sends; Quebec's Law 25 (P-39.1,
    s. 14) wants consent given for each purpose.
    """

    class Way(models.TextChoices):
        """How it was said."""

        SIGN_UP = "sign_up", _("when the account was made")
        PAGE = "page", _("on the page of preferences")
        MAIL_PAGE = "mail_page", _("on the page that a mail leads to")
        MAIL_LINK = "mail_link", _("by the link that stops a mail")
        ONE_CLICK = "one_click", _("by the button of a mail program")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="consents")
    purpose = models.CharField(_("purpose"), max_length=30)
    channel = models.CharField(_("channel"), max_length=10, blank=True)
    is_given = models.BooleanField(_("agreed"))
    version = models.CharField(_("version of the words"), max_length=30)
    words = models.TextField(_("words that were shown"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    way = models.CharField(_("how it was said"), max_length=10, choices=Way)
    made_at = models.DateTimeField(_("when"), default=clock.now)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        verbose_name = _("line of the ledger of consent")
        verbose_name_plural = _("ledger of consent")

    def __str__(self):
        return f"{self.purpose}{f', {self.channel}' if self.channel else ''}: {'+' if self.is_given else '−'}"
