from pyjama.core.schedule import every
from pyjama.karma.actions import take_traded_back


@every(days=1)
def look_for_traded_votes():
    """Take back what people brought each other by votes that they trade."""
    take_traded_back()
