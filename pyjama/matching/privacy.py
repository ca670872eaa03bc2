"""What these tables keep of people, field by field (core/privacy.py)."""

from pyjama.core.privacy import Kept, Leaving, Nature, Subject, Table

TABLES = [
    Table(
        "matching.Stance",
        Subject.PROFILE,
        [
            Kept("person call", Nature.PERSON, "whose, on which call", "herself"),
            Kept("kind", Nature.PERSON, "skipped, saved for later, not for me, more like this", "herself"),
            Kept("taken_at", Nature.PERSON, "when", "herself"),
        ],
        about=(
            "What a person made of a call that was proposed to her. **Whose**: hers. **Why**: never the same call "
            "again, a list of those kept for later, and more of what she likes. **How long**: until she takes it back; "
            "as long as the account."
        ),
        links={"person": Leaving.ERASED},
    ),
    Table(
        "matching.Proposal",
        Subject.PROFILE,
        [
            Kept("person call", Nature.PERSON, "who, and which call", "nobody"),
            Kept("proposed_at", Nature.PERSON, "when", "nobody"),
        ],
        about=(
            "A call was in a person’s weekly mail. **Whose**: hers. **Why**: it is in no other one. **How long**: until "
            "the day after the call is over."
        ),
        links={"person": Leaving.ERASED},
    ),
]
