"""How a group of news says who, and how a mail names what can be muted."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

MOST_NAMES = 2
MUTES = {
    "call": gettext_lazy("Mute this call"),
    "contribution": gettext_lazy("Mute this thread"),
    "organization": gettext_lazy("Mute this organization"),
}
QUESTIONS = {
    "call": gettext_lazy("Mute this call?"),
    "contribution": gettext_lazy("Mute this thread?"),
    "organization": gettext_lazy("Mute this organization?"),
}


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
