"""What these tables keep of people, field by field (core/privacy.py)."""

from pyjama.core.privacy import Kept, Nature, Subject, Table

TABLES = [
    Table(
        "security.Violation",
        Subject.SITE,
        [
            Kept("day directive source page times", Nature.TECHNICAL, "what browsers refused, and how often", "operators"),
        ],
        about=(
            "What browsers refused to load or run on a page, counted by day. **Whose**: nobody’s; a report’s paths, queries "
            "and samples are not read. **Why**: an attack, or a mistake of ours, shows. **How long**: 30 days."
        ),
    ),
]
