from pyjama.core.schedule import every
from pyjama.drafts import actions


@every(days=1)
def forget_old_drafts():
    """Erase what nobody touched for two months."""
    actions.forget_old_drafts()
