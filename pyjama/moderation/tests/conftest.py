import pytest

from pyjama.accounts.models import User
from pyjama.core import clock
from pyjama.moderation.actions import decide, report
from pyjama.moderation.models import Ground, Item, Verb


@pytest.fixture
def contribution(world):
    """Sam's answer about the name of a supper, with useful votes."""
    return world.contribution("menu", "sam")


@pytest.fixture
def newcomers(db):
    """A function: `newcomers(10)` are so many people who have just joined."""

    def join(number):
        return [
            User.objects.create_user(f"new{place}@example.org", display_name=f"New {place}", joined_at=clock.now())
            for place in range(number)
        ]

    return join


@pytest.fixture
def reported(world, contribution):
    """The item in the queue about Sam's answer, which Victor reported."""
    made = report(row=contribution, reporter=world.victor, network="192.0.2.7", ground=Ground.HURTFUL, words="Look, please.")
    return made.item


@pytest.fixture
def decided(world, reported):
    """A function: what Odile decides on it."""

    def decide_so(verb=Verb.HIDE, **options):
        item = Item.objects.get(pk=reported.pk)
        return decide(item=item, moderator=world.odile, verb=verb, ground=Ground.HURTFUL, words="Not so.", **options)

    return decide_so
