from pyjama.core.schedule import every
from pyjama.privacy import actions
from pyjama.privacy.models import Incident


@every(seconds=10)
def make_exports():
    actions.make_exports()


@every(minutes=1)
def follow_departures():
    """Erase whoever leaves today."""
    actions.carry_out_departures()


@every(days=1)
def follow_unused_accounts():
    actions.follow_unused_accounts()


@every(hours=1)
def forget_old_exports():
    actions.forget_old_exports()


@every(days=1)
def forget_register():
    """Incidents of five years ago, requests about search engines that were settled two years ago."""
    Incident.objects.over().delete()
    actions.forget_old_unlistings()
