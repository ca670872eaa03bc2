"""The figures of the home page are true, cheap, and absent where there is too little to say."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache

from pyjama.calls.models import Call
from pyjama.contributions.actions import withdraw_contribution
from pyjama.contributions.models import Contribution
from pyjama.core import clock
from pyjama.core.templatetags.pyjama import in_short
from pyjama.organizations.models import Organization
from pyjama.pages import figures as figures_module
from pyjama.pages import tasks
from pyjama.pages.figures import count, figures


@pytest.fixture
def alone(world):
    """The world with one organization's calls only, which the test writes itself."""
    Call.objects.all().delete()
    return world


def ask(world, *, waits=None, state="sorting", answered_by="amina"):
    """One call of the refuge, answered so many minutes after it was published; not at all for None."""
    published = clock.now() - timedelta(days=20)
    call = Call.objects.create(
        organization=world.organization("refuge"), author=world.chloe, title="Call", body="x", language="fr", state=state,
        published_at=published, closes_at=published + timedelta(days=40 if state == "open" else 5),
    )  # fmt: skip
    for wait in [] if waits is None else [waits + 600, waits]:
        Contribution.objects.create(
            call=call, author=getattr(world, answered_by), body="x", language="fr", submission_key=uuid4(),
            posted_at=published + timedelta(minutes=wait),
        )  # fmt: skip
    return call


def test_people_are_those_whose_answer_stands(world):
    answers = Contribution.objects.answers()
    people = {answer.author_id for answer in answers}
    assert count()["people"] == len(people)

    for answer in answers.filter(author=answers[0].author):
        withdraw_contribution(contribution=answer)
    assert count()["people"] == len(people) - 1


def test_organizations_are_the_verified_ones(world):
    verified = Organization.objects.filter(status="verified").count()
    assert count()["organizations"] == verified
    assert verified < Organization.objects.count()


def test_the_first_answer_is_the_median_calls(alone):
    for minutes in range(10, 120, 10):
        ask(alone, waits=minutes)
    assert count()["first_answer"] == timedelta(minutes=60)


def test_calls_that_nobody_answered_count_as_longer_than_any(alone):
    for minutes in range(10, 70, 10):
        ask(alone, waits=minutes)
    for _ in range(5):
        ask(alone)
    assert count()["first_answer"] == timedelta(minutes=60)
    ask(alone)
    ask(alone)
    assert count()["first_answer"] is None


def test_an_open_call_without_answer_says_nothing_yet(alone):
    for minutes in range(10, 120, 10):
        ask(alone, waits=minutes)
    for _ in range(30):
        ask(alone, state="open")
    assert count()["first_answer"] == timedelta(minutes=60)


def test_the_share_is_of_calls_that_are_over(alone):
    for state in ["finished"] * 9 + ["lapsed"] * 2 + ["sorting", "open"] * 5:
        ask(alone, state=state)
    assert count()["finished"] == 82


def test_too_little_to_say_is_not_said(alone, browser):
    for _ in range(9):
        ask(alone, state="finished", waits=5)
    assert {**count(), "organizations": None} == dict.fromkeys(["people", "organizations", "first_answer", "finished"])
    Organization.objects.exclude(name=alone.organization("refuge").name).delete()
    assert 'class="figures' not in browser().get("/en/").text


def test_home_shows_what_there_is(world, browser):
    page = browser().get("/en/").text

    assert f"<b>{count()['people']}</b> people have helped" in page
    assert 'class="figures' in page


def test_the_worker_counts_them_before_anybody_asks(world, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(figures_module, "REST", 1_000_000)
    tasks.renew_figures()
    with django_assert_num_queries(0):
        assert figures()["people"]
        tasks.renew_figures()
    cache.delete(figures_module.RESTING)
    with django_assert_num_queries(4):
        tasks.renew_figures()


def test_they_are_counted_once_a_minute(world, django_assert_num_queries):
    figures()
    with django_assert_num_queries(0):
        figures()
    cache.clear()
    with django_assert_num_queries(4):
        figures()


@pytest.mark.parametrize(
    ("duration", "words"),
    [
        (timedelta(seconds=3), "1 min"), (timedelta(minutes=25), "25 min"), (timedelta(hours=3, minutes=20), "3 h 20 min"),
        (timedelta(hours=23, minutes=59, seconds=50), "1 day"), (timedelta(days=2, hours=3), "2 days"),
    ],
)  # fmt: skip
def test_a_duration_is_said_in_short(duration, words):
    assert in_short(duration) == words
