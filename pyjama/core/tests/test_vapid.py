"""The key that push services know the site by: one for all processes, and nobody else's."""

import stat
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from pyjama.core import vapid
from pyjama.core.vapid import FILE, LENGTH, from_text, public_key, to_text

pytestmark = pytest.mark.once

PROCESSES = 20


@pytest.fixture
def folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path


def make_and_read(path):
    """What one process that starts does: make the key if there is none yet, and read it."""
    if not path.exists():
        vapid._make(path)
    return path.read_text()


def test_a_key_is_drawn_once_for_the_eyes_of_the_site_alone(folder):
    first = public_key()
    assert public_key() == first
    assert len(from_text(first)) == 65
    assert stat.S_IMODE((folder / FILE).stat().st_mode) == 0o600
    assert [path.name for path in folder.iterdir()] == [FILE]


def test_twenty_processes_that_start_at_once_share_one_key(folder):
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("fork")) as pool:
        keys = set(pool.map(make_and_read, [folder / FILE] * PROCESSES))
    assert len(keys) == 1
    assert [path.name for path in folder.iterdir()] == [FILE]


def test_whoever_finds_none_and_is_overtaken_takes_the_other_ones(folder):
    """Two have looked, and neither saw a key: both make one, and one of them counts."""
    vapid._make(folder / FILE)
    first = public_key()
    vapid._make(folder / FILE)
    vapid._read.cache_clear()
    assert public_key() == first


def test_a_key_that_is_given_is_the_key(folder, settings):
    settings.VAPID_PRIVATE_KEY = to_text(bytes(LENGTH - 1) + b"\1")
    # The private key 1 has the base point of the curve as its public half (SEC 2, section 2.4.2).
    assert from_text(public_key())[1:5].hex() == "6b17d1f2"
    assert list(Path(folder).iterdir()) == []


@pytest.mark.parametrize("wrong", ["x", "é" * 43, "A" * 42, "A" * 44, "A" * 43, "-----BEGIN PRIVATE KEY-----"])
def test_what_is_no_key_is_said_to_be_none(folder, settings, wrong):
    settings.VAPID_PRIVATE_KEY = wrong
    with pytest.raises(ValueError, match=r"."):
        public_key()
