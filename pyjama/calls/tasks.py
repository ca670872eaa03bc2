from pyjama.calls.actions import close_due_calls, lapse_overdue_calls
from pyjama.core.schedule import every


@every(minutes=1)
def follow_deadlines():
    """Close what is due, and let lapse what stayed silent."""
    close_due_calls()
    lapse_overdue_calls()
