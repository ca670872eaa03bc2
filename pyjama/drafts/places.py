"""Where a text is typed: the name of a form that is the same in every language, window and device."""

import re

PLACE = re.compile(r"[A-Za-z0-9_:/.-]{1,120}", re.ASCII)
# Whoever signs out: the device forgets what she typed anywhere (see `typist`).
EVERYWHERE = re.compile(r"\*[0-9a-f]{0,20}", re.ASCII)

# A slug changes with a title; an address with a token is a secret.
NO_PLACE, LEFT_OUT = {"token", "key"}, {"slug"}


def place_of(match):
    """The place (str) of the forms on a page, by its ResolverMatch: "calls:edit/36"; "" where nothing may be kept."""
    if not match or NO_PLACE & match.kwargs.keys():
        return ""
    return "/".join([match.view_name, *(str(value) for name, value in match.kwargs.items() if name not in LEFT_OUT)])
