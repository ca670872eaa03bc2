"""Leaving a team, and handing an organization over."""

import pytest
from django.urls import reverse

from pyjama.accounts.models import User
from pyjama.core.refusals import Refused
from pyjama.mail.models import Mail
from pyjama.notifications.models import Kind
from pyjama.organizations.actions import change_role, leave_team, remove_member
from pyjama.organizations.models import Act


@pytest.fixture
def refuge(world):
    return world.organization("refuge")


def page(organization):
    return reverse("organizations:leave", args=[organization.pk])


def place(organization, person):
    return organization.memberships.get(person=person)


def people(organization):
    return {(membership.person.display_name, membership.role) for membership in organization.memberships.all()}


def test_an_editor_leaves_with_one_button(world, browser, refuge, told):
    marc = browser(world.marc)
    assert "successor" not in marc.get(page(refuge)).content.decode()
    assert marc.post(page(refuge)).url == reverse("pages:mine")
    assert people(refuge) == {("Chloé", "owner")}
    assert refuge.acts.latest("pk").kind == Act.Kind.LEFT
    assert told(Kind.TEAM_CHANGED) == set()


def test_the_last_owner_hands_over_and_leaves_on_one_page(world, proved, refuge, told):
    chloe = proved(world.chloe)
    assert "Marc" in chloe.get(page(refuge)).content.decode()
    assert chloe.post(page(refuge), {"successor": place(refuge, world.marc).pk}).url == reverse("pages:mine")
    assert people(refuge) == {("Marc", "owner")}
    assert told(Kind.TEAM_CHANGED) == {world.marc}
    assert "responsable" in Mail.objects.filter(recipient=world.marc.email).latest("pk").text


@pytest.mark.parametrize("typed", ["", "0", "x", "1" * 30])
def test_without_a_successor_the_last_owner_stays(world, browser, refuge, typed):
    response = browser(world.chloe).post(page(refuge), {"successor": typed})
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"successor"}
    assert people(refuge) == {("Chloé", "owner"), ("Marc", "editor")}


def test_a_closed_account_looks_after_nothing(world, browser, refuge):
    marc = place(refuge, world.marc)
    User.objects.filter(pk=world.marc.pk).update(is_active=False)
    assert browser(world.chloe).post(page(refuge), {"successor": marc.pk}).status_code == 422

    change_role(membership=marc, role="owner", owner=world.chloe)
    assert browser(world.chloe).post(page(refuge)).status_code == 422
    with pytest.raises(Refused):
        remove_member(membership=place(refuge, world.chloe), person=world.chloe)
    assert ("Chloé", "owner") in people(refuge)


def test_nobody_from_elsewhere_succeeds(world, browser, refuge):
    ruth = place(world.organization("harbour"), world.ruth)
    assert browser(world.chloe).post(page(refuge), {"successor": ruth.pk}).status_code == 422


def test_whoever_is_alone_is_shown_the_two_ways_out(world, browser):
    harbour = world.organization("harbour")
    content = browser(world.ruth).get(page(harbour)).content.decode()
    assert reverse("organizations:team", args=[harbour.pk]) in content
    assert reverse("pages:delete_organization", args=[harbour.pk]) in content
    assert browser(world.ruth).post(page(harbour)).status_code == 422
    assert people(harbour) == {("Ruth", "owner")}


def test_a_successor_who_left_meanwhile_succeeds_nobody(world, refuge):
    marc = place(refuge, world.marc)
    remove_member(membership=marc, person=world.marc)
    with pytest.raises(Refused):
        leave_team(membership=place(refuge, world.chloe), successor=marc)
    assert people(refuge) == {("Chloé", "owner")}


def test_one_owner_of_two_just_leaves(world, browser, refuge):
    change_role(membership=place(refuge, world.marc), role="owner", owner=world.chloe)
    assert browser(world.chloe).post(page(refuge)).status_code == 302
    assert people(refuge) == {("Marc", "owner")}


@pytest.mark.parametrize("name", ["amina", "ruth", "odile"])
def test_one_leaves_no_team_but_ones_own(world, browser, refuge, name):
    assert browser(getattr(world, name)).get(page(refuge)).status_code == 404
    assert browser(getattr(world, name)).post(page(refuge)).status_code == 404


def test_who_is_given_another_place_or_none_is_told(world, browser, refuge, told):
    marc = place(refuge, world.marc)
    change_role(membership=marc, role="owner", owner=world.chloe)
    change_role(membership=marc, role="owner", owner=world.chloe)
    change_role(membership=marc, role="editor", owner=world.chloe)
    remove_member(membership=marc, person=world.chloe)
    assert told(Kind.TEAM_CHANGED) == {world.marc}
    news = browser(world.marc).get("/en/notifications/").content.decode()
    for words in ("made you an owner", "made you an editor", "removed you from the team"):
        assert news.count(words) == 1
