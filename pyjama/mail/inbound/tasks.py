from pyjama.core.schedule import every
from pyjama.mail.inbound import reading


@every(seconds=1)
def read_mail():
    """Give what came by mail to those who receive it."""
    reading.read_due()


@every(days=1)
def forget_received():
    """Erase what came long enough ago."""
    reading.forget_received()
