from pyjama.calls.actions import close_due_calls
from pyjama.core.schedule import every


@every(minutes=1)
def follow_deadlines():
    """Close what is due."""
    close_due_calls()
