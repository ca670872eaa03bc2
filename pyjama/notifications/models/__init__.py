from pyjama.notifications.models.interest import Interest, label_of, places
from pyjama.notifications.models.kind import (
    ASKING,
    AT_ONCE,
    CHANNELS_OF,
    HELPING,
    MODERATING,
    SUMMARIES,
    TABLE,
    WEEKLY,
    Channel,
    Heading,
    Kind,
    default_channels,
    under,
)
from pyjama.notifications.models.notification import KEPT, Notification
from pyjama.notifications.models.preference import Preference
from pyjama.notifications.models.quiet_hours import QuietHours

__all__ = [
    "ASKING",
    "AT_ONCE",
    "CHANNELS_OF",
    "HELPING",
    "KEPT",
    "MODERATING",
    "SUMMARIES",
    "TABLE",
    "WEEKLY",
    "Channel",
    "Heading",
    "Interest",
    "Kind",
    "Notification",
    "Preference",
    "QuietHours",
    "default_channels",
    "label_of",
    "places",
    "under",
]
