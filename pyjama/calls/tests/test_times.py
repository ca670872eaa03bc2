"""What a card says an answer takes: what people took, once enough of them did."""

import uuid

import pytest

from pyjama.calls.measuring import median


@pytest.fixture
def call(world):
    """A call that nobody was measured at."""
    call = world.call("menu")
    assert not call.times_taken.exists()
    return call


def answer(**fields):
    return {"body": "The second one.", "language": "en", "submission_key": str(uuid.uuid4())} | fields


def measured(call):
    return dict(call.times_taken.values_list("minutes", "number"))


def test_five_measurements_say_more_than_the_announcement(world, browser, call):
    page, listed = call.get_absolute_url(), call.organization.get_absolute_url()
    for turn, minutes in enumerate([15, 5, 5, 2, 60], 1):
        assert "people took" not in browser().get(page).text
        browser(world.lise).post(page, answer(body=f"Number {turn}.", minutes_taken=str(minutes)))

    assert measured(call) == {2: 1, 5: 2, 15: 1, 60: 1}
    assert "people took 5 min" in browser().get(page).text
    assert "people took 5 min" in browser().get(listed).text
    assert "en pratique, 5 min" in browser().get(page.replace("/en/calls/", "/fr/appels/")).text


def test_a_form_sent_twice_counts_once(world, browser, call):
    form = answer(minutes_taken="5")
    for _turn in range(2):
        browser(world.lise).post(call.get_absolute_url(), form)

    assert measured(call) == {5: 1}


@pytest.mark.parametrize("nonsense", ["", "7", "-5", "5.0", "x" * 500, "99999999999999999999"])
def test_nonsense_is_no_measurement_and_stops_nobody(world, browser, call, nonsense):
    form = answer(minutes_taken=nonsense)

    assert browser(world.lise).post(call.get_absolute_url(), form).status_code == 302
    assert call.contributions.filter(submission_key=form["submission_key"]).exists()
    assert measured(call) == {}


def test_an_organizations_own_words_a_reply_and_what_a_visitor_has_not_published_are_not_measured(world, browser, call):
    page = call.get_absolute_url()
    browser(world.ruth).post(page, answer(minutes_taken="5"))
    reply = f"/en/contributions/{call.contributions.answers().first().pk}/reply/"
    browser(world.lise).post(reply, answer(minutes_taken="5"))
    browser().post(page, answer(minutes_taken="5"))

    assert measured(call) == {}


@pytest.mark.parametrize(
    ("numbers", "middle"),
    [
        ({}, None),
        ({2: 4}, None),
        ({2: 5}, 2),
        ({2: 2, 15: 3}, 15),
        ({2: 3, 60: 3}, 2),
        ({5: 1, 60: 1, 2: 1, 15: 1, 30: 1}, 15),
    ],
)
def test_the_median_is_the_middle_one_the_lower_of_two(numbers, middle):
    assert median(numbers) == middle
