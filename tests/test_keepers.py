"""Each keeper of the house bites: a copy of the tree breaks every rule on purpose, and each must be told of its own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.source import ROOT

pytestmark = pytest.mark.once

# A file of the copy, and what is added to it.
BROKEN = {
    "pyjama/core/limits.py": """
def reach_up():
    from pyjama.calls.models import Call
""",
    "pyjama/topics/apps.py": """
def reach_a_neighbour():
    from pyjama.notifications.models import Kind
""",
    "pyjama/stray/__init__.py": "",
    "pyjama/topics/models.py": """
class Stray(models.Model):
    call = models.ForeignKey("calls.Call", models.CASCADE)
""",
    "pyjama/karma/models.py": """
from django.http import Http404

class Tally(models.Model):
    def save(self, **options):
        from pyjama.karma import views
        super().save(**options)
""",
    "pyjama/karma/actions.py": """
def forget_everything(person, target):
    Entry.objects.filter(person=person).delete()
    return target
""",
    "pyjama/karma/views.py": """
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from pyjama.karma.actions import forget_everything
from pyjama.karma.models import Tally

def bare(request, entry):
    _("This was never translated.")
    return Entry.objects.filter(pk=1), entry.person.memberships.all(), get_object_or_404(Entry, pk=1), Tally.objects.get()
""",
    "config/urls.py": 'urlpatterns += [path("stray/", core.root, name="stray")]\n',
    "pyjama/karma/banned.py": """
import datetime
from unittest.mock import Mock
from django.core.mail import send_mail
from django.db.models.signals import post_save
from django.utils import timezone

NOW = timezone.now(), datetime.datetime.now(datetime.UTC)
""",
    "pyjama/karma/long.py": "def long(a):\n" + "    a += 1\n" * 21,
    "pyjama/karma/branching.py": "def branch(a):\n" + "    if a:\n        a = 1\n" * 6,
    "pyjama/karma/checks.py": 'A, B = "pyjama.E901", "pyjama.E901"\n',
    "pyjama/karma/ugly.py": "a = { 'b':1 }\n",
    "pyjama/karma/big.py": "a = 1\n" * 251,
    "pyjama/karma/templates/karma/big.html": "text\n" * 81,
    "static/css/big.css": "a {}\n" * 151,
    "pyjama/karma/templates/karma/inline.html": """
<style>p { color: red }</style><script>alert(1)</script><p style="color: red" data-hx-on:click="alert(1)">
<a href="javascript:alert(1)" data-hx-trigger="click[ctrlKey]"><img src="x"></a></p>
""",
    "locale/fr/LC_MESSAGES/django.po": """
msgid "Said by nobody"
msgstr ""

#, fuzzy
msgid "%(count)s in doubt"
msgstr "En doute ?"
""",
}
KEEPERS = {
    "floors": "lint-imports --no-logo --no-cache",
    "ruff": "ruff check --no-cache --output-format=concise .",
    "format": "ruff format --no-cache --check .",
    "templates": "djlint --lint pyjama/karma",
    "migrations": "python manage.py makemigrations --check --dry-run",
    "house": "python -m pytest -vv -p no:cacheprovider tests/test_architecture.py tests/test_translations.py "
    "tests/test_access.py::test_no_address_is_missing_from_the_table_and_none_in_it_is_gone",
}
BITES = [
    ("floors", "pyjama.core is not allowed to import pyjama.calls"),
    ("floors", "pyjama.topics is not allowed to import pyjama.notifications"),
    ("floors", "not listed as layers: - pyjama.stray"),
    ("floors", "pyjama.karma.models is not allowed to import pyjama.karma.views"),
    ("house", "test_every_folder_is_an_app_with_a_floor"),
    ("house", "topics.Stray.call points up to calls"),
    (
        "house",
        "test_nouns_and_verbs_know_neither_http_nor_signals[pyjama/karma/models.py] - ",
    ),
    ("house", "test_saving_a_row_does_nothing_more[pyjama/karma/models.py] - "),
    ("house", "forget_everything changes rows outside of a transaction"),
    ("house", "Entry.objects.filter"),
    ("house", "entry.person.memberships.all"),
    ("house", "get_object_or_404(Entry, pk=1)"),
    ("house", "test_every_model_a_screen_reads_says_who_may_see_and_who_may_edit[Tally]"),
    ("house", "in the right set: 'stray'"),
    ("house", "assert ['pyjama.E901'] == []"),
    ("ruff", "`django.utils.timezone.now` is banned"),
    ("ruff", "`datetime.datetime.now` is banned"),
    ("ruff", "`django.core.mail.send_mail` is banned"),
    ("ruff", "`django.db.models.signals` is banned"),
    ("ruff", "`unittest.mock` is banned"),
    ("ruff", "long.py:1:5: PLR0915"),
    ("ruff", "branching.py:1:5: C901"),
    ("format", "ugly.py"),
    ("house", "'pyjama/karma/big.py': 251"),
    ("house", "'pyjama/karma/templates/karma/big.html': 81"),
    ("house", "'static/css/big.css': 151"),
    (
        "house",
        "'a style element', 'a script in the page', 'an event attribute', 'code in an attribute', 'a filter in hx-",
    ),
    ("templates", "Img tag should have an alt attribute"),
    ("migrations", "Create model Stray"),
    ("house", "This was never translated."),
    ("house", "Said by nobody"),
    ("house", "test_every_sentence_has_its_french"),
    ("house", "test_no_translation_is_in_doubt_or_left_behind"),
    ("house", "test_the_compiled_catalogue_is_the_written_one"),
    ("house", "test_the_french_has_the_places_tags_and_addresses_of_the_english"),
    ("house", "test_french_is_set_as_french[a breaking space before"),
]


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    """The folder of the broken tree."""
    tree = tmp_path_factory.mktemp("broken")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    for name in filter(None, listed.stdout.split("\0")):
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).exists():
            shutil.copy2(ROOT / name, tree / name)
    # What is compiled already need not be compiled again.
    for compiled in (path for folder in ("config", "pyjama", "tests") for path in (ROOT / folder).rglob("__pycache__")):
        shutil.copytree(compiled, tree / compiled.relative_to(ROOT), dirs_exist_ok=True)
    for name, text in BROKEN.items():
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        with (tree / name).open("a") as file:
            file.write(text)
    return tree


@pytest.fixture(scope="module")
def said(broken):
    """What each keeper says of the broken tree, by its name; every one must refuse it."""
    programs = Path(sys.executable).parent
    environment = os.environ | {
        "PATH": f"{programs}:{os.environ['PATH']}",
        "DEBUG": "1",
        "COLUMNS": "300",
        "DATA_DIR": str(broken / "data"),
    }
    running = {
        name: subprocess.Popen(
            command.split(), cwd=broken, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        for name, command in KEEPERS.items()
    }
    outputs = {name: " ".join(program.communicate()[0].replace("\nE ", " ").split()) for name, program in running.items()}
    assert [name for name, program in running.items() if program.returncode == 0] == []
    return outputs


@pytest.mark.parametrize(("keeper", "words"), BITES)
def test_a_keeper_bites(said, keeper, words):
    assert words in said[keeper]
