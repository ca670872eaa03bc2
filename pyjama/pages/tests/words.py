"""Where the site's own texts are, for the tests that read and edit them."""

from django.urls import reverse
from django.utils import translation


def path(slug, language="en"):
    with translation.override(language):
        return reverse(f"pages:{slug}")
