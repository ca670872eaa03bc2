from django.db import models
from django.utils.translation import gettext_lazy as _


class Ground(models.TextChoices):
    """Why something is reported, and why a moderator decides: one list for both, so that people understand each other."""

    SPAM = "spam", _("Advertising, or the same thing everywhere")
    HURTFUL = "hurtful", _("Insults, hatred or harassment")
    DANGER = "danger", _("Somebody may be in danger, or a minor is concerned")
    PERSONAL = "personal", _("Personal information about somebody")
    FALSE = "false", _("A fraud, or a false identity")
    STOLEN = "stolen", _("Somebody else’s work, taken as one’s own")
    ASTRAY = "astray", _("Not an answer, or nothing to do with it")
    OTHER = "other", _("Something else")


def grounds():
    """What a field may hold. Named, so that a new ground needs no migration."""
    return Ground.choices
