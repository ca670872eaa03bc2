"""What the documents name is there: files, commands, words."""

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings

from pyjama.core.limits import as_markdown

pytestmark = pytest.mark.once

ROOT = settings.BASE_DIR
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("benchmarks/*.md")])
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
COMMAND = re.compile(r"(?<![\w./])bin/[a-z]+")


def name_of(page):
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_to_a_file(page):
    targets = [target for target in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in target]
    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_command_exists(page):
    commands = set(COMMAND.findall(page.read_text(encoding="utf-8")))
    assert [command for command in commands if not Path(ROOT, command).exists()] == []


def spoken(entry):
    """What an entry of the catalogue says, as a pair: in English, in French."""
    french = [entry.msgstr, *entry.msgstr_plural.values()]
    return f"{entry.msgid}\n{entry.msgid_plural}", "\n".join(french)


def words_of(cell):
    """The words of a cell of the glossary, without what stands around and between them."""
    return {word.strip() for word in re.split(r"[,;«»“”]", cell)} - {""}


def test_the_words_of_the_glossary_are_on_the_screens():
    table = (ROOT / "docs/glossary.md").read_text(encoding="utf-8").split("## What only")[0]
    rows = [line.split("|")[2:4] for line in table.splitlines() if line.startswith("|")][2:]
    catalogue = polib.pofile(str(ROOT / "locale/fr/LC_MESSAGES/django.po"))
    english, french = ("\n".join(texts).lower() for texts in zip(*map(spoken, catalogue), strict=True))
    assert [word for cell, _ in rows for word in words_of(cell) if word.lower() not in english] == []
    assert [word for _, cell in rows for word in words_of(cell) if word.lower() not in french] == []


def test_the_limits_are_those_of_the_table():
    assert "\n".join(as_markdown()) in (ROOT / "docs" / "operating" / "limits.md").read_text()
