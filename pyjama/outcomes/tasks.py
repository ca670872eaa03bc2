from pyjama.core.schedule import every
from pyjama.outcomes.promise import lapse_silent_calls, remind_organizations


@every(minutes=1)
def keep_the_promise():
    """Let lapse what stayed silent, then remind those who still have time."""
    lapse_silent_calls()
    remind_organizations()
