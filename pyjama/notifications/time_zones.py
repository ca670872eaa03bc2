"""The clocks of Canada, from east to west; the names are those of the IANA time zone database."""

from django.utils.translation import gettext_lazy as _

ZONES = [
    ("America/St_Johns", _("Newfoundland (St. John’s)")),
    ("America/Halifax", _("Atlantic (Halifax, Moncton)")),
    ("America/Toronto", _("Eastern (Montréal, Toronto, Iqaluit)")),
    ("America/Winnipeg", _("Central (Winnipeg)")),
    ("America/Regina", _("Saskatchewan (Regina), no daylight saving")),
    ("America/Edmonton", _("Mountain (Edmonton, Yellowknife)")),
    ("America/Whitehorse", _("Yukon (Whitehorse), no daylight saving")),
    ("America/Vancouver", _("Pacific (Vancouver)")),
]
