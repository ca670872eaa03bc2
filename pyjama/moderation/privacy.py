"""What these tables keep of people, field by field (core/privacy.py)."""

from pyjama.core.privacy import Kept, Leaving, Nature, Subject, Table

CONCERNED = "moderators, and those who were told"

TABLES = [
    Table(
        "moderation.Item",
        Subject.CARE,
        [
            Kept(
                "kind rule group place",
                Nature.STAFF,
                "reported, held or in a burst; by which rule; what it shares, for what is held a month; its turn",
                "moderators",
            ),
            Kept("content_type object_id language", Nature.STAFF, "what it is about, in which language", "moderators"),
            Kept("author", Nature.STAFF, "whose words", "moderators"),
            Kept("weight is_urgent", Nature.STAFF, "what the reports weigh, and whether it comes first", "moderators"),
            Kept("claimed_by claimed_at", Nature.STAFF, "who has it in hand, for a quarter of an hour", "moderators"),
            Kept("opened_at closed_at", Nature.STAFF, "when", "moderators"),
        ],
        about=(
            "One thing in the moderators' queue. **Whose**: the author's of what it is about. **Why**: to decide on it. "
            "**How long**: as long as the site; it holds no words."
        ),
        links={"author": Leaving.FORGOTTEN, "claimed_by": Leaving.FORGOTTEN},
    ),
    Table(
        "moderation.Report",
        Subject.CARE,
        [
            Kept("item ground words", Nature.STAFF, "about what, why, and in the reporter's words", "moderators"),
            Kept("reporter", Nature.STAFF, "who reported, where there is an account", "moderators; never the author"),
            Kept(
                "key_digest network",
                Nature.SECURITY,
                "keyed digests: so that twice is once, and a campaign is seen",
                "nobody; moderators see how many come from one network",
            ),
            Kept("weight is_newcomers", Nature.STAFF, "what it weighs, and whether the account was new", "moderators"),
            Kept("verdict made_at", Nature.STAFF, "whether it was right, and when it was made", "moderators"),
        ],
        about=(
            "Somebody says that something is wrong. **Whose**: the reporter's; nobody else is given it, in no export. "
            "**Why**: so that moderators look. **How long**: as long as the item; the network for thirty days."
        ),
        links={"reporter": Leaving.FORGOTTEN},
    ),
    Table(
        "moderation.Decision",
        Subject.CARE,
        [
            Kept("item person people", Nature.STAFF, "on what, on whose words, and who was told", CONCERNED),
            Kept(
                "verb hides ground words per_day",
                Nature.PERSON,
                "what, whether it hides, why, in a moderator's words, how much a limit allows",
                CONCERNED,
            ),
            Kept("moderator", Nature.STAFF, "who decided", "moderators"),
            Kept("rule", Nature.PERSON, "the rule that decided, where one did", CONCERNED),
            Kept("made_at ends_at undone_at", Nature.PERSON, "when, until when, and when it was taken back", CONCERNED),
            Kept("undone_by", Nature.STAFF, "who took it back", "moderators"),
            Kept(
                "former", Nature.STAFF, "for thirty days, what putting back needs, as the name that somebody had", "nobody"
            ),
        ],
        about=(
            "What was decided. **Whose**: the person's it concerns. **Why**: it is told, asked about again, undone. "
            "**How long**: as long as her account."
        ),
        links={"person": Leaving.ERASED, "moderator": Leaving.FORGOTTEN, "undone_by": Leaving.FORGOTTEN},
    ),
    Table(
        "moderation.Appeal",
        Subject.CARE,
        [
            Kept("decision", Nature.STAFF, "about what", CONCERNED),
            Kept("person words made_at", Nature.PERSON, "who asked, why, when", "herself, and moderators"),
            Kept("verdict answer decided_at", Nature.PERSON, "what came of it, and when", "herself, and moderators"),
            Kept("decided_by", Nature.STAFF, "who looked again", "moderators"),
        ],
        about=(
            "Somebody asks for a second look. **Whose**: hers. **Why**: another person than the first one reads it. "
            "**How long**: as long as the decision."
        ),
        links={"person": Leaving.ERASED, "decided_by": Leaving.FORGOTTEN},
    ),
    Table(
        "moderation.Hold",
        Subject.CARE,
        [
            Kept(
                "item rule held_at",
                Nature.STAFF,
                "what waits, by which rule, since when",
                "moderators; its author sees that it waits",
            ),
            Kept("ended_at is_released ended_by", Nature.STAFF, "when it ended, how, and by whom", "moderators"),
        ],
        about=(
            "A text waits for a moderator. **Whose**: its author's. **Why**: it is read before it is public. **How "
            "long**: as long as the item."
        ),
        links={"ended_by": Leaving.FORGOTTEN},
    ),
    Table(
        "moderation.StaffAct",
        Subject.CARE,
        [
            Kept("staff kind at", Nature.STAFF, "the number of the account that did it, what, and when", "operators"),
            Kept(
                "about object_id detail", Nature.STAFF, "the sort and the number of a row, one word of a list", "operators"
            ),
        ],
        about=(
            "What staff did or looked at, in numbers. **Whose**: the site's. **Why**: nobody looks at people unseen. "
            "**How long**: as long as the site; it holds no name and no words, and is never changed."
        ),
    ),
]
