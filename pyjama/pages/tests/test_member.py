"""What each member of a team did, for the team alone."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pyjama.calls.actions import draft_call
from pyjama.contributions.actions import post_contribution
from pyjama.core import clock
from pyjama.organizations.actions import change_role, invite, remove_member
from pyjama.outcomes.desk.actions import credit_contributions
from pyjama.outcomes.story.actions import write_story


@pytest.fixture
def refuge(world):
    return world.organization("refuge")


def page(organization, person):
    return reverse("pages:member", args=[organization.pk, organization.memberships.get(person=person).pk])


def section(content, name):
    """The part of the page under the heading of this id."""
    return content.partition(f'id="{name}"')[2].partition("</section>")[0]


def reply(world, parent, author):
    fields = {"body": "Merci !", "language": "fr", "submission_key": uuid.uuid4()}
    return post_contribution(call=parent.call, author=author, parent=parent, **fields)


def write(organization, author, title):
    fields = {"title": title, "body": "Un mot.", "language": "fr", "closes_at": clock.now()}
    return draft_call(organization=organization, author=author, **fields)


def test_the_page_says_what_she_wrote_credited_replied_and_changed(world, browser, refuge):
    call = world.call("slogans")
    given = [*call.contributions.answers().filter(credit="")[:2]]
    credit_contributions(call=call, organizer=world.marc, credits={each.pk: "thanked" for each in given})
    reply(world, given[0], world.marc)
    draft = write(refuge, world.marc, "Les gamelles")
    browser(world.marc).post(reverse("calls:copy", args=[draft.pk]))
    change_role(membership=refuge.memberships.get(person=world.marc), role="owner", owner=world.chloe)

    content = browser(world.chloe).get(page(refuge, world.marc)).content.decode()
    assert section(content, "written").count("Les gamelles") == 2
    assert "2 contributions" in section(content, "credits")
    assert call.title in section(content, "credits")
    assert call.title in section(content, "replies")
    assert "made an owner" in section(content, "acts")


def test_publishing_is_written_down(world, browser):
    stage = world.organization("stage")
    draft = write(stage, world.kofi, "A dryer, but quieter")
    draft.closes_at = clock.now() + (clock.now() - stage.registered_at)
    draft.save()
    browser(world.kofi).post(reverse("calls:publish", args=[draft.pk]))
    lines = section(browser(world.kofi).get(page(stage, world.kofi)).content.decode(), "acts")
    assert "published a call" in lines
    assert draft.title in lines


def test_outcomes_stand_there_too(world, browser):
    harbour = world.organization("harbour")
    finished = harbour.calls.finished().filter(outcome__author=world.ruth).first()
    assert finished.title in section(browser(world.ruth).get(page(harbour, world.ruth)).content.decode(), "outcomes")


def test_the_team_reads_who_did_what_even_of_those_who_left(world, browser, refuge):
    invite(organization=refuge, inviter=world.chloe, email="new@example.org", role="editor")
    remove_member(membership=refuge.memberships.get(person=world.marc), person=world.marc)
    content = browser(world.chloe).get(reverse("organizations:team", args=[refuge.pk])).content.decode()
    lines = section(content, "acts")
    assert "invited somebody" in lines
    assert "left the team" in lines
    assert "new@example.org" not in lines


@pytest.mark.parametrize("name", ["amina", "ruth", "odile", "theo"])
def test_others_find_nothing(world, browser, refuge, name):
    assert browser(getattr(world, name)).get(page(refuge, world.marc)).status_code == 404


def test_a_visitor_signs_in_and_a_place_elsewhere_is_not_here(world, browser, refuge):
    assert browser().get(page(refuge, world.marc)).status_code == 302
    elsewhere = reverse(
        "pages:member", args=[world.organization("harbour").pk, refuge.memberships.get(person=world.marc).pk]
    )
    assert browser(world.chloe).get(elsewhere).status_code == 404
    assert browser(world.ruth).get(elsewhere).status_code == 404


def test_the_page_costs_the_same_for_a_busy_member(world, browser, refuge, django_assert_num_queries):
    chloe, address = browser(world.chloe), page(refuge, world.marc)
    marc = refuge.memberships.get(person=world.marc)
    change_role(membership=marc, role="owner", owner=world.chloe)
    refuge.acts.create(kind="published", person=world.marc, target=world.call("slogans"))
    chloe.get(address)
    with CaptureQueriesContext(connection) as small:
        chloe.get(address)
    for number in range(3):
        write(refuge, world.marc, f"Brouillon {number}")
        refuge.acts.create(kind="published", person=world.marc, target=world.call("kittens"))
        refuge.acts.create(kind="removed", person=world.marc, other=world.sam)
    for contribution in world.call("slogans").contributions.answers()[:3]:
        reply(world, contribution, world.marc)
    with django_assert_num_queries(len(small)):
        chloe.get(address)


def test_an_outcome_that_is_not_told_yet_is_a_draft(world, browser, refuge):
    write_story(call=world.call("slogans"), author=world.chloe, version=0, body="It helped.", language="en")
    assert "draft" in section(browser(world.chloe).get(page(refuge, world.chloe)).text, "outcomes")
