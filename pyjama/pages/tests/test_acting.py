"""As whom somebody acts: herself, or one of her organizations."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pyjama.calls.deletion import delete_organization
from pyjama.organizations.actions import remove_member

SWITCH, MINE = "/en/organizations/act-as/", "/en/my-space/"
ACTS, LOST = "You act as <strong>", "You act as yourself again: you have no place"


@pytest.fixture
def refuge(world):
    return world.organization("refuge")


@pytest.fixture
def riviere(world):
    return world.organization("riviere")


@pytest.fixture
def marc(world, browser):
    """Marc's browser: he has a place in both."""
    return browser(world.marc)


def read(client, path=MINE):
    return client.get(path).content.decode()


def test_every_page_says_as_whom_one_acts_until_one_is_oneself_again(marc, refuge):
    home = reverse("pages:home")
    assert ACTS not in read(marc, home)
    assert marc.post(SWITCH, {"organization": refuge.pk}).url == MINE
    for path in (home, reverse("pages:calls"), reverse("account_settings")):
        assert f"{ACTS}<bdi>Refuge" in read(marc, path)
    marc.post(SWITCH)
    assert ACTS not in read(marc, home)


def test_my_space_and_asking_are_those_of_the_organization(marc, refuge, riviere):
    both = read(marc)
    marc.post(SWITCH, {"organization": riviere.pk})
    content = read(marc)
    for organization, is_shown in ((riviere, True), (refuge, False)):
        asking = reverse("calls:choose_template", args=[organization.pk])
        assert asking in both
        assert (asking in content) == is_shown
        assert (organization.calls.first().title in content) == is_shown


@pytest.mark.parametrize("name", ["amina", "ruth", "odile"])
def test_nobody_acts_as_an_organization_of_others(world, browser, refuge, name):
    client = browser(getattr(world, name))
    assert "no place in that organization" in client.post(SWITCH, {"organization": refuge.pk}, follow=True).content.decode()
    assert ACTS not in read(client)


@pytest.mark.parametrize("typed", ["x", "0", "-1", "9" * 30, "\x00"])
def test_what_is_no_organization_changes_nothing(marc, refuge, typed):
    marc.post(SWITCH, {"organization": refuge.pk})
    assert marc.post(SWITCH, {"organization": typed}).url == MINE
    assert ACTS in read(marc)


def test_a_visitor_signs_in_first(browser, refuge):
    assert browser().post(SWITCH, {"organization": refuge.pk}).url.startswith(reverse("account_login"))


def test_who_loses_her_place_meanwhile_is_herself_again_and_told_so(world, marc, refuge):
    marc.post(SWITCH, {"organization": refuge.pk})
    remove_member(membership=refuge.memberships.get(person=world.marc), person=world.chloe)
    content = read(marc)
    assert LOST in content
    assert ACTS not in content
    assert marc.get(reverse("calls:choose_template", args=[refuge.pk])).status_code == 404
    marc.post(SWITCH)
    assert LOST not in read(marc)


def test_who_acted_as_an_organization_that_was_deleted_is_herself_again(world, marc, refuge):
    marc.post(SWITCH, {"organization": refuge.pk})
    refuge.calls.unsettled().delete()
    delete_organization(organization=refuge, owner=world.chloe)
    assert LOST in read(marc)


def test_a_form_opened_before_the_switch_stays_its_organizations(marc, refuge, riviere):
    marc.post(SWITCH, {"organization": refuge.pk})
    form = marc.get(reverse("calls:new", args=[refuge.pk])).context["form"]
    fields = {"title": "Deux onglets", "body": "Un seul organisme.", "kind": "request", "language": "fr", "minutes": "5"}
    fields |= {"enough": "5", "closes_at": form["closes_at"].value().isoformat(), "submission_key": uuid.uuid4()}
    marc.post(SWITCH, {"organization": riviere.pk})
    marc.post(reverse("calls:new", args=[refuge.pk]), fields)
    assert refuge.calls.filter(title="Deux onglets").exists()
    assert not riviere.calls.filter(title="Deux onglets").exists()


def test_the_form_says_in_whose_name_one_writes_whatever_the_switch_says(marc, world, refuge, riviere):
    own, foreign = world.call("slogans"), world.call("menu")
    under_own = "under the name of <bdi>Refuge"
    assert under_own in read(marc, own.get_absolute_url())
    assert "under the name you show" in read(marc, foreign.get_absolute_url())
    marc.post(SWITCH, {"organization": riviere.pk})
    assert under_own in read(marc, own.get_absolute_url())
    assert "speaks under its own calls only" in read(marc, foreign.get_absolute_url())
    assert under_own in read(marc, reverse("contributions:reply", args=[own.contributions.answers().first().pk]))


def test_what_one_writes_elsewhere_is_ones_own_and_under_ones_call_the_organizations(marc, world, riviere):
    marc.post(SWITCH, {"organization": riviere.pk})
    for call, is_for_organization in ((world.call("menu"), False), (world.call("slogans"), True)):
        answer = {"body": f"Sous {call.pk}.", "language": "fr", "submission_key": uuid.uuid4()}
        marc.post(call.get_absolute_url(), answer)
        assert call.contributions.get(author=world.marc, body=answer["body"]).for_organization == is_for_organization


def test_signing_out_takes_it_off(marc, world, refuge):
    marc.post(SWITCH, {"organization": refuge.pk})
    marc.post(reverse("account_logout"))
    marc.force_login(world.marc)
    assert ACTS not in read(marc)


def test_it_costs_one_query_a_page_and_none_for_who_acts_as_herself(marc, refuge, django_assert_num_queries):
    page = reverse("account_settings")
    read(marc, page)
    with CaptureQueriesContext(connection) as alone:
        read(marc, page)
    number = len(alone)
    marc.post(SWITCH, {"organization": refuge.pk})
    read(marc, page)
    with django_assert_num_queries(number + 1):
        read(marc, page)
