"""What one makes of a call besides answering it: kept for later, not for me, more like this."""

import pytest
from django.db import IntegrityError, transaction

from pyjama.core.refusals import Refused
from pyjama.matching import actions
from pyjama.matching.actions import take_stance
from pyjama.matching.models import Stance

MINE = "/en/my-space/"


def stances(person):
    return {*person.stances.values_list("kind", flat=True)}


def test_a_call_saved_twice_is_in_ones_space_once_and_leaves_it_again(world, browser, call, address):
    reader = browser(world.sam)
    assert reader.post(address, {"stance": "save"}).url == call.get_absolute_url()
    reader.post(address, {"stance": "save"})
    assert reader.get(MINE).text.count(f'action="{address}"') == 1
    assert 'value="unsave" aria-pressed="true"' in reader.get(call.get_absolute_url()).text
    assert address not in browser(world.camille).get(MINE).text

    assert reader.post(address, {"stance": "unsave", "list": "1"}, follow=True).redirect_chain[-1][0] == f"{MINE}#saved"
    assert address not in reader.get(MINE).text


def test_not_for_me_takes_a_call_off_the_list_and_the_other_way_round(world, browser, address):
    reader = browser(world.sam)
    for stance in ("save", "more", "not_for_me"):
        reader.post(address, {"stance": stance})
    assert stances(world.sam) == {"not_for_me"}
    reader.post(address, {"stance": "more"})
    assert stances(world.sam) == {"more"}
    reader.post(address, {"stance": "no_more"})
    assert stances(world.sam) == set()


def test_at_the_door_a_call_put_aside_gives_way_to_the_next(world, browser, call, address):
    way_on = browser(world.sam).post(f"{address}?language=en", {"stance": "save", "door": "1"}).url
    assert way_on.startswith("/en/lend-a-hand/")
    assert f"/{call.pk}/" not in way_on


def test_nonsense_changes_nothing(world, browser, call, address):
    assert browser(world.sam).post(address, {"stance": "x" * 5_000}).url == call.get_absolute_url()
    assert stances(world.sam) == set()


def test_the_organization_itself_has_no_such_buttons(world, browser, call):
    assert 'id="stances"' not in browser(world.chloe).get(call.get_absolute_url()).text


def test_the_list_ends_at_some_point(world, call, monkeypatch):
    monkeypatch.setattr(actions, "MOST_SAVED", 1)
    for _twice in range(2):
        take_stance(person=world.sam, call=world.call("menu"), kind="saved")
    with pytest.raises(Refused):
        take_stance(person=world.sam, call=call, kind="saved")


def test_the_database_keeps_a_stance_from_being_there_twice(world, call):
    Stance.objects.create(person=world.sam, call=call, kind="saved")
    with pytest.raises(IntegrityError), transaction.atomic():
        Stance.objects.create(person=world.sam, call=call, kind="saved")
