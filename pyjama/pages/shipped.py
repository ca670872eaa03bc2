"""The texts that come with the software: `words/<slug>.<language>.md`, a heading of two lines, then Markdown."""

from datetime import date, datetime, time
from pathlib import Path
from typing import NamedTuple

from django.utils import timezone

FOLDER = Path(__file__).parent / "words"


class Shipped(NamedTuple):
    """One text in one language: its title, its body (Markdown), and when somebody last changed it."""

    title: str
    body: str
    updated_at: datetime


def read(slug, language):
    """The text (Shipped) of that slug in that language; both come from our own lists, never from an address."""
    heading, body = (FOLDER / f"{slug}.{language}.md").read_text(encoding="utf-8").split("\n\n", 1)
    facts = dict(line.split(": ", 1) for line in heading.splitlines())
    noon = datetime.combine(date.fromisoformat(facts["changed"]), time(12), tzinfo=timezone.get_default_timezone())
    return Shipped(facts["title"], body.strip(), noon)
