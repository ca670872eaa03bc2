from pyjama.core.schedule import every
from pyjama.digests.series import send_due
from pyjama.matching.digest import weekly


@every(minutes=5)
def write_weekly_mail():
    """Write to everybody whose day and hour it is of the calls that fit her."""
    send_due(weekly.WEEKLY)


@every(days=1)
def forget_proposals():
    weekly.forget_proposals()
