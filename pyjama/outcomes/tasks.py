from pyjama.core.schedule import every
from pyjama.digests.series import send_due
from pyjama.outcomes.desk import actions as desk
from pyjama.outcomes.promise import lapse_silent_calls, remind_organizations
from pyjama.outcomes.story import actions as story
from pyjama.outcomes.to_do import letters


@every(minutes=1)
def keep_the_promise():
    """Let lapse what stayed silent, then remind those who still have time."""
    lapse_silent_calls()
    remind_organizations()


@every(hours=1)
def forget_withdrawn_quotes():
    story.forget_withdrawn_quotes()


@every(days=1)
def forget_notes():
    """Let the team's notes go with the words they were about."""
    desk.forget_notes()


@every(days=1)
def follow_decisions():
    """Have karma follow what moderators decided of the organizations that gave it."""
    desk.follow_decisions()


@every(minutes=5)
def write_to_do():
    """Write to the people of organizations of what waits there, in the morning."""
    send_due(letters.TO_DO)
