"""How a group of news says who."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MOST_NAMES = 2


def names_of(actors):
    """How a group says who (str): "Maya", "Maya and Luc", "Maya, Luc and 3 others". The latest stands first."""
    names = list(dict.fromkeys(name for name in actors if name))
    others = len(names) - MOST_NAMES
    if others > 0:
        some = _(", ").join(names[:MOST_NAMES])
        return ngettext("%(names)s and %(number)d other", "%(names)s and %(number)d others", others) % {
            "names": some,
            "number": others,
        }
    return _("%(first)s and %(second)s") % {"first": names[0], "second": names[1]} if len(names) > 1 else "".join(names)
