from pyjama.core.schedule import every
from pyjama.moderation.actions import bursts


@every(minutes=10)
def find_bursts():
    """Find what several newcomers wrote alike."""
    bursts.find_bursts()


@every(hours=1)
def forget_networks():
    """Erase the networks of old reports."""
    bursts.forget_networks()
