import uuid

import pytest
from django.urls import reverse

from pyjama.contributions.actions import post_contribution, vote_useful
from pyjama.contributions.models import Contribution
from pyjama.core.refusals import Refused
from pyjama.organizations.actions import remove_member
from pyjama.outcomes.desk.actions import credit_contributions


@pytest.fixture
def contribution(world):
    return post_contribution(
        call=world.call("menu"), author=world.sam, body="Call it Ladle.", language="en", submission_key=uuid.uuid4()
    )


def at(name, contribution):
    return reverse(f"contributions:{name}", args=[contribution.pk]).replace("/fr/", "/en/")


def test_editing_keeps_the_former_text_readable(world, browser, contribution):
    browser(world.sam).post(at("edit", contribution), {"body": "Call it The Ladle.", "used_ai": "on"})

    contribution.refresh_from_db()
    assert (contribution.body, contribution.used_ai) == ("Call it The Ladle.", True)
    page = browser().get(f"/en/calls/{contribution.call_id}-{contribution.call.slug}/").text
    assert "edited" in page
    assert "written with AI" in page
    assert "Call it Ladle." in browser().get(at("former_texts", contribution)).text


def test_bad_input_keeps_what_was_typed(world, browser, contribution):
    response = browser(world.sam).post(at("edit", contribution), {"body": "z" * 5_001})

    assert response.status_code == 422
    assert "z" * 5_001 in response.text


def test_a_credited_text_stays_as_it_is(world, browser, contribution):
    credit_contributions(call=contribution.call, organizer=world.ruth, credits={contribution.pk: "used"})

    assert browser(world.sam).get(at("edit", contribution)).status_code == 404


@pytest.mark.parametrize("name", ["edit", "withdraw"])
def test_others_may_not_touch_it(world, browser, contribution, name):
    for person in (world.lise, world.ruth, world.odile):
        assert browser(person).get(at(name, contribution)).status_code == 404
        assert browser(person).post(at(name, contribution), {"body": "Mine now"}).status_code == 404
    assert browser().get(at(name, contribution)).status_code == 302
    assert Contribution.objects.get(pk=contribution.pk).body == "Call it Ladle."


def test_who_left_the_team_no_longer_writes_in_its_name(world, browser):
    call = world.call("slogans")
    said = post_contribution(
        call=call, author=world.marc, body="Cats come first.", language="en", submission_key=uuid.uuid4()
    )
    assert browser(world.marc).get(at("edit", said)).status_code == 200
    remove_member(membership=call.organization.memberships.get(person=world.marc), person=world.chloe)

    assert browser(world.marc).get(at("edit", said)).status_code == 404
    assert browser(world.marc).post(at("edit", said), {"body": "Dogs come first."}).status_code == 404


def test_withdrawing_erases_the_text_and_takes_the_karma_back(world, browser, contribution):
    browser(world.sam).post(at("edit", contribution), {"body": "Call it The Ladle."})
    vote_useful(contribution=contribution, voter=world.lise)
    assert "erased for good" in browser(world.sam).get(at("withdraw", contribution)).text
    browser(world.sam).post(at("withdraw", contribution))

    contribution.refresh_from_db()
    assert (contribution.body, contribution.body_html, contribution.revisions.count()) == ("", "", 0)
    assert world.sam.karma_entries.filter(object_id=contribution.pk).total() == 0
    assert "Ladle" not in browser().get(f"/en/calls/{contribution.call_id}-{contribution.call.slug}/").text


def test_replies_stay_under_a_withdrawn_contribution(world, browser, contribution):
    post_contribution(
        call=contribution.call, author=world.lise, body="A reply that stays.", language="en", submission_key=uuid.uuid4(),
        parent=contribution,
    )  # fmt: skip
    browser(world.sam).post(at("withdraw", contribution))
    html = browser().get(f"/en/calls/{contribution.call_id}-{contribution.call.slug}/").text

    assert "Contribution withdrawn" in html
    assert "A reply that stays." in html


def test_twenty_contributions_in_ten_minutes_are_enough(world, contribution):
    for _ in range(19):
        post_contribution(call=contribution.call, author=world.sam, body="x", language="en", submission_key=uuid.uuid4())
    with pytest.raises(Refused):
        post_contribution(call=contribution.call, author=world.sam, body="x", language="en", submission_key=uuid.uuid4())
