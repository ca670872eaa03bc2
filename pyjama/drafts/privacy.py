"""What these tables keep of people, field by field (core/privacy.py)."""

from pyjama.core.privacy import Kept, Leaving, Nature, Subject, Table

TABLES = [
    Table(
        "drafts.Draft",
        Subject.UNSENT,
        [
            Kept("person", Nature.PERSON, "whose", "nobody"),
            Kept("place name", Nature.TECHNICAL, "which field of which form", "nobody"),
            Kept("title path", Nature.PERSON, "where it is continued", "herself"),
            Kept("text", Nature.PERSON, "the words", "herself"),
            Kept(
                "version saved_at",
                Nature.PERSON,
                "a number that grows each time it is kept, and when it last was",
                "herself",
            ),
            Kept("reminded_at", Nature.TECHNICAL, "when she was reminded of it", "nobody"),
        ],
        about=(
            "What a person has typed into one field and not sent yet. **Whose**: hers. **Why**: she finds it again on "
            "her other devices, after a crash or a closed window. **How long**: until she sends it, empties the field "
            "or throws it away; 60 days after she last touched it."
        ),
        links={"person": Leaving.ERASED},
        note="A browser keeps the same on the device it runs on, for visitors too: for seven days, and until signing out.",
    ),
]
