"""What these tables keep of people, field by field (core/privacy.py)."""

from pyjama.core.privacy import Kept, Leaving, Nature, Subject, Table
from pyjama.notifications.actions import forget_actor
from pyjama.notifications.models import Notification

TABLES = [
    Table(
        "notifications.Notification",
        Subject.NEWS,
        [
            Kept("recipient", Nature.PERSON, "who was told", "herself"),
            Kept("kind", Nature.PERSON, "of what", "herself"),
            Kept(
                "facts",
                Nature.OTHER,
                "a few words such as the credit or another person's address, and the page where there is something to do",
                "herself",
            ),
            Kept("actor_name", Nature.OTHER, "the display name, at that moment, of who did it", "herself"),
            Kept("content_type object_id", Nature.PERSON, "the row it is about", "herself"),
            Kept("group mail", Nature.TECHNICAL, "with what it is one line, and one mail", "nobody"),
            Kept("waits_for_week", Nature.PERSON, "whether her weekly mail has still to tell it", "nobody"),
            Kept("is_hidden", Nature.STAFF, "whether moderators have hidden what it is about", "nobody"),
            Kept("is_listed", Nature.PERSON, "whether it stands in her list", "herself"),
            Kept("created_at read_at", Nature.PERSON, "when it came, and when she read it", "herself"),
        ],
        about=("One thing a person was told. **Whose**: hers. **Why**: the list of her news. **How long**: 90 days."),
        links={"recipient": Leaving.ERASED},
    ),
    Table(
        "notifications.Preference",
        Subject.NEWS,
        [
            Kept(
                "person kind channel is_wanted",
                Nature.PERSON,
                "who, which kind of news, by which way, yes or no",
                "herself",
            ),
        ],
        about=(
            "A person’s choice of what comes by which way. **Whose**: hers. **Why**: quiet by default, and a no is "
            "remembered. **How long**: as long as the account."
        ),
        links={"person": Leaving.ERASED},
    ),
    Table(
        "notifications.Interest",
        Subject.NEWS,
        [
            Kept("person content_type object_id", Nature.PERSON, "who, and which call, thread or organization", "herself"),
            Kept(
                "is_muted since", Nature.PERSON, "whether she follows it or wants no news of it, and since when", "herself"
            ),
        ],
        about=(
            "What a person follows or mutes. **Whose**: hers. **Why**: news comes of what she follows, and none of what "
            "she muted. **How long**: until she takes it back; as long as the account."
        ),
        links={"person": Leaving.ERASED},
    ),
    Table(
        "notifications.QuietHours",
        Subject.NEWS,
        [
            Kept("person is_on starts_at ends_at", Nature.PERSON, "whose night, from when to when", "herself"),
            Kept("time_zone", Nature.PERSON, "the clock she lives by, if she says so", "herself"),
        ],
        about=(
            "When a person wants no mail of news and no ringing. **Whose**: hers. **Why**: nights are quiet. **How "
            "long**: as long as the account."
        ),
        links={"person": Leaving.ERASED},
    ),
]


def erase(person, *, words_go):
    """Take her name and her address out of what others were told."""
    others = Notification.whole.exclude(recipient=person)
    others.filter(facts__email=person.email).delete()
    forget_actor(others.filter(actor_name=person.display_name))
