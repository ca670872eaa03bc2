from pyjama.core.schedule import every
from pyjama.notifications.push import actions, delivery


@every(seconds=1)
def ring_devices():
    """Send the pushes that are due."""
    delivery.ring_due()


@every(hours=1)
def forget_devices():
    """Erase the devices at which nobody is signed in any more."""
    actions.forget_signed_out()
