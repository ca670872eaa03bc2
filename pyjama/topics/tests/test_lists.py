"""The two lists people choose from, and the operator who keeps them."""

import importlib

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import translation

from pyjama.topics.models import Cause, Skill

LISTS = pytest.mark.parametrize("model", [Cause, Skill])
insert_the_lists = importlib.import_module("pyjama.topics.migrations.0002_first_lists").insert_the_lists


@LISTS
def test_a_new_site_begins_with_twelve_entries_in_both_languages(model, world):
    assert model.objects.count() == 12
    assert all(topic.name_fr and topic.name_en for topic in model.objects.all())


def test_an_entry_speaks_the_language_of_the_page(world):
    cause = Cause.objects.get(slug="human-rights")
    with translation.override("fr"):
        assert str(cause) == "droits de la personne"
    with translation.override("en"):
        assert str(cause) == "human rights"


@LISTS
def test_inserting_the_lists_again_keeps_what_the_operator_changed(model, world):
    first = model.objects.first()
    model.objects.filter(pk=first.pk).update(name_en="renamed")

    insert_the_lists(apps, None)

    assert model.objects.count() == 12
    assert model.objects.get(pk=first.pk).name_en == "renamed"


@LISTS
def test_the_operator_adds_renames_and_moves_an_entry(model, world, browser):
    page = f"admin:topics_{model._meta.model_name}_"
    entry = {"slug": "housing", "name_fr": "logement", "name_en": "housing", "position": 65}
    theo = browser(world.theo)

    theo.post(reverse(f"{page}add"), entry)
    added = model.objects.get(slug="housing")
    theo.post(reverse(f"{page}change", args=[added.pk]), entry | {"name_en": "homes", "position": 5})

    added.refresh_from_db()
    assert (added.name_en, model.objects.first()) == ("homes", added)
    assert b"homes" in theo.get(reverse(f"{page}changelist")).content


@LISTS
def test_the_lists_are_closed_to_others(model, world, browser):
    page = reverse(f"admin:topics_{model._meta.model_name}_changelist")
    for person in (world.amina, world.chloe, world.odile, None):
        response = browser(person).get(page)
        assert response.status_code == 302
        assert "next=" in response.url
