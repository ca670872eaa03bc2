"""The board says the same of open calls as the database does, and is set out anew once they change."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext

from pyjama.calls import board as board_module
from pyjama.calls.actions import close_call
from pyjama.calls.board import board, listed
from pyjama.calls.filters import PATHS
from pyjama.calls.models import NO_SKILL, Call
from pyjama.calls.tally import tally_for
from pyjama.core import clock
from pyjama.core.freshness import LISTED, LISTS, stamp
from pyjama.topics.lists import causes
from pyjama.topics.models import Cause, Skill
from pyjama.world.build import World

commits = pytest.mark.django_db(transaction=True)
VISITOR = AnonymousUser()


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"minutes": 5, "language": "fr"},
        {"kind": "challenge", "cause": "food"},
        {"skill": "writing"},
        {"skill": NO_SKILL, "minutes": 15},
        {"text": "people", "language": "en"},
        {"text": "xylophone"},
        {"cause": "food", "skill": "blogging", "kind": "request", "minutes": 2},
    ],
)
def test_it_finds_and_counts_what_the_database_finds(world, asked):
    world.call("menu").skills.add(*Skill.objects.all()[:2])
    calls = Call.objects.visible_to(VISITOR).open()
    found, fitting = listed(calls, VISITOR).fitting(**asked), calls.fitting(**asked)

    assert found[:] == [*fitting]
    assert found[1:3] == [*fitting[1:3]]
    assert found.count() == fitting.count()
    for field, path in PATHS.items():
        others = {name: value for name, value in asked.items() if name != field}
        numbers = listed(calls, VISITOR).fitting(**others).numbers_by(path)
        assert {value: number for value, number in numbers.items() if number} == counted(calls.fitting(**others), path)


def test_of_very_many_hits_the_newest_are_put_in_order(world, monkeypatch):
    calls = Call.objects.visible_to(VISITOR).open()
    hits = [*calls.search("people")]
    monkeypatch.setattr(board_module, "MOST_RANKED", len(hits) - 2)
    newest = [call for call in calls.newest() if call in hits][: len(hits) - 2]
    shown = listed(calls, VISITOR).fitting(text="people")[:]
    assert shown[: len(newest)] == [call for call in hits if call in newest]
    assert sorted(call.pk for call in shown) == sorted(call.pk for call in hits)


def counted(calls, path):
    numbers = dict(calls.order_by().values_list(path).annotate(Count("pk")))
    return numbers | ({NO_SKILL: numbers[None]} if None in numbers else {})


def test_a_team_finds_its_held_call_and_others_do_not(world, browser):
    menu = world.call("menu")
    Call.objects.filter(pk=menu.pk).update(held_at=clock.now())
    for person, is_found in [(menu.organization.members.first(), True), (world.sam, False), (None, False)]:
        page = browser(person).get("/en/calls/", {"text": menu.title}).context["page"]
        assert (page.paginator.count, menu in page.object_list) == (is_found, is_found)


def test_what_closed_since_is_not_shown(world):
    found = listed(Call.objects.visible_to(VISITOR).open(), VISITOR)
    first = found[:1][0]
    Call.objects.filter(pk=first.pk).update(closes_at=clock.now() - timedelta(minutes=1))
    assert first not in listed(Call.objects.visible_to(VISITOR).open(), VISITOR)[:]
    assert first not in found[:]


def test_whatever_it_is_made_of_has_it_set_out_anew(world):
    with CaptureQueriesContext(connection) as asked:
        board()
        causes()
        tally_for(VISITOR).fitting(text="people", cause="food").count()
    read = {table for query in asked for table in re.findall(r'(?:FROM|JOIN) "(\w+)"', query["sql"])}
    assert read
    # What is found by words is written with its call.
    assert read <= LISTED | {"calls_index"}


CHANGES = {
    "a call closes": lambda world: close_call(call=world.call("menu")),
    "a call is hidden": lambda world: Call.objects.filter(pk=world.call("menu").pk).update(hidden_at=clock.now()),
    "a call asks for a skill": lambda world: world.call("menu").skills.add(Skill.objects.get(slug="blogging")),
    "a cause is added": lambda world: world.call("menu").organization.causes.add(Cause.objects.get(slug="justice")),
    "an entry is renamed": lambda world: Cause.objects.filter(slug="food").update(name_en="eating"),
}


@commits
def test_it_is_kept_while_people_contribute_and_not_a_moment_longer(settings):
    settings.PAGES_KEPT_SECONDS = 60
    caches["stamps"].clear()
    world, kept = World(), board()
    Call.objects.filter(pk=world.call("menu").pk).update(contribution_count=30)
    assert board() is kept
    for what, change in CHANGES.items():
        before = stamp(LISTS)
        change(world)
        assert stamp(LISTS) != before, what
    assert (board().places.get(world.call("menu").pk), "eating" in [cause.name_en for cause in causes()]) == (None, True)
