"""What these tables keep of people, field by field (core/privacy.py)."""

from pyjama.core.privacy import Kept, Nature, Subject, Table

TABLES = [
    Table(
        "topics.Cause",
        Subject.SITE,
        [
            Kept("slug name_fr name_en position", Nature.TECHNICAL, "one entry of the list", "everybody"),
        ],
    ),
    Table(
        "topics.Skill",
        Subject.SITE,
        [
            Kept("slug name_fr name_en position", Nature.TECHNICAL, "one entry of the list", "everybody"),
        ],
    ),
]
