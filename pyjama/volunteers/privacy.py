"""What these tables keep of people, field by field (core/privacy.py)."""

from pyjama.core.privacy import Kept, Leaving, Nature, Subject, Table

TABLES = [
    Table(
        "volunteers.Profile",
        Subject.PROFILE,
        [
            Kept("person", Nature.PUBLIC, "whose", "everybody"),
            Kept("body body_html", Nature.PUBLIC, "a few words about herself, as typed and as shown", "everybody"),
            Kept("causes skills", Nature.PUBLIC, "what she ticked", "everybody"),
            Kept("links", Nature.PUBLIC, "up to five addresses of websites", "everybody"),
            Kept(
                "languages minutes",
                Nature.PERSON,
                "the languages she reads, how much time she usually has",
                "herself",
            ),
            Kept("is_public", Nature.PUBLIC, "whether she opened it", "everybody, by its page being there"),
            Kept("hidden_at held_at", Nature.STAFF, "when moderators hid it, or since when it waits for them", "moderators"),
        ],
        about=(
            "What a person likes and can do, and what she says of herself. **Whose**: hers. **Why**: calls that fit "
            "her; a page to show, if she wants one. **How long**: until she changes it; as long as the account. "
            "*Everybody* below means: once she has opened it, and as long as it stays open."
        ),
        links={"person": Leaving.ERASED},
    ),
]
