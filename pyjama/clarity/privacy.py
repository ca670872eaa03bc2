"""What these tables keep of people, field by field (core/privacy.py)."""

from pyjama.core.privacy import Kept, Leaving, Nature, Subject, Table

TABLES = [
    Table(
        "clarity.Trial",
        Subject.WORDS,
        [
            Kept(
                "call",
                Nature.TECHNICAL,
                "which draft",
                "whoever has the link, and some who look for something small to do, until it is published or stopped",
            ),
            Kept("token", Nature.SECURITY, "the end of its link, drawn at random", "its people, who pass it on"),
            Kept(
                "asked_by asked_at",
                Nature.ORGANIZATION,
                "who asked readers, when, and when they were no longer asked",
                "nobody",
            ),
            Kept(
                "stopped_at",
                Nature.TECHNICAL,
                "who asked readers, when, and when they were no longer asked",
                "nobody",
            ),
        ],
        about=(
            "An organization lets people read one of its drafts before it goes out. **Whose**: the organization's. "
            "**Why**: to know if it is clear. **How long**: as long as the call."
        ),
        links={"asked_by": Leaving.KEPT},
    ),
    Table(
        "clarity.Reading",
        Subject.WORDS,
        [
            Kept(
                "trial version",
                Nature.ORGANIZATION,
                "which draft, and which version of its text",
                "the organization's people",
            ),
            Kept("reader", Nature.PERSON, "who said it, so that each says it once", "nobody but herself"),
            Kept(
                "clarity sentence",
                Nature.PERSON,
                "clear, almost or not clear, and what was not understood",
                "the organization's people, without her name",
            ),
            Kept("read_at", Nature.ORGANIZATION, "when", "the same"),
        ],
        about=(
            "What one person who read a draft says of its clarity. **Whose**: hers. **Why**: the organization asked. "
            "**How long**: as long as the call; as long as her account."
        ),
        links={"reader": Leaving.ERASED},
    ),
]
