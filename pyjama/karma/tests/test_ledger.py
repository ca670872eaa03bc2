import random
import uuid

import pytest
from django.db import IntegrityError, transaction

from pyjama.contributions.models import Contribution
from pyjama.karma.actions import award, take_back
from pyjama.karma.models import MOST_USEFUL_VOTES, POINTS, Entry, Reason
from tests.emptied import empty

GIVERS = ["sam", "camille", "lise"]


@pytest.fixture(autouse=True)
def empty_ledger(world):
    empty(Entry)


def total(person):
    return Entry.objects.visible_to(person).total()


@pytest.mark.parametrize("reason", Reason)
def test_each_reason_earns_its_points(world, reason):
    entry = award(world.amina, reason, world.call("menu"))

    assert entry.points == POINTS[reason] == total(world.amina)
    assert entry.target == world.call("menu")
    assert total(world.sam) == 0


def test_the_points_are_those_that_were_promised():
    assert POINTS == {"contributed": 1, "useful": 1, "thanked": 5, "inspired": 10, "used": 25}


def test_an_award_done_twice_earns_once(world):
    first = award(world.amina, Reason.USED, world.call("menu"))

    assert award(world.amina, Reason.USED, world.call("menu")) == first
    assert total(world.amina) == 25


def test_two_people_may_find_the_same_thing_useful_but_each_once(world):
    for giver in [world.sam, world.sam, world.lise]:
        award(world.amina, Reason.USEFUL, world.call("menu"), giver=giver)

    assert total(world.amina) == 2


def test_useful_votes_earn_so_much_and_no_more(world, django_user_model):
    voters = [django_user_model.objects.create(email=f"{number}@example.org") for number in range(MOST_USEFUL_VOTES + 2)]

    entries = [award(world.amina, Reason.USEFUL, world.call("menu"), giver=voter) for voter in voters]
    award(world.amina, Reason.USEFUL, world.call("letter"), giver=voters[0])

    assert entries[-2:] == [None, None]
    assert total(world.amina) == MOST_USEFUL_VOTES + 1 == 11
    take_back(world.call("menu"), reason=Reason.USEFUL, giver=voters[0])
    assert award(world.amina, Reason.USEFUL, world.call("menu"), giver=voters[-1])


def test_what_is_taken_back_stays_readable_beside_the_line_that_reverses_it(world):
    entry = award(world.amina, Reason.THANKED, world.call("menu"), giver=world.ruth)

    take_back(world.call("menu"))

    reversal = Entry.objects.get(reverses=entry)
    assert (reversal.points, reversal.reason, reversal.person) == (-5, Reason.THANKED, world.amina)
    assert reversal.target == world.call("menu")
    assert Entry.objects.get(pk=entry.pk).is_taken_back
    assert total(world.amina) == 0


def test_taking_back_twice_takes_once(world):
    award(world.amina, Reason.THANKED, world.call("menu"))

    take_back(world.call("menu"))
    take_back(world.call("menu"))

    assert Entry.objects.count() == 2
    assert total(world.amina) == 0


def test_an_entry_is_reversed_once_even_when_two_try_at_the_same_moment(world):
    entry = award(world.amina, Reason.THANKED, world.call("menu"))
    fields = {"person": entry.person, "reason": entry.reason, "points": -5, "reverses": entry}
    fields |= {"content_type": entry.content_type, "object_id": entry.object_id}
    Entry.objects.create(**fields)

    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(**fields)


def test_only_what_was_meant_is_taken_back(world):
    call = world.call("menu")
    award(world.amina, Reason.CONTRIBUTED, call)
    for giver in [world.sam, world.lise]:
        award(world.amina, Reason.USEFUL, call, giver=giver)
    award(world.amina, Reason.CONTRIBUTED, world.call("letter"))

    take_back(call, reason=Reason.USEFUL, giver=world.sam)
    assert total(world.amina) == 3
    take_back(call, reason=Reason.CONTRIBUTED)
    assert total(world.amina) == 2
    take_back(call)
    assert total(world.amina) == 1


def test_what_was_taken_back_can_be_earned_again(world):
    for _ in range(3):
        award(world.amina, Reason.USEFUL, world.call("menu"), giver=world.sam)
        take_back(world.call("menu"), giver=world.sam)
    award(world.amina, Reason.USEFUL, world.call("menu"), giver=world.sam)

    assert total(world.amina) == 1
    assert Entry.objects.count() == 7


CALLS = ["menu", "letter", "slogans"]
STORIES, ACTS = 12, 15


def any_act(lot):
    """An award, or something taken back: by a Reason or a giver, or whatever they are (None)."""
    call, reason, giver = lot.choice(CALLS), lot.choice(list(Reason)), lot.choice(GIVERS)
    if lot.random() < 0.6:
        return "award", call, reason, giver
    return "take back", call, lot.choice([reason, None]), lot.choice([giver, None])


def after(standing, act, call, reason, giver):
    """What should stand after an act: the set of calls, reasons and givers that earned something."""
    if act == "award":
        return standing | {(call, reason, giver)}
    return {key for key in standing if key[0] != call or reason not in {None, key[1]} or giver not in {None, key[2]}}


def answer(call, author):
    fields = {"language": "en", "submission_key": uuid.uuid4(), "body": "Hello."}
    return Contribution.objects.create(call=call, author=author, **fields)


@pytest.mark.parametrize("lot", range(STORIES))
def test_whatever_happens_the_total_is_what_stands_and_no_line_ever_changes(world, browser, lot):
    amina, people = world.amina, {name: getattr(world, name) for name in GIVERS}
    answers = {name: answer(world.call(name), amina) for name in CALLS}
    drawn = random.Random(lot)  # noqa: S311
    standing, lines = set(), {}
    for act, call, reason, giver in (any_act(drawn) for _ in range(ACTS)):
        if act == "award":
            award(amina, reason, answers[call], giver=people[giver])
        else:
            take_back(answers[call], reason=reason, giver=people.get(giver))
        standing = after(standing, act, call, reason, giver)
        now = {line["id"]: line for line in Entry.objects.values()}
        assert lines.items() <= now.items()
        lines = now

    assert total(amina) == sum(POINTS[reason] for _, reason, _ in standing)
    assert browser(amina).get("/en/karma/").context["total"] == total(amina)
