"""What these tables keep of people, field by field (core/privacy.py)."""

from pyjama.core.privacy import Kept, Leaving, Nature, Subject, Table

TABLES = [
    Table(
        "calls.Call",
        Subject.TEAM,
        [
            Kept(
                "organization",
                Nature.PUBLIC,
                "whose call it is",
                "everybody once published; before, its people and, in review, moderators",
            ),
            Kept("author", Nature.ORGANIZATION, "who wrote it", "nobody"),
            Kept(
                "kind title body language skills minutes enough closes_at",
                Nature.PUBLIC,
                "what is asked, in its author's Markdown, of whom, until when",
                "everybody once published",
            ),
            Kept("body_html", Nature.PUBLIC, "`body` as safe HTML, made when it was written", "the same"),
            Kept("state", Nature.TECHNICAL, "draft, review, open, sorting, finished or lapsed", "the same"),
            Kept(
                "minutes_taken",
                Nature.PUBLIC,
                "the middle of the times that answers took, once five were measured",
                "everybody",
            ),
            Kept("contribution_count", Nature.TECHNICAL, "how many answers stand", "the same"),
            Kept("version", Nature.TECHNICAL, "counts the saves", "nobody"),
            Kept(
                "submission_key",
                Nature.TECHNICAL,
                "drawn with the form, so that sending twice drafts once",
                "nobody",
            ),
            Kept(
                "created_at published_at closed_at finished_at lapsed_at",
                Nature.PUBLIC,
                "when",
                "everybody, but for `created_at`",
            ),
            Kept(
                "saved_at reminded_at",
                Nature.TECHNICAL,
                "when somebody last touched the draft, and when its author was reminded of it",
                "nobody",
            ),
            Kept("review_note", Nature.ORGANIZATION, "what a moderator asked to change", "its people and moderators"),
            Kept("hidden_at held_at", Nature.STAFF, "when moderators hid it, or since when it waits for them", "moderators"),
        ],
        about=(
            "What an organization asks. **Whose**: the organization's. **Why**: it is what the site is for. **How "
            "long**: as long as the organization."
        ),
        links={"author": Leaving.KEPT},
    ),
    Table(
        "calls.CallIndex",
        Subject.TEAM,
        [
            Kept("call", Nature.TECHNICAL, "which call", "nobody"),
            Kept("stems", Nature.TECHNICAL, "the words of its title and text, as stems", "nobody"),
        ],
        about=(
            "The words of a call without their endings, for the search. **Whose**: the organization's. **Why**: to find"
            " the call. **How long**: as long as the call."
        ),
    ),
    Table(
        "calls.TimeTaken",
        Subject.TEAM,
        [
            Kept("call", Nature.TECHNICAL, "of which call", "nobody"),
            Kept("minutes", Nature.TECHNICAL, "2, 5, 15, 30 or 60", "nobody"),
            Kept("number", Nature.TECHNICAL, "how many answers took about that", "nobody"),
        ],
        about=(
            "How many answers to a call took so many minutes. **Whose**: nobody's: a number without a person or a "
            "moment. **Why**: to say what a call really takes. **How long**: as long as the call."
        ),
    ),
    Table(
        "calls.Revision",
        Subject.TEAM,
        [
            Kept("call title body_html", Nature.PUBLIC, "the former text", "who may read the call"),
            Kept("editor", Nature.ORGANIZATION, "who changed it", "nobody"),
            Kept("replaced_at", Nature.PUBLIC, "when", "who may read the call"),
        ],
        about=(
            "The text a published call had before an edit. **Whose**: the organization's. **Why**: people answered the "
            "former text. **How long**: as long as the call."
        ),
        links={"editor": Leaving.KEPT},
    ),
]
