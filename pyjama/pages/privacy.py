"""What these tables keep of people, field by field (core/privacy.py)."""

from pyjama.core.privacy import Kept, Nature, Subject, Table

TABLES = [
    Table(
        "pages.Text",
        Subject.SITE,
        [
            Kept("slug language", Nature.TECHNICAL, "which text, in which language", "everybody"),
            Kept("title body", Nature.TECHNICAL, "the words, in Markdown", "everybody"),
            Kept("updated_at", Nature.TECHNICAL, "when she last changed them", "everybody"),
        ],
        about=(
            "An operator's own words for one of the site's texts; without a row the shipped ones stand. Who wrote them "
            "is in the log below. **How long**: until she goes back to the shipped text."
        ),
    ),
]
