from urllib.parse import quote

import pytest
from django.contrib.admin import site
from django.urls import reverse
from zeal import zeal_ignore

from pyjama.accounts.tests.pages import page

PEOPLE = reverse("admin:accounts_user_changelist")


@pytest.fixture(autouse=True)
def two_people():
    """The operator is fetched, then the person she looks at: no more, but the keeper sees two of a kind."""
    with zeal_ignore([{"model": "accounts.User", "field": "get()"}]):
        yield


def test_an_operator_finds_a_person_by_name_or_address(world, browser):
    client = browser(world.theo)
    for words in ("Amin", "amina@"):
        shown = client.get(PEOPLE, {"q": words}).content.decode()
        assert world.amina.email in shown
        assert world.sam.email not in shown


def test_an_operator_makes_a_moderator_and_closes_an_account(world, proved):
    address = reverse("admin:accounts_user_change", args=[world.amina.pk])
    client = proved(world.theo)
    assert client.get(address).status_code == 200
    client.post(address, {"display_name": "Amina", "is_moderator": "on", "is_staff": "on", "is_superuser": "on"})
    amina = world.amina
    assert (amina.is_moderator, amina.is_active, amina.is_staff, amina.is_superuser) == (True, False, False, False)


def test_a_session_alone_gives_nobody_a_role_and_what_was_sent_is_not_lost(world, browser, outbox, mailed_code):
    address = reverse("admin:accounts_user_change", args=[world.amina.pk])
    client = browser(world.theo)
    confirm = client.post(address, {"display_name": "Amina", "is_moderator": "on", "is_active": "on"}).url
    assert f"next={quote(address, safe='')}" in confirm
    assert not world.amina.is_moderator
    client.post(page("prove_by_mail"), {"send": "1", "next": address})
    client.post(page("prove_by_mail"), {"code": mailed_code(), "next": address})
    assert world.amina.is_moderator


def test_nobody_adds_or_deletes_people_there(world, browser):
    client = browser(world.theo)
    assert client.get(reverse("admin:accounts_user_add")).status_code == 403
    assert client.post(reverse("admin:accounts_user_delete", args=[world.amina.pk])).status_code == 403


def test_it_is_for_operators_only(world, browser):
    for person in (None, world.amina, world.odile):
        assert browser(person).get(PEOPLE).status_code == 302


def test_a_search_of_many_words_is_answered(world, browser):
    client = browser(world.theo)
    searched = [model._meta for model, each in site._registry.items() if each.search_fields]
    pages = [reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist") for meta in searched]
    assert {client.get(page, {"q": "soup " * 2_000}).status_code for page in pages} == {200, 403}
