from hashlib import sha256

import pytest

from pyjama.accounts.wordings import WORDINGS

pytestmark = pytest.mark.once

# A line is added here with each new version, and never changed: the ledger says who agreed to these words.
DIGESTS = {
    "sign-up-1": ("55ba8ace1a140ad0", "a13fde6324ee2d37"),
    "preferences-1": ("74719b69881b20e0", "0d3abe0410dbda8c"),
    "stop-1": ("d8cf31055f73199d", "aa0dea628276b5a0"),
    "again-1": ("6012b1d6a22d4a91", "221c1caf56ff34ba"),
    "one-click-1": ("f713b6fa9157d6a1", "8abb7be39096617b"),
    "policies-1": ("7e5a8d317ffd4b49", "943923725668e383"),
}


def digest(text):
    return sha256(text.encode()).hexdigest()[:16]


def test_words_that_somebody_agreed_to_are_never_edited():
    assert {version: (digest(wording.fr), digest(wording.en)) for version, wording in WORDINGS.items()} == DIGESTS


def test_each_version_names_the_same_things_in_both_languages():
    for wording in WORDINGS.values():
        assert wording.fr != wording.en
        for fact in ("{what}", "{how}", "{box}"):
            assert (fact in wording.fr) == (fact in wording.en)
