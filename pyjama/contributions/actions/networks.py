"""How far people who have just arrived are believed by the network they write from, before a moderator has read anything.

Nothing in a text tells a class from a script that writes as well. So each network has a few texts a day; one of which
nothing bad is known takes more out of what the whole site has for all; and what people find good there opens it further.
The numbers and their reasons stand in core/limits.py and moderation/rules.py; what they hold against, in decision 0068.
"""

from typing import NamedTuple

from django.db import transaction

from pyjama.contributions.models import Arrival, Tally
from pyjama.core.limits import LIMITS
from pyjama.moderation.actions import queue_once
from pyjama.moderation.rules import BEFORE, SUSPECT, is_suspect

# Of so few texts, nobody asks yet what became of those before.
FEW = 2
EVERYBODY = "the whole site"


class Whence(NamedTuple):
    """From where somebody writes who has just arrived: a digest of her network (str), and whether texts from there wait."""

    network: str
    is_crowded: bool = False


@transaction.atomic
def look_at(*, network, texts=1, has_limit=False):
    """Count texts of people who have just arrived, by their network (str), and say as a Whence whether they wait.

    They wait where a good part of what came from there today is bad, and from where more came than anybody has vouched for.
    Nothing is counted, and None said, where a limit counts (`has_limit`) and very many came from there this hour.
    """
    limit = LIMITS["newcomer_texts"]
    (tally,) = Tally.objects.locked({Tally.Act.CROWD: network})
    if has_limit and not tally.has_room([(limit.acts, limit.period)]):
        return None
    tally.count(texts)
    number = len(tally.moments)
    return Whence(tally.key_digest, number > FEW and must_wait(tally.key_digest, number, texts))


def must_wait(network, number, texts):
    """Whether the last `texts` of a `number` of texts that came from a network (its digest) within a day wait."""
    found = Arrival.objects.found_in(network)
    if is_suspect(found):
        return True
    believed = LIMITS["network_texts"].acts + (found["good"] + found["voters"]) * LIMITS["texts_for_good"].acts
    return number > believed and not take_from_everybody(texts)


def take_from_everybody(texts):
    """Take so many texts out of what the whole site has for networks of which nothing is known; whether there was room."""
    (tally,) = Tally.objects.locked({Tally.Act.BEYOND: EVERYBODY})
    limit = LIMITS["site_texts"]
    if not tally.has_room([(limit.acts - texts + 1, limit.period)]):
        return False
    tally.count(texts)
    return True


@transaction.atomic
def look_again():
    """Have moderators look, once for each text, at what is public of networks that turned out bad since."""
    suspects = Arrival.objects.of_today().filter(rule__in=SUSPECT) | Arrival.objects.of_today().hidden()
    for network in {*suspects.order_by().values_list("network", flat=True)}:
        if is_suspect(Arrival.objects.found_in(network)):
            public = Arrival.objects.of_today().filter(network=network).in_view()
            for arrival in public.select_related("contribution__author"):
                queue_once(arrival.contribution, BEFORE)


def note_arrival(contribution, whence, rule):
    """Remember for a day from where a text came (a Whence), and the name of the rule by which it waits, or ""."""
    Arrival.objects.create(contribution=contribution, network=whence.network, rule=rule)


def forget_arrivals():
    """Erase from where texts came, once nobody asks."""
    Arrival.objects.over().delete()
