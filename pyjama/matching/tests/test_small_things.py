"""When nothing fits, there is still something to do."""

import pytest
from django.contrib.auth.models import AnonymousUser

from pyjama.clarity.actions import say_how_clear
from pyjama.contributions.actions import vote_useful
from pyjama.contributions.models import Contribution
from pyjama.matching.small_things import small_things
from pyjama.matching.wishes import Wishes
from pyjama.notifications.actions import take_interest

BOTH = frozenset({"fr", "en"})
PAGE = "/en/lend-a-hand/next/?minutes=2&cause=justice&skill=mobile"


def to_vote_on(reader, number=100, languages=BOTH):
    return small_things(reader=reader, wishes=Wishes(languages=languages), number=number)["contributions"]


def test_the_page_where_nothing_fits_has_contributions_to_vote_on_and_organizations(world, browser):
    response = browser(world.sam).get(PAGE)
    assert response.status_code == 200
    first = response.context["contributions"][0]
    assert first.get_absolute_url() in response.text
    assert response.context["organizations"][0].get_absolute_url() in response.text


def test_what_few_found_useful_comes_first_once_for_each_call(world):
    waiting = to_vote_on(AnonymousUser())
    votes = [contribution.useful_count for contribution in waiting]
    assert votes == sorted(votes)
    assert len({contribution.call_id for contribution in waiting}) == len(waiting)


@pytest.mark.parametrize("languages", [frozenset({"fr"}), frozenset({"en"})])
def test_it_is_in_a_language_she_reads(world, languages):
    assert {contribution.language for contribution in to_vote_on(world.sam, languages=languages)} == languages


def test_neither_ones_own_nor_what_one_voted_for_nor_what_ones_organization_received(world):
    first = to_vote_on(world.odile)[0]
    vote_useful(contribution=first, voter=world.odile)
    assert first not in to_vote_on(world.odile)
    assert world.amina not in {contribution.author for contribution in to_vote_on(world.amina)}
    own = Contribution.objects.filter(call__organization=world.organization("refuge"))
    assert not {*own} & {*to_vote_on(world.chloe)}


def test_neither_an_organization_one_follows_nor_ones_own(world):
    def proposed(reader):
        return small_things(reader=reader, wishes=Wishes(), number=100)["organizations"]

    first = proposed(world.sam)[0]
    take_interest(person=world.sam, target=first)
    assert first not in proposed(world.sam)
    assert first in proposed(AnonymousUser())
    assert world.organization("refuge") not in proposed(world.chloe)


def test_a_draft_to_read_is_offered_until_she_or_five_others_have_read_it(world):
    def offered(reader, languages=BOTH):
        return [trial.call for trial in small_things(reader=reader, wishes=Wishes(languages=languages), number=9)["trials"]]

    card = world.call("members_card")
    assert card in offered(AnonymousUser())
    assert card in offered(world.sam)
    assert card not in offered(world.sam, languages=frozenset({"en"}))
    assert card not in offered(world.camille)
    assert card not in offered(world.clement)
    for reader in (world.sam, world.amina, world.odile):
        say_how_clear(trial=card.trial, reader=reader, clarity="clear")
    assert card not in offered(AnonymousUser())
