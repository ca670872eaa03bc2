"""What these tables keep of people, field by field (core/privacy.py)."""

from pyjama.core.privacy import Kept, Nature, Subject, Table

TABLES = [
    Table(
        "mail.Mail",
        Subject.MAIL,
        [
            Kept("recipient", Nature.PERSON, "the address", "operators"),
            Kept("sender", Nature.TECHNICAL, "from whom, about what", "operators, but for the sender"),
            Kept("subject", Nature.PERSON, "from whom, about what", "operators, but for the sender"),
            Kept("text html", Nature.SECURITY, "the words; sign-in codes are among them", "nobody"),
            Kept("headers", Nature.SECURITY, "language, and the link that stops such mail", "nobody"),
            Kept("message_id", Nature.TECHNICAL, "its name among mail servers", "operators"),
            Kept("created_at sent_at", Nature.PERSON, "when, and how often it was tried", "operators"),
            Kept("next_try_at tries", Nature.TECHNICAL, "when, and how often it was tried", "operators"),
            Kept("last_error", Nature.STAFF, "what the mail server answered", "operators"),
        ],
        about=(
            "One message of the outbox. **Whose**: the recipient's. **Why**: nothing is lost when the mail server is "
            "down. **How long**: its words 3 days after it left, the row 30 days; one that could not leave waits for an"
            " operator."
        ),
        address="recipient",
    ),
]
