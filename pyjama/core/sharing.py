"""Addresses where a person may share a page with hers: plain links, so that nobody is told before she follows one."""

from urllib.parse import quote

from django.utils.translation import gettext as _

# Facebook and LinkedIn read the page themselves; the others take the words that are given.
NETWORKS = {
    "Facebook": "https://www.facebook.com/sharer/sharer.php?u={address}",
    "LinkedIn": "https://www.linkedin.com/sharing/share-offsite/?url={address}",
    "Bluesky": "https://bsky.app/intent/compose?text={words}%20{address}",
    "Mastodon": "https://share.joinmastodon.org/#text={words}%20{address}",
    "X": "https://x.com/intent/post?text={words}&url={address}",
}


def links_to_share(address, words):
    """The name and the address (str both) of each way to share a page, by its full address and some words about it."""
    parts = {"address": quote(address, safe=""), "words": quote(words, safe="")}
    by_mail = _("Mail"), "mailto:?subject={words}&body={words}%0A%0A{address}".format(**parts)
    return [by_mail, *((name, place.format(**parts)) for name, place in NETWORKS.items())]
