from pyjama.contributions import actions
from pyjama.core.schedule import every


@every(hours=1)
def forget_expired_guests():
    """Erase what guests wrote and nobody published in time, and how often they tried."""
    actions.forget_expired_guests()
    actions.forget_tallies()


@every(hours=1)
def forget_arrivals():
    """Erase from where texts of people came who had just arrived."""
    actions.forget_arrivals()
