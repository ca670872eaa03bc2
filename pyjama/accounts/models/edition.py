from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pyjama.core import clock


class EditionQuerySet(models.QuerySet):
    def newest(self, policy):
        """The edition of a policy that is in force, or None."""
        return self.filter(policy=policy).order_by("-version", "-pk").first()


class Edition(models.Model):
    """A version of the privacy policy or of the terms, and since when people were told of it."""

    class Policy(models.TextChoices):
        PRIVACY = "privacy", _("Privacy policy")
        TERMS = "terms", _("Terms of use")

    policy = models.CharField(max_length=10, choices=Policy)
    version = models.CharField(max_length=20)
    announced_at = models.DateTimeField(default=clock.now)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["announced_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["policy", "version"], name="edition_is_announced_once")]

    def __str__(self):
        return f"{self.policy} {self.version}"

    def get_absolute_url(self):
        return reverse(f"pages:{self.policy}")
