from django.db import models
from django.utils.translation import gettext_lazy as _


class Province(models.TextChoices):
    """The provinces and territories of Canada, by their postal abbreviations."""

    ALBERTA = "AB", _("Alberta")
    BRITISH_COLUMBIA = "BC", _("British Columbia")
    MANITOBA = "MB", _("Manitoba")
    NEW_BRUNSWICK = "NB", _("New Brunswick")
    NEWFOUNDLAND_AND_LABRADOR = "NL", _("Newfoundland and Labrador")
    NOVA_SCOTIA = "NS", _("Nova Scotia")
    NORTHWEST_TERRITORIES = "NT", _("Northwest Territories")
    NUNAVUT = "NU", _("Nunavut")
    ONTARIO = "ON", _("Ontario")
    PRINCE_EDWARD_ISLAND = "PE", _("Prince Edward Island")
    QUEBEC = "QC", _("Quebec")
    SASKATCHEWAN = "SK", _("Saskatchewan")
    YUKON = "YT", _("Yukon")
