from pyjama.accounts.actions.account import (
    account_of,
    edit_account,
    end_session,
    end_sessions,
    forget_ended_sessions,
    forget_unconfirmed,
    hold_session,
    note_seen,
    turn_off_second_step,
)
from pyjama.accounts.actions.consent import note_consent, note_policies
from pyjama.accounts.actions.email_change import (
    call_off_email_change,
    carry_out_due_email_changes,
    change_email,
    forget_email_changes,
    take_back_email_change,
)

__all__ = [
    "account_of",
    "call_off_email_change",
    "carry_out_due_email_changes",
    "change_email",
    "edit_account",
    "end_session",
    "end_sessions",
    "forget_email_changes",
    "forget_ended_sessions",
    "forget_unconfirmed",
    "hold_session",
    "note_consent",
    "note_policies",
    "note_seen",
    "take_back_email_change",
    "turn_off_second_step",
]
