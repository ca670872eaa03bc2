"""A message that came in, taken apart as far as its receivers need; what is broken in it raises nothing."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses
from typing import NamedTuple

LISTED = ["List-Id", "List-Unsubscribe", "List-Post"]
BULK = {"bulk", "junk", "list", "auto_reply"}


class Incoming(NamedTuple):
    """What a receiver is given: the tag of the address it came to, the envelope's sender, and the message itself.

    `key` names it for good; `received_at` is when we took it in.
    """

    key: str
    tag: str
    sender: str
    received_at: object
    message: EmailMessage

    def header(self, name):
        """One header (str), unfolded and decoded; "" where there is none, or where it cannot be read."""
        return next(iter(self.headers(name)), "")

    def headers(self, name):
        """All headers of a name (a list of str). Python's parser trips over some broken ones."""
        try:
            return [" ".join(str(value).split()) for value in self.message.get_all(name, [])]
        except Exception:
            return []

    @property
    def author(self):
        """The address (str, small letters) that it says it is from; "" where there is none, or more than one."""
        authors = [address for _name, address in getaddresses(self.headers("From")) if address]
        return authors[0].lower() if len(authors) == 1 else ""

    @property
    def is_automatic(self):
        """Whether a machine wrote it, or a list passed it on (RFC 3834): nobody waits for an answer to it.

        Microsoft's X-Auto-Response-Suppress asks others not to answer, and people's own mail carries it there too:
        it is asked by `wants_no_answer` only.
        """
        submitted = self.header("Auto-Submitted").partition(";")[0].strip().lower()
        return (
            self.sender in {"", "<>"}
            or submitted not in {"", "no"}
            or self.header("Precedence").lower() in BULK
            or any(self.headers(name) for name in [*LISTED, "X-Autoreply", "X-Autorespond", "X-Loop"])
            or self.message.get_content_type() in {"multipart/report", "message/delivery-status"}
        )

    @property
    def wants_no_answer(self):
        """Whether its program asked that no machine answer it."""
        asked = {word.strip().lower() for word in self.header("X-Auto-Response-Suppress").split(",")}
        return bool(asked & {"all", "autoreply", "oof"})


def incoming(received):
    """A row of Received as the Incoming that its receiver is given."""
    message = message_from_bytes(bytes(received.raw), policy=policy.default)
    return Incoming(received.key, received.tag, received.sender, received.received_at, message)
