from pyjama.accounts import actions
from pyjama.core.schedule import every


@every(hours=1)
def forget_unconfirmed():
    actions.forget_unconfirmed()


@every(hours=1)
def forget_ended_sessions():
    actions.forget_ended_sessions()
