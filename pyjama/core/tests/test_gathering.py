import re
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.staticfiles.finders import AppDirectoriesFinder, FileSystemFinder

from pyjama.core.gathering import SCRIPT, SHEET, GatheringStorage, bare

pytestmark = pytest.mark.once

LAYERS = ["tokens", "base", "components", "print"]
FILES = {name: storage.path(name) for name, storage in FileSystemFinder().list([])}
SHEETS = {name for name in FILES if name.endswith(".css")}
PARTS = {name for name in FILES if name.startswith("js/site/")}
# What stands between two quotation marks of a kind, on as many lines as it likes.
TEMPLATE = re.compile(r"`[^`]*`")


def source(name):
    return Path(FILES[name]).read_text(encoding="utf-8")


def without_comments(text):
    return re.sub(r"/\*.*?\*/", "", text, flags=re.S)


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """The static files of our own, as collectstatic leaves them."""
    storage = GatheringStorage(location=tmp_path_factory.mktemp("static"))
    finders = [FileSystemFinder(), AppDirectoriesFinder([apps.get_app_config("django_htmx").name])]
    paths = {name: (origin, name) for finder in finders for name, origin in finder.list([])}
    for name, (origin, path) in paths.items():
        with origin.open(path) as file:
            storage.save(name, file)
    assert [each for each in storage.post_process(paths) if isinstance(each[2], Exception)] == []
    return storage


@pytest.fixture(scope="module")
def sheet(collected):
    """The one sheet that a page asks for (str)."""
    with collected.open(collected.stored_name(SHEET)) as file:
        return file.read().decode()


def test_the_one_sheet_holds_every_other_and_asks_for_none(sheet):
    missing = [name for name in SHEETS if name not in {SHEET, "css/base.css"} and bare(SHEET, source(name)) not in sheet]
    assert missing == []
    assert "text-wrap: pretty" in sheet
    assert "@import" not in sheet
    assert "/*" not in sheet


def test_the_layers_are_in_order_before_any_rule(sheet):
    assert re.match(rf"\s*@layer {', '.join(LAYERS)};", without_comments(sheet))


def test_every_rule_stands_in_a_layer():
    allowed = {f"@layer {layer} {{" for layer in LAYERS} | {"}"}
    sheets = {name: without_comments(source(name)).splitlines() for name in SHEETS if name != SHEET}
    assert {name: line for name, lines in sheets.items() for line in lines if line[:1].strip() and line not in allowed} == {}


def test_its_fonts_are_where_it_says(collected, sheet):
    fonts = re.findall(r'url\("\.\./(.+?)"\)', sheet)
    assert len(fonts) == sheet.count("@font-face")
    assert all(collected.exists(font) and re.search(r"\.[0-9a-f]{12}\.woff2$", font) for font in fonts)


def test_the_one_script_holds_its_parts_each_for_itself(collected):
    with collected.open(collected.stored_name(SCRIPT)) as file:
        script = file.read().decode()
    assert [name for name in PARTS if f"{{{bare(SCRIPT, source(name))}}}" not in script] == []
    assert "htmx:configRequest" in script
    assert not re.search(r"^import |^\s*//", script, re.M)


def test_no_text_of_a_script_goes_over_the_end_of_a_line():
    assert [name for name in PARTS if any("\n" in text for text in TEMPLATE.findall(source(name)))] == []
