from pyjama.contributions import actions
from pyjama.core.schedule import every


@every(hours=1)
def forget_expired_guests():
    """Erase what guests wrote and nobody published in time, and how often they tried."""
    actions.forget_expired_guests()
    actions.forget_tallies()


@every(minutes=10)
def look_again():
    """Have moderators look at what was public before its network was known to be bad."""
    actions.look_again()


@every(hours=1)
def forget_arrivals():
    """Erase from where texts of people came who had just arrived."""
    actions.forget_arrivals()
