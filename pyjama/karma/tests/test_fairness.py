"""What is traded brings nothing: the caps at once, the rest by a look at who votes for whom."""

from collections import Counter
from datetime import timedelta

import pytest
from django.urls import reverse

from pyjama.core import clock
from pyjama.karma.actions import award, take_back, take_traded_back
from pyjama.karma.fairness import traded
from pyjama.karma.models import MOST_CONTRIBUTED, MOST_FROM_ONE, Entry, Reason
from tests.emptied import empty

DAY, MONTH = (period for _number, period in MOST_FROM_ONE)
A_DAY, A_MONTH = (number for number, _period in MOST_FROM_ONE)
# Two hundred people who vote for what they like, each for five others.
CROWD = Counter({(giver, (giver * 7 + turn * 31) % 200): 1 for giver in range(200) for turn in range(1, 6)})


def ring(*people, each=1):
    return Counter({(giver, person): each for giver in people for person in people if giver != person})


@pytest.fixture(autouse=True)
def empty_ledger(db):
    empty(Entry)


@pytest.fixture
def texts(world):
    """Ten rows that something can be earned by."""
    return [*world.amina.__class__.objects.order_by("pk")[:10]]


def total(person):
    return Entry.objects.visible_to(person).total()


@pytest.mark.once
def test_a_crowd_that_means_it_is_left_alone():
    assert traded(CROWD) == set()
    assert traded(Counter()) == set()


@pytest.mark.once
def test_two_who_vote_for_each_other_again_and_again_are_found():
    assert traded(CROWD + ring(300, 301, each=2)) == {*ring(300, 301)}


@pytest.mark.once
def test_two_who_once_liked_each_other_are_not():
    assert traded(CROWD + Counter({(300, 301): 1, (301, 300): 1, (300, 5): 1, (301, 9): 1})) == set()


@pytest.mark.once
def test_whoever_votes_for_one_person_only_is_found_and_she_is_not():
    votes = CROWD + Counter({(giver, 300): 4 for giver in range(301, 306)}) + Counter({(300, 7): 1, (300, 8): 1})
    assert traded(votes) == {(giver, 300) for giver in range(301, 306)}


@pytest.mark.once
def test_a_favourite_of_many_keeps_what_they_gave():
    votes = CROWD + Counter({(giver, 300): 1 for giver in range(150)})
    assert traded(votes) == set()


@pytest.mark.once
@pytest.mark.parametrize("size", [3, 5, 10, 15])
def test_a_ring_is_found_even_where_each_votes_once_for_each(size):
    people = range(300, 300 + size)
    assert traded(CROWD + ring(*people)) == {*ring(*people)}


@pytest.mark.once
def test_a_ring_that_votes_for_others_too_keeps_those_votes():
    people, others = range(300, 306), Counter({(300 + turn, turn * 3): 1 for turn in range(6)})
    assert traded(CROWD + ring(*people) + others) == {*ring(*people)}


def test_one_persons_votes_bring_so_much_a_day_and_no_more(world, texts):
    now = clock.now()
    with clock.at(now):
        for text in texts[: A_DAY + 1]:
            award(world.amina, Reason.USEFUL, text, giver=world.sam)
        assert total(world.amina) == A_DAY
        assert award(world.amina, Reason.USEFUL, texts[-1], giver=world.lise)
    with clock.at(now + DAY):
        assert award(world.amina, Reason.USEFUL, texts[A_DAY], giver=world.sam)


def test_and_so_much_in_thirty_days(world, texts):
    start = clock.now()
    for turn, text in enumerate(texts[: A_MONTH + 1]):
        with clock.at(start + turn * timedelta(days=2)):
            award(world.amina, Reason.USEFUL, text, giver=world.sam)
    assert total(world.amina) == A_MONTH
    with clock.at(start + MONTH):
        assert award(world.amina, Reason.USEFUL, texts[A_MONTH], giver=world.sam)


def test_a_vote_that_was_taken_back_makes_room_for_another(world, texts):
    for text in texts[:A_DAY]:
        award(world.amina, Reason.USEFUL, text, giver=world.sam)
    take_back(texts[0], reason=Reason.USEFUL, giver=world.sam)
    assert award(world.amina, Reason.USEFUL, texts[-1], giver=world.sam)


def test_contributing_brings_so_much_a_day(world, django_user_model):
    most, period = MOST_CONTRIBUTED[0]
    rows = django_user_model.objects.bulk_create(django_user_model(email=f"{turn}@example.org") for turn in range(most + 1))
    now = clock.now()
    with clock.at(now):
        for row in rows:
            award(world.amina, Reason.CONTRIBUTED, row)
        assert total(world.amina) == most
    with clock.at(now + period):
        assert award(world.amina, Reason.CONTRIBUTED, rows[-1])


def trade(world, texts):
    """Amina and Sam vote twice for each other, and Lise once for Amina."""
    for text in texts[:2]:
        award(world.amina, Reason.USEFUL, text, giver=world.sam)
        award(world.sam, Reason.USEFUL, text, giver=world.amina)
    award(world.amina, Reason.USEFUL, texts[0], giver=world.lise)
    for number, giver in enumerate(type(world.sam).objects.exclude(pk__in=[world.amina.pk, world.sam.pk])[:12]):
        award(texts[5], Reason.USEFUL, texts[number % 5], giver=giver)


def test_what_two_brought_each_other_is_taken_back_and_the_rest_stands(world, texts):
    trade(world, texts)
    assert take_traded_back() == 4
    assert (total(world.amina), total(world.sam)) == (1, 0)
    assert Entry.objects.standing().filter(person=texts[5]).count() == 12


def test_looking_twice_takes_nothing_twice(world, texts):
    trade(world, texts)
    take_traded_back()
    assert take_traded_back() == 0


def test_what_they_give_each_other_after_that_goes_the_same_way(world, texts):
    trade(world, texts)
    take_traded_back()
    with clock.at(clock.now() + DAY):
        award(world.amina, Reason.USEFUL, texts[3], giver=world.sam)
        assert take_traded_back() == 1


def test_the_look_costs_a_query_for_each_who_trades_and_none_for_the_rest(world, texts, django_assert_num_queries):
    for number, giver in enumerate(type(world.sam).objects.all()[:12]):
        award(texts[5], Reason.USEFUL, texts[number % 5], giver=giver)
    with django_assert_num_queries(5):
        take_traded_back()


def test_the_ledger_says_so_and_leads_to_a_person(world, browser):
    page = browser(world.amina).get(reverse("karma:mine")).text
    assert "a person will look" in page
    assert reverse("pages:contact") in page
