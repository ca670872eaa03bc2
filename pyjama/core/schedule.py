"""What the worker does again and again: each app's `tasks.py` declares its rounds here."""

import logging
from contextlib import ExitStack
from datetime import timedelta

from django.utils.module_loading import autodiscover_modules

from pyjama.core import clock

logger = logging.getLogger(__name__)
_rounds = {}
# What is wrapped around every round while it runs: functions that take the round's name and give a context manager.
_watchers = []


def every(**period):
    """Declare a function without arguments as a round, done once per period (as for a timedelta: `seconds=1`).

    A round must be idempotent and safe to run twice at once: several workers may meet, and any may be killed.
    """

    def declare(function):
        _rounds[function] = timedelta(**period)
        return function

    return declare


def watch(watcher):
    """Call a function with each round's name (`pyjama.mail.tasks.forget_mail`); the round runs in the context it gives."""
    _watchers.append(watcher)


def name_of(function):
    return f"{function.__module__}.{function.__qualname__}"


def declared():
    """The names of all rounds (a set of str)."""
    autodiscover_modules("tasks")
    return {name_of(function) for function in _rounds}


class NotNow(Exception):
    """A watcher keeps a round from running, for a reason (str): it is tried again at its next turn."""


class Rounds:
    """The rounds of all apps, with the moment each one is due next in this process."""

    def __init__(self):
        autodiscover_modules("tasks")
        self.due_at = dict.fromkeys(_rounds, clock.now())

    def run_due(self):
        """Do every round that is due; one that fails is logged and tried again at its next turn.

        One that is due later than a period from now was put off by a clock that went back since: it is due as well.
        """
        for function, moment in list(self.due_at.items()):
            if not timedelta(0) < moment - clock.now() <= _rounds[function]:
                self.due_at[function] = clock.now() + _rounds[function]
                self.run(function)

    def run(self, function):
        try:
            with ExitStack() as stack:
                for watcher in _watchers:
                    stack.enter_context(watcher(name_of(function)))
                function()
        except NotNow as reason:
            logger.warning("The round %s waits: %s.", function.__qualname__, reason)
        except Exception:
            logger.exception("The round %s failed", function.__qualname__)
