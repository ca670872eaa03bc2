from pyjama.core.schedule import every
from pyjama.organizations import actions


@every(days=1)
def forget_invitations():
    actions.forget_invitations()
