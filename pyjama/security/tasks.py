from pyjama.core.schedule import every
from pyjama.security import actions


@every(days=1)
def forget_violations():
    """Erase what browsers refused more than thirty days ago."""
    actions.forget_violations()
