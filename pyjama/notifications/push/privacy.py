"""What these tables keep of people, field by field (core/privacy.py)."""

from pyjama.core.privacy import Kept, Leaving, Nature, Subject, Table

TABLES = [
    Table(
        "push.Device",
        Subject.NEWS,
        [
            Kept("person", Nature.PERSON, "who", "nobody"),
            Kept("session_key", Nature.SECURITY, "the session that is signed in there", "nobody"),
            Kept("name", Nature.PERSON, "the kind of browser, or what she calls it", "herself"),
            Kept(
                "endpoint",
                Nature.SECURITY,
                "where its push service (of Google, Mozilla, Apple or Microsoft) takes messages for it",
                "that service",
            ),
            Kept(
                "p256dh auth",
                Nature.SECURITY,
                "the keys that messages to it are encrypted with, so that the service cannot read them",
                "nobody",
            ),
            Kept("site_key", Nature.TECHNICAL, "the public key of ours that it was made with", "that service"),
            Kept("shows_words", Nature.PERSON, "whether it shows who wrote and about what", "herself"),
            Kept(
                "made_at last_used_at failures",
                Nature.PERSON,
                "since when, when it last rang, and how often it could not",
                "herself",
            ),
        ],
        about=(
            "A browser that a person asked to ring. **Whose**: hers. **Why**: to send news there. **How long**: until she "
            "removes it or signs out there, or her session ends; what is over is erased within the hour; its push service "
            "may say that it is gone."
        ),
        links={"person": Leaving.ERASED},
    ),
    Table(
        "push.Ring",
        Subject.NEWS,
        [
            Kept("device notification", Nature.PERSON, "where it rings, and for what; nothing for a try", "nobody"),
            Kept(
                "created_at next_try_at tries is_short",
                Nature.TECHNICAL,
                "when, how often it was tried, and whether it must be short",
                "nobody",
            ),
        ],
        about=(
            "One push that waits. **Whose**: the recipient's. **Why**: nothing is lost while a push service is down. **How "
            "long**: until the service has taken it, hours at most; the service keeps it a day at most for a device that is "
            "switched off. It has no words: they are written when it leaves."
        ),
        through="device__person",
    ),
]
