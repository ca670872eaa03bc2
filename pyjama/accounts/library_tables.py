"""What the tables of Django and of the sign-in library keep of people, field by field (core/privacy.py)."""

from pyjama.core.privacy import Kept, Leaving, Nature, Subject, Table

TABLES = [
    Table(
        "account.EmailAddress",
        Subject.ACCOUNT,
        [
            Kept("user", Nature.PERSON, "whose it is", "herself"),
            Kept("email", Nature.PERSON, "the address", "herself"),
            Kept("verified", Nature.PERSON, "whether it was confirmed", "herself"),
            Kept("primary", Nature.PERSON, "whether it is the one we write to", "herself"),
        ],
        about=(
            "The addresses of an account and whether each was confirmed by a code. **Whose**: the person's. **Why**: "
            "codes and mail go only to confirmed addresses. **How long**: as long as the account."
        ),
        links={"user": Leaving.ERASED},
    ),
    Table(
        "mfa.Authenticator",
        Subject.SIGNING_IN,
        [
            Kept("user", Nature.PERSON, "whose it is", "herself"),
            Kept("type", Nature.PERSON, "which of the three", "herself"),
            Kept(
                "data",
                Nature.SECURITY,
                (
                    "of a passkey its name and public key; of the second step and the codes their secret, locked with "
                    "the site's key, and which were used"
                ),
                "the name: herself; the rest: nobody",
            ),
            Kept("created_at last_used_at", Nature.PERSON, "when", "herself"),
        ],
        about=(
            "A passkey, the second step or the recovery codes of an account. **Whose**: the person's. **Why**: to sign "
            "in with it. **How long**: until she removes it; a passkey's other half is on her device, and only she can "
            "erase it there."
        ),
        links={"user": Leaving.ERASED},
    ),
    Table(
        "account.EmailConfirmation",
        Subject.ACCOUNT,
        [
            Kept("email_address", Nature.TECHNICAL, "nothing", "nobody"),
            Kept("created sent key", Nature.SECURITY, "nothing", "nobody"),
        ],
        about="The sign-in library's table for confirmation by link. We confirm by code: it stays empty.",
        through="email_address__user",
    ),
    Table(
        "sessions.Session",
        Subject.SIGNING_IN,
        [
            Kept("session_key", Nature.SECURITY, "the random name in the cookie", "nobody"),
            Kept(
                "session_data",
                Nature.SECURITY,
                (
                    "who is signed in, when and how, and the day of its last use; while one signs in or changes the "
                    "address, the address and the code that was mailed; while a passkey is asked for or the second step"
                    " turned on, the riddle or the secret"
                ),
                "nobody",
            ),
            Kept("expire_date", Nature.TECHNICAL, "when it ends", "nobody"),
        ],
        about=(
            "A browser that is signed in, or that waits for a code. **Whose**: the person's who holds the cookie. "
            "**Why**: to know her from page to page. **How long**: until she signs out, or 60 days after its last use; "
            "what is over is erased within the hour."
        ),
    ),
    Table(
        "usersessions.UserSession",
        Subject.SIGNING_IN,
        [
            Kept("user", Nature.PERSON, "who", "herself"),
            Kept("created_at", Nature.PERSON, "when she signed in", "herself"),
            Kept(
                "last_seen_at",
                Nature.PERSON,
                "the day on which it was last used, noted once a day; nothing of what was done",
                "herself",
            ),
            Kept(
                "ip",
                Nature.PERSON,
                "the network address she signed in from, which the sign-in library writes down",
                "nobody",
            ),
            Kept("user_agent", Nature.PERSON, "the browser's name for itself", "herself, as the kind of browser"),
            Kept("session_key", Nature.SECURITY, "which session it is", "nobody"),
            Kept("data", Nature.TECHNICAL, "nothing", "nobody"),
        ],
        about=(
            "Where a person is signed in. **Whose**: hers. **Why**: so that she can see a session that is not hers, and"
            " end it. **How long**: as long as the session."
        ),
        links={"user": Leaving.ERASED},
    ),
    Table(
        "admin.LogEntry",
        Subject.SITE,
        [
            Kept("user action_time", Nature.STAFF, "who, when", "operators"),
            Kept(
                "content_type object_id object_repr action_flag change_message",
                Nature.STAFF,
                "on what row (its name included), and what",
                "operators",
            ),
        ],
        about=(
            "What operators did in `/admin/`. **Whose**: the operator's. **Why**: acts on other people's data can be "
            "accounted for. **How long**: as long as the site."
        ),
        links={"user": Leaving.KEPT},
    ),
    Table(
        "auth.Group",
        Subject.SITE,
        [
            Kept("name permissions", Nature.TECHNICAL, "a set of operators' rights", "operators"),
        ],
    ),
    Table(
        "auth.Permission",
        Subject.SITE,
        [
            Kept("name content_type codename", Nature.TECHNICAL, "one right", "operators"),
        ],
    ),
    Table(
        "contenttypes.ContentType",
        Subject.SITE,
        [
            Kept("app_label model", Nature.TECHNICAL, "the name of a table", "nobody"),
        ],
    ),
]
