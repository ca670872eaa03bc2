"""What these tables keep of people, field by field (core/privacy.py)."""

from pyjama.core.privacy import Kept, Leaving, Nature, Subject, Table

TABLES = [
    Table(
        "digests.Edition",
        Subject.NEWS,
        [
            Kept("person kind period", Nature.PERSON, "who, which mail, and the week (its Monday) or the day", "nobody"),
            Kept("is_empty", Nature.PERSON, "whether there was nothing to say, so that no mail left", "nobody"),
            Kept("written_at", Nature.PERSON, "when it was written", "nobody"),
            Kept("run", Nature.TECHNICAL, "which run of the worker wrote it", "nobody"),
        ],
        about=(
            "A person’s mail of one kind for one week or day was written, or there was nothing to say. **Whose**: hers. "
            "**Why**: nobody gets two, whatever happens to the worker. **How long**: 60 days."
        ),
        links={"person": Leaving.ERASED},
    ),
    Table(
        "digests.Rhythm",
        Subject.NEWS,
        [Kept("person weekday", Nature.PERSON, "who, and the day", "herself")],
        about=(
            "On which day of the week a person wants her weekly mail. **Whose**: hers. **Why**: it comes then. "
            "**How long**: as long as the account."
        ),
        links={"person": Leaving.ERASED},
    ),
]
