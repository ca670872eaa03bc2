from pyjama.core.schedule import every
from pyjama.organizations import actions


@every(days=1)
def forget_invitations():
    actions.forget_invitations()


@every(seconds=20)
def look_at_next_website():
    """One at a time, and five seconds at most: mail waits for nobody's website."""
    actions.look_at_next_website()
