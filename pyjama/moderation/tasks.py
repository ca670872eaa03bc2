from pyjama.core.schedule import every
from pyjama.moderation.actions import bursts, deciding


@every(minutes=10)
def find_bursts():
    """Find what several newcomers wrote alike."""
    bursts.find_bursts()


@every(hours=1)
def forget_networks():
    """Erase the networks of old reports."""
    bursts.forget_networks()


@every(hours=1)
def forget_former():
    """Erase what putting back needed, once nothing is put back any more."""
    deciding.forget_former()
