"""A contribution that was taken away: its own address says so, and leads on."""

import uuid

import pytest

from pyjama.contributions.actions import post_contribution, withdraw_contribution


def post(call, author, parent=None):
    return post_contribution(
        call=call, author=author, body="Call it Ladle.", language="en", submission_key=uuid.uuid4(), parent=parent
    )


@pytest.fixture
def contribution(world):
    return post(world.call("menu"), world.sam)


@pytest.mark.parametrize("reader", [None, "sam", "lise"])
def test_a_withdrawn_contribution_is_gone_and_its_call_is_the_way_on(world, browser, contribution, reader):
    withdraw_contribution(contribution=contribution)
    response = browser(reader and getattr(world, reader)).get(contribution.get_absolute_url())

    assert response.status_code == 410
    assert f'href="{contribution.call.get_absolute_url()}"' in response.text
    assert 'class="page bar"' in response.text
    assert "Ladle" not in response.text.replace(contribution.call.title, "")


def test_one_that_has_replies_keeps_its_place(world, browser, contribution):
    reply = post(contribution.call, world.lise, parent=contribution)
    withdraw_contribution(contribution=contribution)
    assert browser().get(contribution.get_absolute_url()).url.endswith(f"#{contribution.anchor}")

    withdraw_contribution(contribution=reply)
    assert browser().get(contribution.get_absolute_url()).status_code == 410
    assert browser().get(reply.get_absolute_url()).status_code == 410


def test_who_only_asks_whether_it_is_there_gets_the_same_answer(browser, contribution):
    assert browser().head(contribution.get_absolute_url()).status_code == 302
    withdraw_contribution(contribution=contribution)
    assert browser().head(contribution.get_absolute_url()).status_code == 410


def test_one_that_never_was_is_missing(browser):
    assert browser().get("/en/contributions/1000000000/").status_code == 404


def test_one_of_a_call_that_one_may_not_see_is_missing_rather_than_gone(world, browser, contribution):
    withdraw_contribution(contribution=contribution)
    contribution.call.state = "draft"
    contribution.call.save()
    assert browser(world.sam).get(contribution.get_absolute_url()).status_code == 404
