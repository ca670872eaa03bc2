"""What every mail of ours says to the programs that carry, sort and show it."""

import re
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.utils.translation import get_language

# Exchange knows these words instead of Auto-Submitted; it still tells us what could not be delivered.
NO_ANSWERS = "DR, RN, NRN, OOF, AutoReply"
LONGEST_SENDER = 15


def of_ours(category, thread=""):
    """The headers (a dict) of a message in the active language.

    `category` is a word that never changes for one sort of mail, and says nothing of anybody: mail services count complaints
    by it (Feedback-ID). `thread` names what the message is about, as "call-12", or is empty: mail programs show what was
    written to a person about one thing together. No Precedence: RFC 3834 has Auto-Submitted for what it was used for.
    """
    language = get_language()
    return {
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": NO_ANSWERS,
        "Content-Language": f"{language}-CA",
        "Reply-To": settings.CONTACT_EMAIL,
        "Feedback-ID": f"{category}:{language}:pyjama:{sender_id()}",
        **({"In-Reply-To": root_of(thread), "References": root_of(thread)} if thread else {}),
    }


def root_of(thread):
    """The Message-ID (str) that every message about one thing answers, though no message has it."""
    return f"<{uuid5(NAMESPACE_URL, f'{settings.SITE_URL}#{thread}')}@{settings.SITE_HOST}>"


def sender_id():
    """This installation as mail services tell it from others (str): its host, in letters and digits."""
    return re.sub(r"[^a-z0-9]", "", settings.SITE_HOST)[-LONGEST_SENDER:]
