import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pyjama.contributions.models import Contribution
from pyjama.karma.actions import award, take_back
from pyjama.karma.models import POINTS, Entry, Reason
from tests.emptied import empty

KARMA = "/en/karma/"


@pytest.fixture(autouse=True)
def empty_ledger(world):
    empty(Entry)


def contribute(world, author, call="menu"):
    contribution = Contribution(call=world.call(call), author=author, language="en", submission_key=uuid.uuid4())
    contribution.write(body="Hello.")
    contribution.save()
    return contribution


def test_every_line_is_explained_and_leads_to_its_contribution(world, browser):
    contribution = contribute(world, world.amina, call="slogans")
    award(world.amina, Reason.CONTRIBUTED, contribution)
    award(world.amina, Reason.USED, contribution, giver=world.chloe)

    response = browser(world.amina).get(KARMA)

    assert response.context["total"] == 26
    assert "26 points" in response.text
    assert "The organization used your contribution" in response.text
    assert f'href="{contribution.get_absolute_url()}"' in response.text
    assert '<bdi lang="fr-CA">Lequel' in response.text


def test_what_was_taken_back_is_shown(world, browser):
    contribution = contribute(world, world.amina)
    award(world.amina, Reason.THANKED, contribution)
    take_back(contribution)

    text = browser(world.amina).get(KARMA).text

    assert "0 points" in text
    assert "<del>The organization thanked you</del>" in text
    assert "Taken back" in text
    assert ">+5<" in text
    assert ">-5<" in text


def test_a_line_about_something_that_is_gone_says_so(world, browser):
    contribution = contribute(world, world.amina)
    award(world.amina, Reason.CONTRIBUTED, contribution)
    contribution.delete()

    assert "What it was for is gone." in browser(world.amina).get(KARMA).text


def test_it_says_what_earns_what_and_that_nobody_else_sees_it(world, browser):
    text = browser(world.amina).get(KARMA).text

    assert "there is no ranking" in text
    assert "Only you see it" in text
    for reason, points in POINTS.items():
        assert f'<th scope="row">{reason.label}</th><td class="is-number">{points}</td>' in text


def test_an_empty_ledger_has_a_next_step(world, browser):
    assert 'class="button" href="/en/calls/"' in browser(world.amina).get(KARMA).text


def test_each_person_sees_her_own_ledger_only(world, browser):
    award(world.amina, Reason.USED, contribute(world, world.amina))

    assert browser(world.sam).get(KARMA).context["total"] == 0
    assert not browser(world.sam).get(KARMA).context["page"].object_list
    assert browser().get(KARMA).status_code == 302


def test_the_number_of_queries_does_not_grow_with_the_lines(world, browser, django_assert_num_queries):
    amina = browser(world.amina)

    def earn(times):
        for number in range(times):
            contribution = contribute(world, world.amina, call=["menu", "slogans"][number % 2])
            award(world.amina, Reason.CONTRIBUTED, contribution)
            award(world.amina, Reason.THANKED, contribution)
            take_back(contribution, reason=Reason.THANKED)

    earn(2)
    # The first page after signing in writes down what the next ones know.
    amina.get(KARMA)
    with CaptureQueriesContext(connection) as few:
        amina.get(KARMA)
    earn(12)
    with django_assert_num_queries(len(few)):
        assert len(amina.get(KARMA).context["page"]) == 42
    # Session, person, unread; total, count, lines, contributions and their calls.
    assert len(few) == 8


def test_a_long_ledger_has_pages(world, browser):
    for _ in range(60):
        award(world.amina, Reason.THANKED, contribute(world, world.amina))

    assert len(browser(world.amina).get(KARMA).context["page"]) == 50
    assert len(browser(world.amina).get(KARMA, {"page": 2}).context["page"]) == 10
