"""The site's names and addresses, one per language where the operator gave two."""

from django.conf import settings
from django.utils.translation import get_language


def site_name(language=None):
    """The site's name (str) in a language ("fr" or "en"; the active one by default)."""
    return settings.SITE_NAMES[language or get_language()]


def origin(language=None):
    """Scheme and host (str, no final slash) where the site speaks this language."""
    domain = settings.DOMAINS[language or get_language()]
    return f"https://{domain}" if domain else settings.SITE_URL


def absolute_url(path, language=None):
    """The full address (str) of a path of ours, as a mail or another site needs it."""
    return origin(language) + path


def is_spoken_at(host, language):
    """Whether pages in a language ("fr" or "en") are served at a host, or sent on to the language's own domain."""
    return settings.DOMAINS[language] in {"", host} or host not in settings.DOMAINS.values()
