"""What is taken of an answer, in the shapes that mail programs give it: one file each, the message and what is hers."""

import re
from pathlib import Path

import pytest

from pyjama.mail.inbound.quoting import own_words
from pyjama.mail.inbound.texts import markdown

pytestmark = pytest.mark.once

SAMPLES = sorted(Path(__file__).parent.glob("samples/*.txt"))
RULE = re.compile(r"^={20}\n", re.MULTILINE)


@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_what_she_wrote_is_taken_and_nothing_else(path):
    kind, body, expected = RULE.split(path.read_text(encoding="utf-8"))
    text = markdown(body) if kind.strip() == "html" else body

    assert own_words(text) == expected.removesuffix("\n")


BEGINNINGS = [
    "On ",
    "Le 1\n",
    "> ",
    "\n",
    "De : x\n",
    "a: b@c\n",
    "Avis : ",
    "Envoyé de mon ",
    "-- \n",
    "* * *\n",
    "---\n",
    " ",
]


@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_no_text_takes_long(beginning):
    for length in [1_999, 33_000]:
        own_words((beginning * length)[:100_000])


def test_a_text_longer_than_any_answer_stays_whole():
    text = "Hi.\n\nOn 27 Nov, Sam wrote:\n" + "> a\n" * 2_000
    assert own_words(text) == text
