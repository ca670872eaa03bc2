import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import FileSystemFinder

from pyjama.core.stylesheets import SITE, OneSheetStorage

pytestmark = pytest.mark.once

LAYERS = ["tokens", "base", "components", "print"]
SHEETS = {name: storage.path(name) for name, storage in FileSystemFinder().list([]) if name.endswith(".css")}


def source(name):
    return Path(SHEETS[name]).read_text(encoding="utf-8")


def without_comments(text):
    return re.sub(r"/\*.*?\*/", "", text, flags=re.S)


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """The static files of our own, as collectstatic leaves them."""
    storage = OneSheetStorage(location=tmp_path_factory.mktemp("static"))
    paths = {name: (origin, name) for name, origin in FileSystemFinder().list([])}
    for name, (origin, path) in paths.items():
        with origin.open(path) as file:
            storage.save(name, file)
    assert [each for each in storage.post_process(paths) if isinstance(each[2], Exception)] == []
    return storage


@pytest.fixture(scope="module")
def sheet(collected):
    """The one sheet that a page asks for (str)."""
    with collected.open(collected.stored_name(SITE)) as file:
        return file.read().decode()


def test_the_one_sheet_holds_every_other_and_asks_for_none(sheet):
    missing = [name for name in SHEETS if name not in {SITE, "css/base.css"} and source(name).strip() not in sheet]
    assert missing == []
    assert "text-wrap: pretty" in sheet
    assert "@import" not in sheet


def test_the_layers_are_in_order_before_any_rule(sheet):
    assert re.match(rf"\s*@layer {', '.join(LAYERS)};", without_comments(sheet))


def test_every_rule_stands_in_a_layer():
    allowed = {f"@layer {layer} {{" for layer in LAYERS} | {"}"}
    sheets = {name: without_comments(source(name)).splitlines() for name in SHEETS if name != SITE}
    assert {name: line for name, lines in sheets.items() for line in lines if line[:1].strip() and line not in allowed} == {}


def test_its_fonts_are_where_it_says(collected, sheet):
    fonts = re.findall(r'url\("\.\./(.+?)"\)', sheet)
    assert len(fonts) == sheet.count("@font-face")
    assert all(collected.exists(font) and re.search(r"\.[0-9a-f]{12}\.woff2$", font) for font in fonts)
