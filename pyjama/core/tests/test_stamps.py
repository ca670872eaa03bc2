"""Stamps in files: what every process sees, until the next one is written."""

import shutil

import pytest

from pyjama.core.freshness import new_stamp
from pyjama.core.stamps import StampCache

pytestmark = pytest.mark.once


@pytest.fixture
def processes(tmp_path):
    """Two of them, which share a folder."""
    return [StampCache(tmp_path / "stamps", {}) for _process in range(2)]


def test_each_sees_what_the_other_wrote_last(processes):
    one, other = processes
    assert one.get("freshness") is None
    first, second = new_stamp(), new_stamp()
    assert one.get_or_set("freshness", first) == other.get_or_set("freshness", second) == first
    other.set("freshness", second)
    assert one.get("freshness") == second
    assert one.get("freshness-of-lists") is None


def test_without_the_folder_there_is_none_until_one_is_written(processes):
    one, other = processes
    one.set("freshness", new_stamp())
    shutil.rmtree(one.folder)
    assert one.get("freshness") is other.get("freshness") is None
    other.set("freshness", stamp := new_stamp())
    assert one.get("freshness") == stamp
    one.clear()
    assert other.get("freshness") is None


def test_a_file_that_is_empty_says_nothing_yet(processes):
    one, other = processes
    one.set("freshness", new_stamp())
    [file] = one.folder.iterdir()
    file.write_text("")
    assert other.get_or_set("freshness", stamp := new_stamp()) == one.get("freshness") == stamp


def test_one_of_another_length_would_leave_some_of_the_one_before(processes):
    with pytest.raises(ValueError, match="32 characters"):
        processes[0].set("freshness", "short")
