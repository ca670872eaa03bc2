"""Room for deep calls, such as those of templates within templates.

Python lays the frames of functions into pieces of 16 KB: it asks the system for a new one where the last is full, and gives
it back as soon as the frame that needed it ends. A loop that goes to and fro over such an edge can spend a fifth of its time
so. A frame that takes many places gets a piece of its own, with as much room again for all that is called from there.
"""

from functools import wraps

# Of eight bytes each: just more than half a megabyte, so that the piece has a whole one.
PLACES = 70_000


def with_room(function):
    """The same function, from which deep calls cost no more than others."""

    def call(*arguments, **named):
        return function(*arguments, **named)

    call.__code__ = call.__code__.replace(co_stacksize=PLACES)
    return wraps(function)(call)
