from pyjama.accounts import actions
from pyjama.core.schedule import every


@every(hours=1)
def forget_unconfirmed():
    actions.forget_unconfirmed()


@every(hours=1)
def forget_ended_sessions():
    actions.forget_ended_sessions()


@every(hours=1)
def carry_out_due_email_changes():
    actions.carry_out_due_email_changes()


@every(hours=1)
def forget_email_changes():
    actions.forget_email_changes()
