"""Somebody without an account: what she writes, says of herself, and is mailed."""

import re
import uuid

from pyjama.mail.models import Mail

WORDS = "The Ladle, because everybody leaves with one."
KEEP = "/en/contributions/kept-for-you/"
ME = {"email": "Nobody.Yet@example.org", "display_name": "Odd Sock 12", "old_enough": "1"}


def answer(**fields):
    return {"body": WORDS, "language": "en", "submission_key": str(uuid.uuid4())} | fields


def links_to(email):
    """The links (list of paths) in the mail to somebody, the newest first."""
    letters = Mail.objects.filter(recipient=email.lower()).order_by("-pk")
    found = (re.search(r"/(fr|en)/contributions/publ\w+/\S+", letter.text) for letter in letters)
    return [link[0] for link in found if link]


def ask_for_link(client, **fields):
    assert client.post(KEEP, ME | fields).url == KEEP
    return links_to((ME | fields)["email"])[0]
