from pyjama.core.schedule import every
from pyjama.digests import actions


@every(days=1)
def forget_editions():
    actions.forget_editions()
