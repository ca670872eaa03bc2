"""The people of an organization."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pyjama.core.refusals import Refused
from pyjama.organizations.actions import change_role, invite, remove_member
from pyjama.organizations.models import Membership


@pytest.fixture
def refuge(world):
    return world.organization("refuge")


def page(organization, rest=""):
    return f"/en/organizations/{organization.pk}/team/{rest}"


def place(organization, person):
    return organization.memberships.get(person=person)


def test_an_owner_sees_the_members_and_who_is_invited(world, browser, refuge):
    invite(organization=refuge, inviter=world.chloe, email="new@example.org", role="editor")
    content = browser(world.chloe).get(page(refuge)).content.decode()
    assert [name for name in ("Chloé", "Marc", "new@example.org") if name not in content] == []


def test_an_editor_sees_the_members_and_can_change_nothing_but_leave(world, browser, refuge):
    invite(organization=refuge, inviter=world.chloe, email="new@example.org", role="editor")
    marc = browser(world.marc)
    content = marc.get(page(refuge)).content.decode()
    chloe = place(refuge, world.chloe)

    assert "Chloé" in content
    assert "new@example.org" not in content
    assert "Make owner" not in content
    assert marc.post(page(refuge), {"email": "friend@example.org", "role": "owner"}).status_code == 404
    assert marc.post(page(refuge, f"{chloe.pk}/remove/")).status_code == 404
    assert marc.post(page(refuge, f"{place(refuge, world.marc).pk}/role/"), {"role": "owner"}).status_code == 404
    assert place(refuge, world.marc).role == "editor"


@pytest.mark.parametrize("name", ["amina", "ruth", "odile", "theo"])
def test_others_find_nothing(world, browser, refuge, name):
    person = browser(getattr(world, name))
    marc = place(refuge, world.marc)
    assert person.get(page(refuge)).status_code == 404
    assert person.post(page(refuge), {"email": "friend@example.org", "role": "owner"}).status_code == 404
    assert person.post(page(refuge, f"{marc.pk}/remove/")).status_code == 404
    assert person.post(page(refuge, f"{marc.pk}/role/"), {"role": "owner"}).status_code == 404
    assert place(refuge, world.marc) == marc


def test_a_visitor_signs_in_first(world, browser, refuge):
    marc = place(refuge, world.marc)
    assert browser().get(page(refuge)).status_code == 302
    assert browser().get(page(world.organization("archives"))).status_code == 302
    assert browser().post(page(refuge, f"{marc.pk}/remove/")).url.startswith("/en/account/")


def test_an_owner_removes_an_editor_at_once(world, browser, proved, refuge):
    response = proved(world.chloe).post(page(refuge, f"{place(refuge, world.marc).pk}/remove/"))
    assert response.url == page(refuge)
    assert browser(world.marc).get(page(refuge)).status_code == 404


def test_an_editor_leaves(world, browser, refuge):
    response = browser(world.marc).post(page(refuge, f"{place(refuge, world.marc).pk}/remove/"))
    assert response.url == "/en/my-space/"
    assert not refuge.memberships.filter(person=world.marc).exists()


def test_a_place_is_removed_only_through_its_own_organization(world, browser, refuge):
    marc = place(refuge, world.marc)
    elsewhere = world.organization("harbour")
    assert browser(world.chloe).post(page(elsewhere, f"{marc.pk}/remove/")).status_code == 404
    assert browser(world.ruth).post(page(elsewhere, f"{marc.pk}/remove/")).status_code == 404


def test_the_last_owner_can_neither_leave_nor_step_down(world, browser, proved, refuge):
    chloe = place(refuge, world.chloe)
    left = browser(world.chloe).post(page(refuge, f"{chloe.pk}/remove/"))
    stepped_down = proved(world.chloe).post(page(refuge, f"{chloe.pk}/role/"), {"role": "editor"})

    assert [left.status_code, stepped_down.status_code] == [409, 409]
    assert b"An organization needs an owner" in left.content
    assert place(refuge, world.chloe).role == "owner"


def test_a_second_owner_frees_the_first(world, browser, proved, refuge):
    proved(world.chloe).post(page(refuge, f"{place(refuge, world.marc).pk}/role/"), {"role": "owner"})
    response = browser(world.chloe).post(page(refuge, f"{place(refuge, world.chloe).pk}/remove/"))
    assert response.url == "/en/my-space/"
    assert [place.person for place in refuge.memberships.owners()] == [world.marc]


def test_of_two_owners_who_leave_at_once_one_stays(world, refuge):
    change_role(membership=place(refuge, world.marc), role="owner", owner=world.chloe)
    # Both have read their row before either of them leaves.
    places = [place(refuge, world.chloe), place(refuge, world.marc)]
    remove_member(membership=places[0], person=world.chloe)
    with pytest.raises(Refused):
        remove_member(membership=places[1], person=world.marc)
    assert refuge.memberships.owners().count() == 1


def test_a_session_alone_changes_no_role(world, browser, refuge):
    marc = place(refuge, world.marc)
    asked = browser(world.chloe).post(page(refuge, f"{marc.pk}/role/"), {"role": "owner"})
    assert asked.url.startswith("/en/account/confirm/")
    assert place(refuge, world.marc).role == "editor"


def test_a_session_alone_invites_no_owner_and_sends_nobody_away(world, browser, refuge):
    marc, chloe = place(refuge, world.marc), browser(world.chloe)
    for sent in (
        chloe.post(page(refuge), {"email": "thief@example.org", "role": "owner"}),
        chloe.post(page(refuge, f"{marc.pk}/remove/")),
        chloe.post(page(refuge, "leave/"), {"successor": marc.pk}),
    ):
        assert sent.url.startswith("/en/account/confirm/")
    assert not refuge.invitations.filter(email="thief@example.org").exists()
    assert {(each.person, each.role) for each in refuge.memberships.all()} == {
        (world.chloe, "owner"),
        (world.marc, "editor"),
    }
    assert chloe.post(page(refuge), {"email": "friend@example.org", "role": "editor"}).url == page(refuge)


def test_a_role_that_does_not_exist_is_refused(world, proved, refuge):
    marc = place(refuge, world.marc)
    for role in ("", "moderator", "x" * 500):
        assert proved(world.chloe).post(page(refuge, f"{marc.pk}/role/"), {"role": role}).status_code == 409
    assert place(refuge, world.marc).role == "editor"


def test_a_role_given_to_somebody_who_left_meanwhile_does_not_bring_her_back(world, refuge):
    marc = place(refuge, world.marc)
    Membership.objects.filter(pk=marc.pk).delete()
    change_role(membership=marc, role="owner", owner=world.chloe)
    assert not refuge.memberships.filter(person=world.marc).exists()


@pytest.mark.parametrize("go", ["remove", "step down"])
def test_the_invitations_of_an_owner_go_with_her(world, refuge, go):
    change_role(membership=place(refuge, world.marc), role="owner", owner=world.chloe)
    invite(organization=refuge, inviter=world.marc, email="friend@example.org", role="owner")
    invite(organization=refuge, inviter=world.chloe, email="other@example.org", role="editor")
    if go == "remove":
        remove_member(membership=place(refuge, world.marc), person=world.chloe)
    else:
        change_role(membership=place(refuge, world.marc), role="editor", owner=world.chloe)
    assert [invitation.email for invitation in refuge.invitations.waiting()] == ["other@example.org"]


def test_the_page_costs_the_same_for_a_large_team(world, browser, refuge, django_assert_num_queries):
    chloe = browser(world.chloe)
    invite(organization=refuge, inviter=world.chloe, email="first@example.org", role="editor")
    chloe.get(page(refuge))
    with CaptureQueriesContext(connection) as small:
        chloe.get(page(refuge))
    for person in (world.amina, world.sam, world.lise, world.camille):
        refuge.memberships.create(person=person, role="editor")
        invite(organization=refuge, inviter=world.chloe, email=f"{person.pk}@example.org", role="editor")
    with django_assert_num_queries(len(small)):
        chloe.get(page(refuge))
