"""The French catalogue: whole, compiled, true to its English, and set as French is."""

import re

import polib
import pytest

from tests.sentences import sentences_in
from tests.source import PYJAMA, ROOT, name, sources

pytestmark = pytest.mark.once

FOLDER = ROOT / "locale" / "fr" / "LC_MESSAGES"
WRITTEN, COMPILED = FOLDER / "django.po", FOLDER / "django.mo"
CATALOGUE = polib.pofile(str(WRITTEN)) if WRITTEN.exists() else []
FILES = [
    path
    for folder, suffix in [(PYJAMA, ".py"), (PYJAMA, ".html"), (PYJAMA, ".txt"), (ROOT / "config", ".py")]
    for path in sources(folder, suffix)
    if "tests" not in path.parts
]

PLACES = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?\w+|https?://\S+")
# The spaces that do not break the line: U+00A0 and, narrow, U+202F.
TYPOGRAPHY = {
    "a breaking space before : ; ! ? or »": r"[ \n][:;!?»]",
    "no space before : ; ! ? or »": r"(?<=[^\s\u00a0\u202f!?:/])(?:[;!?»]|:(?=\s|$))",
    "no unbreakable space after «": r"«(?![\u00a0\u202f])",
    "straight or English quotes": '["“”]',
    "a straight apostrophe": r"(?<=\w)'(?=\w)",
    "three dots for an ellipsis": r"\.\.\.",
    "two spaces": "  ",
}


def french(entry):
    """Every French sentence of an entry: one, or one for each plural."""
    return [*entry.msgstr_plural.values()] or [entry.msgstr]


def bare(sentence):
    """A sentence without what is no text: tags, addresses, entities and the places of values."""
    return re.sub(r"<[^>]*>|https?://\S+|&\w+;|%\(\w+\)[sd]|%[sd]", "x", sentence)


def test_every_sentence_of_the_site_is_in_the_catalogue():
    known = {text for entry in CATALOGUE for text in (entry.msgid, entry.msgid_plural)}
    missing = {name(path): sentences_in(path) - known for path in FILES}
    assert {path: sentences for path, sentences in missing.items() if sentences} == {}, "run bin/messages"


def test_the_catalogue_has_nothing_that_the_site_does_not_say():
    said = {sentence for path in FILES for sentence in sentences_in(path)}
    assert [entry.msgid for entry in CATALOGUE if entry.msgid not in said] == [], "run bin/messages"


def test_every_sentence_has_its_french():
    assert [entry.msgid for entry in CATALOGUE if not all(french(entry))] == []


def test_no_translation_is_in_doubt_or_left_behind():
    assert [entry.msgid for entry in CATALOGUE if entry.fuzzy or entry.obsolete] == []


def test_the_compiled_catalogue_is_the_written_one():
    assert COMPILED.exists(), "run bin/messages"
    books = (polib.mofile(str(COMPILED)), CATALOGUE)
    compiled, written = ({(entry.msgctxt, entry.msgid): french(entry) for entry in book} for book in books)
    assert [entry for entry in compiled | written if compiled.get(entry) != written.get(entry)] == [], "run bin/messages"


def test_the_french_has_the_places_tags_and_addresses_of_the_english():
    wrong = {}
    for entry in CATALOGUE:
        allowed = [sorted(PLACES.findall(english)) for english in (entry.msgid, entry.msgid_plural or entry.msgid)]
        wrong |= {text: allowed for text in french(entry) if sorted(PLACES.findall(text)) not in allowed}
    assert wrong == {}


@pytest.mark.parametrize(("fault", "pattern"), TYPOGRAPHY.items(), ids=TYPOGRAPHY)
def test_french_is_set_as_french(fault, pattern):
    assert [text for entry in CATALOGUE for text in french(entry) if re.search(pattern, bare(text))] == []


@pytest.mark.parametrize(
    ("sentence", "fault"),
    [
        ("Quoi ?", "a breaking space before : ; ! ? or »"),
        ("Quoi?", "no space before : ; ! ? or »"),
        ("«Oui\u00a0»", "no unbreakable space after «"),
        ('Dites "oui".', "straight or English quotes"),
        ("L'été", "a straight apostrophe"),
    ],
)
def test_a_fault_of_typography_is_seen(sentence, fault):
    assert re.search(TYPOGRAPHY[fault], bare(sentence))
    assert not re.search(TYPOGRAPHY[fault], bare('«\u00a0Oui\u00a0», l’été\u00a0: à 9\u00a0h, <a href="x">quoi\u00a0?!</a>'))
