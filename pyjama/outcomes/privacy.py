"""What these tables keep of people, field by field (core/privacy.py)."""

from pyjama.core.privacy import Kept, Leaving, Nature, Subject, Table

TABLES = [
    Table(
        "outcomes.Outcome",
        Subject.TEAM,
        [
            Kept("call", Nature.PUBLIC, "of which call", "everybody once published; before, the call's organization"),
            Kept("author", Nature.ORGANIZATION, "who wrote it", "nobody"),
            Kept("body body_html language", Nature.PUBLIC, "the report, in Markdown and as safe HTML", "as above"),
            Kept("written_at published_at corrected_at", Nature.PUBLIC, "when", "as above"),
            Kept(
                "before before_words after after_words",
                Nature.PUBLIC,
                "which of its pictures stand side by side, and the words under them",
                "as above",
            ),
            Kept(
                "version",
                Nature.ORGANIZATION,
                "how often it was saved, so that two editors see each other",
                "its people",
            ),
            Kept("hidden_at held_at", Nature.STAFF, "when moderators hid it, or since when it waits for them", "moderators"),
        ],
        about=(
            "What the help changed. **Whose**: the organization's. **Why**: no call ends in silence. **How long**: as "
            "long as the call."
        ),
        links={"author": Leaving.KEPT},
    ),
    Table(
        "outcomes.Revision",
        Subject.TEAM,
        [
            Kept("outcome body_html language", Nature.PUBLIC, "the former text", "everybody"),
            Kept("editor", Nature.ORGANIZATION, "who changed it", "nobody"),
            Kept("replaced_at", Nature.PUBLIC, "when", "everybody"),
        ],
        about=(
            "The text a published outcome had before it was corrected. **Whose**: the organization's. **Why**: people "
            "read and shared the former text. **How long**: as long as the outcome."
        ),
        links={"editor": Leaving.KEPT},
    ),
    Table(
        "outcomes.Quote",
        Subject.TEAM,
        [
            Kept(
                "outcome contribution",
                Nature.PUBLIC,
                "what is quoted, where",
                ("everybody once published, and without the name before a yes; its author and the outcome's people before"),
            ),
            Kept(
                "body body_html",
                Nature.PUBLIC,
                "the words, in Markdown and as safe HTML; empty once they were taken out",
                "as above",
            ),
            Kept("consent", Nature.PERSON, "asked, yes, no", "its author, the outcome's people"),
            Kept("chosen_at answered_at", Nature.PERSON, "when", "nobody"),
        ],
        about=(
            "Words of a contribution in an outcome, and whether its author may be named beside them. **Whose**: its "
            "author's. **Why**: a page that travels names nobody who did not say yes. **How long**: as long as the "
            "outcome; an hour at most once the contribution is withdrawn, and it is shown no more from that moment on."
        ),
        through="contribution__author",
    ),
    Table(
        "outcomes.Reminder",
        Subject.TEAM,
        [
            Kept("call day", Nature.TECHNICAL, "of which call, on which day after it closed: 1, 7 or 13", "nobody"),
            Kept("sent_at", Nature.TECHNICAL, "when", "nobody"),
        ],
        about=(
            "An organization was reminded of a call that waits for its outcome. **Whose**: the organization's. **Why**:"
            " no reminder leaves twice. **How long**: as long as the call."
        ),
    ),
    Table(
        "outcomes.Note",
        Subject.TEAM,
        [
            Kept("contribution", Nature.ORGANIZATION, "about which contribution", "its people"),
            Kept("author", Nature.ORGANIZATION, "who of the team wrote it", "its people"),
            Kept(
                "body written_at",
                Nature.ORGANIZATION,
                "the words, and when",
                "its people; in no export and on no public page",
            ),
        ],
        about=(
            "What somebody of the team says of a contribution to the rest of it. **Whose**: the organization's. "
            "**Why**: several people sort. **How long**: until its author erases it; a day at most after the "
            "contribution was withdrawn."
        ),
        links={"author": Leaving.KEPT},
    ),
    Table(
        "outcomes.CreditChange",
        Subject.TEAM,
        [
            Kept(
                "contribution before after",
                Nature.ORGANIZATION,
                "which credit became which",
                "its people, as the credit that stands",
            ),
            Kept(
                "person",
                Nature.ORGANIZATION,
                "who of the team did it; nobody once the account is gone",
                "its people, while the credit stands",
            ),
            Kept("step is_undone", Nature.TECHNICAL, "what was done at once, and whether it was undone", "nobody"),
            Kept("changed_at", Nature.TECHNICAL, "when", "nobody"),
        ],
        about=(
            "Who gave which credit, changed it or took it back. **Whose**: the organization's. **Why**: colleagues who "
            "sort at once see each other, and whoever did it may undo it. **How long**: as long as the contribution."
        ),
        links={"person": Leaving.FORGOTTEN},
    ),
    Table(
        "outcomes.ThankYou",
        Subject.TEAM,
        [
            Kept("call", Nature.ORGANIZATION, "under which call", "its people, as “thanked personally”"),
            Kept("contributions", Nature.OTHER, "for which contributions", "its people, as “thanked personally”"),
            Kept("author", Nature.ORGANIZATION, "who of the team wrote it", "nobody"),
            Kept(
                "body language",
                Nature.ORGANIZATION,
                "the text with its blanks; each reader's own is in her news",
                "nobody",
            ),
            Kept("submission_key", Nature.TECHNICAL, "drawn with the form, so that sending twice sends once", "nobody"),
            Kept("sent_at", Nature.ORGANIZATION, "when", "nobody"),
        ],
        about=(
            "One thank-you that was sent to several contributors. **Whose**: the organization's. **Why**: nobody is "
            "thanked twice. **How long**: as long as the call."
        ),
        links={"author": Leaving.KEPT},
    ),
]
