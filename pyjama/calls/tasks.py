from pyjama.calls.actions import close_due_calls
from pyjama.calls.queue import QUEUE
from pyjama.calls.unfinished import remind_of_unfinished
from pyjama.core.schedule import every
from pyjama.digests.series import send_due


@every(minutes=1)
def follow_deadlines():
    """Close what is due."""
    close_due_calls()


@every(minutes=10)
def remind_of_drafts():
    """Remind people of calls they began and left."""
    remind_of_unfinished()


@every(minutes=5)
def write_queue():
    """Write to moderators of what waits for them, in the morning."""
    send_due(QUEUE)
