"""docs/data-map.md says of every field what it holds: people are promised to know what is kept of them."""

import re

import pytest
from django.apps import apps
from django.conf import settings

pytestmark = pytest.mark.once

SECTION = re.compile(r"^### `([\w.]+)`$(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)
FIRST_CELL = re.compile(r"^\|([^|]*`[^|]*)\|", re.MULTILINE)
NAME = re.compile(r"`(\w+)`")


def mapped():
    """The pairs (model, field) that the map describes."""
    text = (settings.BASE_DIR / "docs/data-map.md").read_text(encoding="utf-8")
    return [
        (model, name)
        for model, section in SECTION.findall(text)
        for cell in FIRST_CELL.findall(section)
        for name in NAME.findall(cell)
    ]


def kept():
    """The pairs (model, field) of everything the database keeps, but for the numbers of the rows."""
    return [
        (model._meta.label, field.name)
        for model in apps.get_models()
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]
        if field.name != "id"
    ]


def test_the_map_tells_of_every_field_that_is_kept():
    assert set(kept()) - set(mapped()) == set()


def test_the_map_tells_of_nothing_that_is_gone():
    assert set(mapped()) - set(kept()) == set()


def test_the_map_tells_of_each_field_once():
    assert len(mapped()) == len(set(mapped()))
