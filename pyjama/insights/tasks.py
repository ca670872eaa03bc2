from pyjama.core.schedule import every
from pyjama.insights import totals


@every(hours=6)
def publish_closed_months():
    """Count each month that is over, once and for good."""
    totals.publish_closed_months()
