from pyjama.core.schedule import every
from pyjama.pages import policies


@every(hours=1)
def announce_policies():
    policies.announce_policies()
