"""The tree as text and as syntax, for the tests that keep the rules of the house."""

import ast
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYJAMA = ROOT / "pyjama"
TOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]


def floors():
    """The height (int, 0 at the bottom) of each app (str), as pyproject.toml gives them to import-linter."""
    contract = next(contract for contract in TOOLS["importlinter"]["contracts"] if contract["id"] == "floors")
    layers = [re.findall(r"\w+", layer) for layer in reversed(contract["layers"])]
    return {app: height for height, apps in enumerate(layers) for app in apps}


def sources(folder, suffix):
    """Every file of ours in a folder with that suffix, migrations left out."""
    found = folder.rglob(f"*{suffix}")
    return sorted(path for path in found if not {"migrations", "node_modules"} & {*path.parts})


def rooms(*names):
    """The Python files of these rooms in every app: `views.py`, or each file of the package `views`."""
    files = [path for path in sources(PYJAMA, ".py") if "tests" not in path.parts]
    return [path for path in files if path.stem in names or path.parent.name in names]


# A mail's templates lie in a folder called so; what the demonstration shows of mail is a page.
OF_MAIL = re.compile(r"/templates/(.+/)?e?mail/(?!demo_)")


def name(path):
    """A file as a person would call it: its path from the top of the tree."""
    return path.relative_to(ROOT).as_posix()


def nodes(path, kind=ast.AST):
    """Every node of that kind in a file's syntax tree."""
    return (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, kind))


def imports(path):
    """The dotted names a file imports: `django.http.Http404`."""
    for node in nodes(path, ast.Import | ast.ImportFrom):
        prefix = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
        yield from (prefix + alias.name for alias in node.names)


def templates():
    """Every template of a page: those of mail need inline styles."""
    return [path for path in sources(PYJAMA, ".html") if not OF_MAIL.search(path.as_posix())]


def mail_templates():
    """Every template that a mail is made of, by the name that it is loaded by: text, HTML, and parts of either."""
    found = [path for suffix in (".html", ".txt") for path in sources(PYJAMA, suffix) if OF_MAIL.search(path.as_posix())]
    return {path.as_posix().partition("/templates/")[2] for path in found}
