"""What these tables keep of people, field by field (core/privacy.py)."""

from pyjama.core.privacy import Kept, Leaving, Nature, Subject, Table

TABLES = [
    Table(
        "notifications.Notification",
        Subject.NEWS,
        [
            Kept("recipient", Nature.PERSON, "who was told", "herself"),
            Kept(
                "kind facts",
                Nature.PERSON,
                "of what, with a few words such as the credit, and the page where there is something to do",
                "herself",
            ),
            Kept("actor_name", Nature.OTHER, "the display name, at that moment, of who did it", "herself"),
            Kept("content_type object_id", Nature.PERSON, "the row it is about", "herself"),
            Kept("created_at read_at", Nature.PERSON, "when it came, and when she read it", "herself"),
        ],
        about=(
            "One thing a person was told. **Whose**: hers. **Why**: the list of her news. **How long**: as long as the "
            "account."
        ),
        links={"recipient": Leaving.ERASED},
    ),
    Table(
        "notifications.Preference",
        Subject.NEWS,
        [
            Kept(
                "person kind channel is_wanted",
                Nature.PERSON,
                "who, which kind of news, by which way, yes or no",
                "herself",
            ),
        ],
        about=(
            "A person’s choice of what comes by which way. **Whose**: hers. **Why**: quiet by default, and a no is "
            "remembered. **How long**: as long as the account."
        ),
        links={"person": Leaving.ERASED},
    ),
]
