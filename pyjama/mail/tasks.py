from pyjama.core.schedule import every
from pyjama.mail import delivery, outbox, restraint


@every(seconds=1)
def deliver_mail():
    """Send what waits in the outbox."""
    delivery.deliver_due()


@every(days=1)
def forget_mail():
    """Erase what was delivered long enough ago."""
    outbox.forget_delivered()
    restraint.forget_rations()
