"""What somebody muted is proposed to her nowhere, nor what a muted organization asks."""

import pytest

from pyjama.calls.models import Call
from pyjama.matching.choosing import nearest_calls
from pyjama.matching.digest.choosing import choices_for
from pyjama.matching.small_things import small_things
from pyjama.matching.wishes import Wishes
from pyjama.notifications.actions import take_interest

EVERYTHING = Wishes(languages=frozenset({"fr", "en"}))


def at_the_door(person):
    return [match.call for match in nearest_calls(reader=person, wishes=EVERYTHING, number=100)]


def by_mail(person):
    return [*Call.objects.filter(pk__in=choices_for([person])[person.pk].scores)]


def to_vote_on(person):
    return [each.call for each in small_things(reader=person, wishes=EVERYTHING, number=100)["contributions"]]


def to_read(person):
    return [each.call for each in small_things(reader=person, wishes=EVERYTHING, number=100)["trials"]]


@pytest.mark.parametrize("proposed", [at_the_door, by_mail, to_vote_on, to_read])
def test_neither_a_call_nor_those_of_an_organization(world, proposed):
    call = proposed(world.sam)[0]
    take_interest(person=world.sam, target=call, is_muted=True)
    assert call not in proposed(world.sam)

    take_interest(person=world.sam, target=call)
    assert call in proposed(world.sam)

    take_interest(person=world.sam, target=call.organization, is_muted=True)
    assert call.organization not in [each.organization for each in proposed(world.sam)]


def test_nor_the_organization_itself(world):
    def proposed():
        return small_things(reader=world.sam, wishes=EVERYTHING, number=100)["organizations"]

    first = proposed()[0]
    take_interest(person=world.sam, target=first, is_muted=True)
    assert first not in proposed()
