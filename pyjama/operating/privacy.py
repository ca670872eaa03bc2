"""What these tables keep of people, field by field (core/privacy.py)."""

from pyjama.core.privacy import Kept, Nature, Subject, Table

TABLES = [
    Table(
        "operating.Turn",
        Subject.SITE,
        [
            Kept("round", Nature.TECHNICAL, "which round of the worker", "operators"),
            Kept("done failed last_at last_failed_at", Nature.TECHNICAL, "how often, and when last", "operators"),
        ],
        about="What the workers did. **Why**: operators see that a worker is alive. **How long**: one row for each round.",
    ),
]
