"""What these tables keep of people, field by field (core/privacy.py)."""

from pyjama.core.privacy import Kept, Leaving, Nature, Subject, Table

TABLES = [
    Table(
        "karma.Entry",
        Subject.KARMA,
        [
            Kept("person", Nature.PERSON, "who earned it", "herself"),
            Kept("reason points", Nature.PERSON, "for what, how many", "herself"),
            Kept("content_type object_id", Nature.PERSON, "the row it is about", "herself"),
            Kept("giver", Nature.OTHER, "who caused it: a voter, or who credited", "nobody"),
            Kept("reverses", Nature.PERSON, "the line it takes back", "herself"),
            Kept("created_at", Nature.PERSON, "when", "herself"),
        ],
        about=(
            "One line of a person's ledger. **Whose**: hers. **Why**: she may see what every point is for. **How "
            "long**: as long as the account; what is taken back is a line too."
        ),
        links={"person": Leaving.ERASED, "giver": Leaving.FORGOTTEN},
    ),
]
