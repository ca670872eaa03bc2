"""What the worker does again and again: each app's `tasks.py` declares its rounds here."""

import logging
from datetime import timedelta

from django.utils.module_loading import autodiscover_modules

from pyjama.core import clock

logger = logging.getLogger(__name__)
_rounds = {}


def every(**period):
    """Declare a function without arguments as a round, done once per period (as for a timedelta: `seconds=1`).

    A round must be idempotent and safe to run twice at once: several workers may meet, and any may be killed.
    """

    def declare(function):
        _rounds[function] = timedelta(**period)
        return function

    return declare


class Rounds:
    """The rounds of all apps, with the moment each one is due next in this process."""

    def __init__(self):
        autodiscover_modules("tasks")
        self.due_at = dict.fromkeys(_rounds, clock.now())

    def run_due(self):
        """Do every round that is due; one that fails is logged and tried again at its next turn."""
        for function, moment in list(self.due_at.items()):
            if moment <= clock.now():
                self.due_at[function] = clock.now() + _rounds[function]
                self.run(function)

    def run(self, function):
        try:
            function()
        except Exception:
            logger.exception("The round %s failed", function.__qualname__)
