"""What these tables keep of people, field by field (core/privacy.py)."""

from pyjama.core.privacy import Kept, Nature, Subject, Table

TABLES = [
    Table(
        "inbound.Received",
        Subject.MAIL,
        [
            Kept("key", Nature.SECURITY, "a digest of where it went and of its name among mail servers", "nobody"),
            Kept("mailbox", Nature.STAFF, "what the address stands for, such as `reply`", "operators"),
            Kept("tag", Nature.SECURITY, "the token of the address; empty once it was read", "nobody"),
            Kept("sender", Nature.PERSON, "the address it came from", "operators"),
            Kept("message_id", Nature.STAFF, "its name among mail servers", "operators"),
            Kept("raw", Nature.SECURITY, "the message; empty once it was read", "nobody"),
            Kept(
                "size next_try_at tries done_at",
                Nature.STAFF,
                "how large, when, and how often it was read",
                "operators",
            ),
            Kept("received_at", Nature.PERSON, "how large, when, and how often it was read", "operators"),
            Kept("outcome last_error", Nature.STAFF, "what became of it, or the kind of failure", "operators"),
        ],
        about=(
            "One message that came in to an address of ours: a reply by mail, or what a mail server says of mail that "
            "could not be delivered. **Whose**: its sender's. **Why**: nothing that was acknowledged is lost, and a "
            "copy is known. **How long**: its words and the tag of the address until it was read, seconds later; the "
            "row 14 days. One that could not be read waits 30 days for an operator, who does not see its words."
        ),
        address="sender",
    ),
]
