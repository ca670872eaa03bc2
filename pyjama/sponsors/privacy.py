"""What these tables keep of people, field by field (core/privacy.py)."""

from pyjama.core.privacy import Kept, Nature, Subject, Table

TABLES = [
    Table(
        "sponsors.Sponsor",
        Subject.SITE,
        [
            Kept("name language", Nature.TECHNICAL, "who pays for the site, and in which language", "everybody: the name"),
            Kept("email added_at", Nature.TECHNICAL, "where the link to the report goes, and since when", "operators"),
            Kept("nonce key", Nature.SECURITY, "what makes her link and her visits valid", "nobody"),
        ],
        about=(
            "Who may read the report of totals. It is no account of the site, and has no line to anybody’s. "
            "**How long**: until the operator takes it away."
        ),
    ),
    Table(
        "sponsors.Total",
        Subject.SITE,
        [
            Kept(
                "month figure dimension key name_fr name_en number",
                Nature.TECHNICAL,
                "counts of a closed month",
                "everybody",
            ),
        ],
        about=(
            "What the sponsor sees, and everybody else. **Whose**: nobody’s: a number under ten is withheld, and what would "
            "tell it. **How long**: for good, as a month is counted once."
        ),
    ),
]
