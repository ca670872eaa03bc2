"""Drafts of the story that people read before they go out."""

from datetime import timedelta
from functools import partial

from pyjama.clarity.actions import ask_readers, say_how_clear
from pyjama.world import story

AFTER_WRITING = timedelta(hours=1)
BETWEEN_READERS = timedelta(hours=3)


def life_of_trial(cast, key, told):
    """As pairs of a moment and what to do, like all steps of the telling."""
    asked = story.beginning(told) + AFTER_WRITING
    if "trial" in told:
        yield asked, partial(ask, cast, key, told)
        for turn, reading in enumerate(told["trial"], 1):
            yield asked + turn * BETWEEN_READERS, partial(read, cast, key, reading)


def ask(cast, key, told):
    ask_readers(call=cast.calls[key], person=cast.people[told["author"]])


def read(cast, key, reading):
    trial = cast.calls[key].trial
    reader = cast.people[reading["reader"]]
    say_how_clear(trial=trial, reader=reader, clarity=reading["clarity"], sentence=reading.get("sentence", ""))
