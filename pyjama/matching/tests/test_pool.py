"""Where more calls are open than are weighed, a few of each sort are, and what comes first for somebody is among them."""

import pytest
from django.contrib.auth.models import AnonymousUser

from pyjama.calls.models import NO_SKILL, Call
from pyjama.matching import pool
from pyjama.matching.choosing import nearest_calls, next_call
from pyjama.matching.wishes import Wishes

VISITOR = AnonymousUser()
FOOD, WRITING, FRENCH = frozenset({"food"}), frozenset({"writing"}), frozenset({"fr"})
SAID = [
    Wishes(),
    Wishes(minutes=5, languages=FRENCH),
    Wishes(minutes=60, causes=FOOD, skills=WRITING),
    Wishes(minutes=2, causes=FOOD, skills=frozenset({NO_SKILL}), languages=FRENCH),
]


@pytest.fixture
def few(monkeypatch):
    """A site on which only the first two of each sort are weighed."""
    monkeypatch.setattr(pool, "MOST_WEIGHED", 0)
    monkeypatch.setattr(pool, "OF_EACH", 2)
    monkeypatch.setattr(pool, "CANDIDATES", 1)


@pytest.mark.parametrize("wishes", SAID)
def test_the_first_is_the_first_of_all(world, request, wishes):
    asked = {"reader": world.sam, "wishes": wishes}
    first, nearest = next_call(**asked), nearest_calls(**asked)
    request.getfixturevalue("few")
    assert next_call(**asked) == first
    assert nearest_calls(**asked)[0].call == nearest[0].call


def test_the_others_are_not_weighed(world, few):
    assert len(pool.pool_of_fitting(Wishes()).ids) == 4 < Call.objects.open().count()


def test_who_knows_all_of_them_gets_another(world, few):
    passed = pool.pool_of_fitting(Wishes()).ids
    assert next_call(reader=VISITOR, wishes=Wishes(), passed=passed).call.pk not in passed


def test_what_opened_since_the_order_was_made_comes_first(world, few, monkeypatch):
    needy, newest = pool.Neediest(), Call.objects.open().newest()[0]
    needy.ids.remove(newest.pk)
    monkeypatch.setattr(pool, "Neediest", lambda: needy)
    assert newest.pk in pool.pool_of_fitting(Wishes()).ids
