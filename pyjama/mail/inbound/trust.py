"""What can be known of who wrote a message that came in, and whether it is a machine's."""

import re
from email.utils import parseaddr

from django.conf import settings

from pyjama.mail.inbound import intake, quoting, texts
from pyjama.mail.inbound.routes import is_ours
from pyjama.mail.models import Mail

COMMENT = re.compile(r"\([^()]*\)")
DMARC = re.compile(r"^dmarc\s*=\s*(\w+)", re.IGNORECASE)
HEADER_FROM = re.compile(r"\bheader\.from\s*=\s*\"?(?:[^\s\"]*@)?([^\s\";]+)", re.IGNORECASE)
# Said in the subject by programs of people who are away. A person may write so too: never taken for a sign alone.
AWAY = re.compile(
    r"^\W*(?:réponse automatique|absence du bureau|absente?|hors du bureau|message d.absence"
    r"|auto(?:matic)?[- ]?(?:reply|response)|out of (?:the )?office|on (?:vacation|leave))\b",
    re.IGNORECASE,
)


def verdict(incoming):
    """What our own mail server found of the author's domain (RFC 8601, RFC 7489): "pass", "fail" or "" for nothing.

    Anybody can write such a header: only those count that begin with the name of INBOUND_AUTHSERV_ID.
    """
    found = set()
    for header in incoming.headers("Authentication-Results"):
        server, *results = COMMENT.sub(" ", header).split(";")
        if settings.INBOUND_AUTHSERV_ID and server.strip().lower().split(" ")[0] == settings.INBOUND_AUTHSERV_ID:
            found |= {_dmarc(result.strip(), incoming.author) for result in results}
    return "fail" if "fail" in found else "pass" if "pass" in found else ""


def _dmarc(result, author):
    method, domain = DMARC.match(result), HEADER_FROM.search(result)
    if not method:
        return ""
    is_authors = domain and domain[1].lower() == author.rpartition("@")[2]
    word = method[1].lower()
    return word if word == "fail" or is_authors else ""


def is_our_own(incoming):
    """Whether we wrote it: mail of ours that came back goes round no further."""
    ours = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].lower()
    name = intake.printable(incoming.header("Message-ID"))
    return is_ours(incoming.author) or incoming.author == ours or Mail.objects.filter(message_id=name).exists()


def is_away(incoming):
    """Whether it seems to say that somebody is away: its subject does, and it quotes nothing or wants no answer."""
    if not AWAY.match(incoming.header("Subject")):
        return False
    text = texts.text_of(incoming.message).strip()
    return incoming.wants_no_answer or quoting.own_words(text) == text


def is_to_ignore(incoming):
    """Whether nobody wrote it, or we did: it is neither taken nor answered."""
    return incoming.is_automatic or is_our_own(incoming) or is_away(incoming)
