from pyjama.notifications.models.kind import ASKING, AT_ONCE, HELPING, MODERATING, SUMMARIES, Channel, Kind, default_channels
from pyjama.notifications.models.notification import Notification
from pyjama.notifications.models.preference import Preference

__all__ = [
    "ASKING",
    "AT_ONCE",
    "HELPING",
    "MODERATING",
    "SUMMARIES",
    "Channel",
    "Kind",
    "Notification",
    "Preference",
    "default_channels",
]
