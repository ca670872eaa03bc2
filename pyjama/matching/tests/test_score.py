"""The score: what raises a call, what holds it back, and in which order."""

from datetime import UTC, datetime, timedelta

import pytest

from pyjama.calls.models import NO_SKILL
from pyjama.matching.choosing import varied
from pyjama.matching.score import Facts, Reason, Score, score
from pyjama.matching.wishes import Wishes

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
WISHES = Wishes(5, frozenset({"animals"}), frozenset({"writing"}), frozenset({"fr"}))


def call(**facts):
    """The facts of a call that fits WISHES, published two days ago and open for ten more."""
    usual = Facts(
        "request", "fr", 5, frozenset({"animals"}), frozenset(), 4, 10, NOW - timedelta(days=2), NOW + timedelta(days=10)
    )
    return usual._replace(**facts)


def points(wishes=WISHES, **facts):
    return score(call(**facts), wishes, NOW).points


def test_need_grows_as_the_deadline_nears_and_most_while_the_first_answers_are_missing():
    soon, later = NOW + timedelta(days=1), NOW + timedelta(days=10)
    assert points(closes_at=soon) > points(closes_at=later)
    assert points(received=0) > points(received=2) > points(received=3)
    assert points(received=0, closes_at=soon) - points(received=0) > points(closes_at=soon) - points()


def test_what_has_enough_goes_last_of_all_that_fits():
    assert points(received=10, closes_at=NOW + timedelta(hours=1), skills=frozenset({"writing"})) < points()


def test_a_skill_she_named_comes_before_an_opinion_of_the_same_need():
    assert points(skills=frozenset({"writing"})) > points()
    assert points(WISHES._replace(skills=frozenset({NO_SKILL}))) == points()


def test_a_long_call_comes_first_to_who_has_the_time():
    has_an_hour = WISHES._replace(minutes=60)
    assert points(has_an_hour, minutes=30) > points(has_an_hour, minutes=2)


def test_published_today_matters_until_somebody_has_answered():
    today = NOW - timedelta(hours=3)
    assert points(published_at=today, received=0) > points(received=0)
    assert points(published_at=today) == points()


@pytest.mark.parametrize(
    ("facts", "misfit"),
    [
        ({"language": "en"}, "language"),
        ({"skills": frozenset({"translation"})}, "skill"),
        ({"minutes": 15}, "minutes"),
        ({"causes": frozenset({"food"})}, "cause"),
    ],
)
def test_what_does_not_fit_is_said_and_comes_after_all_that_fits(facts, misfit):
    fit = score(call(**facts, received=0, closes_at=NOW + timedelta(hours=1)), WISHES, NOW)
    assert fit.misfits == [misfit]
    assert fit.points < points(received=10)


def test_nothing_said_rules_nothing_out_and_there_is_always_a_reason():
    for facts in ({}, {"received": 10}, {"skills": frozenset({"mobile"})}):
        assert score(call(**facts), Wishes(), NOW).misfits == []
        assert score(call(**facts), Wishes(), NOW).reasons


def test_the_reasons_say_what_was_chosen_first():
    liked = WISHES._replace(liked_causes=frozenset({"animals"}))
    fit = score(call(skills=frozenset({"writing"})), liked, NOW)
    assert fit.reasons == [Reason.SKILL, Reason.CAUSE, Reason.LIKED, Reason.NEED, Reason.MINUTES]


def test_no_third_of_the_same_kind_and_cause_follows_two_unless_there_is_no_other():
    looks = {
        1: ("request", {"food"}),
        2: ("request", {"food", "health"}),
        3: ("request", {"food"}),
        4: ("request", {"youth"}),
    }
    scores = {pk: Score(points, [], []) for pk, points in {1: 100, 2: 99, 3: 98, 4: 0}.items()}
    assert varied(scores, looks, [], 4) == [1, 2, 4, 3]
    assert varied(scores, looks, [looks[1], looks[2]], 1) == [4]
    assert varied({3: scores[3]}, looks, [looks[1], looks[2]], 1) == [3]
