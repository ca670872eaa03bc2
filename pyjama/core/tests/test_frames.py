"""A function with room does what it did; how much quicker is in decision 0069."""

import sys

import pytest

from pyjama.core.frames import PLACES, with_room

pytestmark = pytest.mark.once


@with_room
def depth(*, of):
    """How deep it goes."""
    return sys._getframe(of).f_code


def test_it_is_called_as_before_from_a_frame_with_many_places():
    assert depth(of=0).co_name == depth.__name__ == "depth"
    assert depth(of=1).co_stacksize == PLACES
    assert depth.__doc__ == "How deep it goes."
    with pytest.raises(ValueError, match="deep"):
        depth(of=1_000_000)
