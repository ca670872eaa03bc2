"""Room for deep calls, such as those of templates within templates behind thirty middlewares. See decision 0069."""

from functools import wraps

# Of eight bytes each: just more than half a megabyte, so that the piece is a whole one, and half of it is free.
PLACES = 70_000


def with_room(function):
    """The same function, from which deep calls cost no more than others.

    Python lays the frames of functions into pieces of 16 KB: it asks the system for a new one where the last is full, and
    gives it back as soon as the frame that needed it ends. A loop that goes to and fro over such an edge spends up to a
    third of its time so. A frame that takes many places gets a large piece, with as much room for what it calls.
    """

    def call(*arguments, **named):
        return function(*arguments, **named)

    call.__code__ = call.__code__.replace(co_stacksize=PLACES)
    return wraps(function)(call)
