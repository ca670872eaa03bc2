"""What is said by mail to somebody whose reply could not be taken: once for a message, and seldom."""

from django.utils.translation import gettext as _

from pyjama.contributions.actions.tally import may_answer
from pyjama.mail.inbound import intake
from pyjama.mail.letters import written
from pyjama.mail.outbox import compose

MOST_QUOTED = 60_000


def answer(incoming, person, why, words=""):
    """Tell a person, at the address we know, why (str) her reply was not published, with her `words` so that none is lost.

    Returns whether a mail was written: not to who asked for no answer, nor beyond some a day. It says of itself that a
    machine wrote it (RFC 3834), so that no other machine answers. The caller has chosen her language.
    """
    if incoming.wants_no_answer or not may_answer(email=person.email):
        return False
    letter(person.email, why, words, headers(incoming)).save()
    return True


def letter(address, why, words, headers):
    """The mail that says so (an unsaved row of the outbox), in the active language."""
    parts = written("contributions/mail/not_published", {"why": why, "words": words[:MOST_QUOTED]})
    return compose(address, _("Your reply was not published"), *parts, category="reply", headers=headers)


def headers(incoming):
    """What makes it an answer to one message, and a machine's."""
    name = intake.printable(incoming.header("Message-ID"))
    return {"Auto-Submitted": "auto-replied"} | ({"In-Reply-To": name, "References": name} if name else {})
