"""The keepers of docs' house rules that no linter knows. `tests/test_keepers.py` shows that each one bites."""

import ast
import re
from collections import Counter

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import QuerySet

from tests.source import PYJAMA, ROOT, floors, imports, name, nodes, rooms, sources, templates

pytestmark = pytest.mark.once

SCREENS = ("views", "forms", "api")
DJANGO = {word for word in dir(QuerySet) if not word.startswith("_")}
OF_A_RELATION = {"all", "filter", "exclude", "create", "get_or_create", "update_or_create", "bulk_create"}
# Lists and texts that everybody may read in full; and the outbox, which only the pages of the demonstration show.
FOR_EVERYBODY = {"Cause", "Skill", "Text", "Mail"}
HTTP_AND_SIGNALS = ("django.http", "django.shortcuts", "django.dispatch", "django.db.models.signals", "django.core.signals")


def app_models():
    return [model for model in apps.get_models() if model.__module__.startswith("pyjama.")]


def app_of(model):
    return model._meta.app_config.name.split(".")[1]


# Floors


def test_every_folder_is_an_app_with_a_floor():
    folders = {path.parent.name for path in PYJAMA.glob("*/*.py")}
    assert folders == {*floors()}
    assert {f"pyjama.{folder}" for folder in folders} <= {*settings.INSTALLED_APPS}
    packages = {path.parent for path in sources(PYJAMA, ".py")}
    assert [name(folder) for folder in packages if not (folder / "__init__.py").exists()] == []


def test_foreign_keys_point_down():
    height = floors()
    relations = [field for model in app_models() for field in model._meta.get_fields() if field.is_relation]
    forward = [field for field in relations if not field.auto_created and field.related_model in app_models()]
    assert [
        f"{field} points up to {app_of(field.related_model)}"
        for field in forward
        if app_of(field.model) != app_of(field.related_model)
        and height[app_of(field.model)] <= height[app_of(field.related_model)]
    ] == []


# Nouns and verbs


@pytest.mark.parametrize("path", rooms("models", "actions", "tasks"), ids=name)
def test_nouns_and_verbs_know_neither_http_nor_signals(path):
    assert [imported for imported in imports(path) if imported.startswith(HTTP_AND_SIGNALS)] == []


@pytest.mark.parametrize("path", rooms("models"), ids=name)
def test_saving_a_row_does_nothing_more(path):
    assert [function.name for function in nodes(path, ast.FunctionDef) if function.name in {"save", "delete"}] == []


def is_atomic(function):
    """Decorated so, or one single statement, which the database does whole or not at all."""
    sentences = [statement for statement in function.body if not isinstance(getattr(statement, "value", None), ast.Constant)]
    return len(sentences) == 1 or "transaction.atomic" in map(ast.unparse, function.decorator_list)


def verbs():
    """Each function of an actions room that a screen imports, with the file it is written in."""
    called = {imported for path in rooms("views", "forms", "admin", "api") for imported in imports(path)}
    names = {imported.rpartition(".")[2] for imported in called if ".actions." in imported}
    for path in rooms("actions"):
        for function in nodes(path, ast.FunctionDef):
            if function.name in names:
                yield pytest.param(function, id=f"{name(path)}:{function.name}")


@pytest.mark.parametrize("function", [*verbs()])
def test_a_verb_that_a_screen_calls_is_atomic_and_takes_keywords(function):
    assert is_atomic(function), f"{function.name} changes rows outside of a transaction"
    assert function.args.args == [], f"{function.name} takes arguments without their names"
    assert ast.get_docstring(function), f"{function.name} does not say what it does"


# Screens


def chain(node):
    """The words of `Call.objects.visible_to(user).open`, last first, and those among them that are called."""
    words, called = [], set()
    while isinstance(node, ast.Attribute | ast.Call | ast.Subscript):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            called.add(node.func.attr)
        if isinstance(node, ast.Attribute):
            words.append(node.attr)
        node = node.func if isinstance(node, ast.Call) else node.value
    return [*words, getattr(node, "id", "")], called


def is_bare(attribute):
    """Say whether rows are asked for here, of a model or a relation, before any method of ours narrowed them."""
    (asked, *source), called = chain(attribute)
    if called - DJANGO or {*source} & FOR_EVERYBODY:
        return False
    is_relation = len([word for word in source if word not in called]) > 1
    return asked in DJANGO if "objects" in source else asked in OF_A_RELATION and is_relation


def bare_lookups(path):
    """`get_object_or_404(Call)` and `get_object_or_404(call.contributions)`: nobody asked who reads."""
    for call in nodes(path, ast.Call):
        if ast.unparse(call.func) in {"get_object_or_404", "get_list_or_404"}:
            words, called = chain(call.args[0])
            base = [word for word in words if word not in called]
            is_variable = len(base) == 1 and base[0].islower()
            if not (is_variable or called - DJANGO or {*words} & FOR_EVERYBODY):
                yield ast.unparse(call)


@pytest.mark.parametrize("path", rooms(*SCREENS), ids=name)
def test_screens_read_rows_through_scopes(path):
    bare = [ast.unparse(node) for node in nodes(path, ast.Attribute) if is_bare(node)]
    assert [*bare, *bare_lookups(path)] == [], "use visible_to(user), editable_by(user) or a named method"


def models_on_screen():
    by_name = {model.__name__: model for model in app_models()}
    words = {
        node.value.id
        for path in rooms(*SCREENS)
        for node in nodes(path, ast.Attribute)
        if node.attr == "objects" and isinstance(node.value, ast.Name)
    }
    return [by_name[word] for word in sorted(words - FOR_EVERYBODY) if word in by_name]


@pytest.mark.parametrize("model", models_on_screen(), ids=lambda model: model.__name__)
def test_every_model_a_screen_reads_says_who_may_see_and_who_may_edit(model):
    assert hasattr(model.objects, "visible_to")
    assert hasattr(model.objects, "editable_by")


# Checks


def test_a_name_that_silences_a_check_silences_no_other():
    names = [found for path in rooms("checks") for found in re.findall(r"pyjama\.[EW]\d{3}", path.read_text())]
    assert [each for each, times in Counter(names).items() if times > 1] == []


# Sizes


@pytest.mark.parametrize(
    ("folder", "suffix", "most"),
    [
        (PYJAMA, ".py", 250),
        (ROOT / "config", ".py", 330),
        (ROOT / "tests", ".py", 250),
        (PYJAMA, ".html", 80),
        (ROOT / "static", ".css", 150),
    ],
)
def test_a_file_is_about_one_thing(folder, suffix, most):
    lines = {name(path): len(path.read_text().splitlines()) for path in sources(folder, suffix)}
    assert {path: count for path, count in lines.items() if count > most} == {}


# Templates

INLINE = {
    "a style attribute": re.compile(r"\sstyle\s*=", re.I),
    "a style element": re.compile(r"<style\b", re.I),
    "a script in the page": re.compile(r"<script(?![^>]*(\ssrc=|type=\"application/(ld\+)?json\"))", re.I),
    "an event attribute": re.compile(r"\s((data-)?hx-)?on[\w:-]+\s*=\s*[\"']", re.I),
    "code in an attribute": re.compile(r"[\"'](js|javascript):", re.I),
    "a filter in hx-trigger, which htmx evaluates": re.compile(r"hx-trigger\s*=\s*[\"'][^\"']*\["),
}


@pytest.mark.parametrize("path", templates(), ids=name)
def test_a_page_has_no_code_or_style_in_it(path):
    text = path.read_text()
    assert [what for what, pattern in INLINE.items() if pattern.search(text)] == []
