"""Every mail of the site with an example beside it: each app's `previews.py` declares its own.

Developers and translators look at them in a demonstration; the suite reads them all.
"""

from functools import cache

from django.utils.module_loading import autodiscover_modules
from django.utils.translation import get_language

RECIPIENT = "camille@example.org"
_previews = {}


def preview(name):
    """Declare how a mail looks: a function without arguments that writes one, a row of the outbox that is not saved.

    It is called in each language, and its example speaks that language (`said`). `name` (str) is its place in the list.
    """

    def declare(write):
        _previews[name] = write
        return write

    return declare


@cache
def previews():
    """All of them: a dict of names and functions, by name. Looked for once: a list of mails asks for each of its lines."""
    autodiscover_modules("previews")
    return dict(sorted(_previews.items()))


def said(*, fr, en):
    """Words of an example (str) in the active language."""
    return {"fr": fr, "en": en}[get_language()]
