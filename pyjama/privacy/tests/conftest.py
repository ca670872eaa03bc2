import pytest
from django.core.files.storage import storages

from pyjama.privacy.actions import ask_for_export, carry_out_departures, make_exports
from pyjama.privacy.tests.archives import Archive


@pytest.fixture(autouse=True)
def ledger(tmp_path, settings):
    """Each test has a ledger of erasures of its own."""
    settings.DATA_DIR = tmp_path


@pytest.fixture
def exported():
    """A function: all that is kept about a person, as the worker makes it."""

    def export(person, language="en"):
        made = ask_for_export(person=person, language=language)
        make_exports()
        with storages["private"].open(made.name) as file:
            return Archive(file.read())

    return export


@pytest.fixture
def erased():
    """A function: what the worker does once somebody's day has come."""
    return carry_out_departures
