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
            Kept("created_at read_at", Nature.PERSON, "when it came, and when she read it", "herself"),
        ],
        about=(
            "One thing a person was told. **Whose**: hers. **Why**: the list of her news. **How long**: as long as the "
            "account."
        ),
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
]


def erase(person, *, words_go):
    """Take her name and her address out of what others were told."""
    others = Notification.objects.exclude(recipient=person)
    others.filter(facts__email=person.email).delete()
    forget_actor(others.filter(actor_name=person.display_name))
