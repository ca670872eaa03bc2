"""Each app's privacy.py says of every field whose business it is: people are promised to know what is kept of them."""

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import CASCADE, PROTECT, SET_NULL

from pyjama.core.privacy import Leaving, data_map, missing_and_gone
from pyjama.privacy.document import TITLES, renewed

pytestmark = pytest.mark.once

TABLES = data_map().values()
# What a database does by itself must be what is promised, or erasure would trip over it.
AS_PROMISED = {CASCADE: {Leaving.ERASED, Leaving.KEPT}, PROTECT: {Leaving.KEPT}, SET_NULL: {Leaving.FORGOTTEN}}


def people_in(model):
    """The relations of a model to a person."""
    return [field for field in model._meta.local_fields if field.is_relation and field.related_model is get_user_model()]


def test_every_field_that_is_kept_has_a_class():
    missing, _gone = missing_and_gone()
    assert missing == set(), "declare them in the app's privacy.py"


def test_nothing_that_is_gone_has_a_class():
    _missing, gone = missing_and_gone()
    assert gone == set()


def test_each_field_is_declared_once():
    names = [(table.model, name) for table in TABLES for kept in table.fields for name in kept.names.split()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.model)
def test_it_is_said_what_becomes_of_each_row_when_the_person_it_names_leaves(table):
    people = people_in(table.model_class)
    assert {*table.links} == {field.name for field in people}
    for field in people:
        assert table.links[field.name] in AS_PROMISED[field.remote_field.on_delete], field


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.model)
def test_the_way_to_a_person_leads_to_one(table):
    for way in [*table.ways, *filter(None, [table.address])]:
        assert table.model_class._meta.default_manager.filter(**{f"{way}__isnull": False}) is not None


def test_the_document_is_what_the_declarations_say():
    text = (settings.BASE_DIR / "docs/data-map.md").read_text(encoding="utf-8")
    assert renewed(text) == text, "run manage.py data_map"
    assert {table.subject for table in TABLES} <= {*TITLES}
