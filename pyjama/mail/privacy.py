"""What these tables keep of people, field by field (core/privacy.py)."""

from pyjama.core.privacy import Kept, Nature, Subject, Table

TABLES = [
    Table(
        "mail.Mail",
        Subject.MAIL,
        [
            Kept("recipient", Nature.PERSON, "the address", "operators"),
            Kept("sender", Nature.TECHNICAL, "from whom, about what", "operators, but for the sender"),
            Kept("subject", Nature.OTHER, "from whom, about what", "operators, but for the sender"),
            Kept("text html", Nature.SECURITY, "the words; sign-in codes are among them", "nobody"),
            Kept("headers", Nature.SECURITY, "language, and the link that stops such mail", "nobody"),
            Kept("message_id", Nature.TECHNICAL, "its name among mail servers", "operators"),
            Kept("group", Nature.TECHNICAL, "what more of the same is added to until it leaves", "nobody"),
            Kept("created_at sent_at", Nature.PERSON, "when, and how often it was tried", "operators"),
            Kept("next_try_at tries", Nature.TECHNICAL, "when, and how often it was tried", "operators"),
            Kept(
                "priority good_until",
                Nature.TECHNICAL,
                "whether somebody waits, and until when",
                "operators",
            ),
            Kept("kept_back bounced_at", Nature.STAFF, "why we did not send it, or when it came back", "operators"),
            Kept("last_error", Nature.STAFF, "what the mail server answered", "operators"),
        ],
        about=(
            "One message of the outbox. **Whose**: the recipient's. **Why**: nothing is lost when the mail server is "
            "down. **How long**: its words 3 days after it left, the row 30 days; one that could not leave waits for an"
            " operator."
        ),
        address="recipient",
    ),
    Table(
        "mail.Suspension",
        Subject.MAIL,
        [
            Kept("address", Nature.PERSON, "the address", "the person, operators"),
            Kept("why since", Nature.PERSON, "why we do not write to it, and since when", "the person, operators"),
            Kept("evidence", Nature.STAFF, "the code of the mail server's answer, without its words", "operators"),
        ],
        about=(
            "An address that takes no mail of ours. **Whose**: its owner's. **Why**: who writes to such addresses is "
            "taken for a sender of spam. **How long**: until it takes mail again, or its owner leaves."
        ),
        address="address",
    ),
    Table(
        "mail.Ration",
        Subject.MAIL,
        [
            Kept("mailbox", Nature.SECURITY, "a keyed digest of the address", "nobody"),
            Kept("place taken_at message_id", Nature.SECURITY, "which of the day's messages, and when", "nobody"),
        ],
        about=(
            "That an address which nobody has confirmed got a message. **Whose**: its owner's. **Why**: nobody can make the "
            "site flood a stranger. **How long**: a day or two."
        ),
    ),
]
