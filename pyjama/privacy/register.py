"""The register of incidents as a table and as a paper: the eight fields, in the order of the regulation."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from pyjama.core import clock
from pyjama.core.dates import date_format
from pyjama.core.site import site_name
from pyjama.privacy.models import Incident

FIELDS = ["information", "circumstances", "happened_on", "known_on", "people", "seriousness", "notices", "measures"]


def columns():
    """What stands above the cells."""
    return [capfirst(Incident._meta.get_field(name).verbose_name) for name in FIELDS]


def cells(incident):
    """One incident in a row."""
    return [getattr(incident, name) for name in FIELDS]


def on_paper(incidents):
    """The words of the paper (a dict)."""
    return {
        "title": _("%(site)s: register of confidentiality incidents") % {"site": site_name()},
        "incidents": [
            {"fields": [{"name": name, "words": words_of(cell)} for name, cell in zip(columns(), cells(each), strict=True)]}
            for each in incidents
        ],
        "foot": _("Made on %(day)s.") % {"day": date_format(clock.today())},
    }


def words_of(cell):
    return date_format(cell) if hasattr(cell, "isoformat") else str(cell) or "—"
