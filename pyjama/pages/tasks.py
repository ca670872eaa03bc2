from pyjama.core.schedule import every
from pyjama.pages import figures, policies


@every(minutes=1)
def renew_figures():
    figures.renew()


@every(hours=1)
def announce_policies():
    policies.announce_policies()
