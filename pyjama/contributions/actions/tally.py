"""How often visitors may write, and have mail sent: counted in the database, where nothing that counts is ever evicted."""

from django.db import transaction

from pyjama.contributions.models import Tally
from pyjama.core import limits

LIMITS = {
    act: [(limits.LIMITS[name].acts, limits.LIMITS[name].period) for name in names]
    for act, names in {
        Tally.Act.TEXT: ["guest_texts"],
        Tally.Act.MAIL_TO_ADDRESS: ["letters_an_hour", "letters_a_day"],
        Tally.Act.MAIL_OF_NETWORK: ["letters_of_network"],
        Tally.Act.ANSWER: ["answers_by_mail"],
    }.items()
}


def may_write(*, network):
    """Count a text of a visitor's network (str); whether it may be held."""
    return count({Tally.Act.TEXT: network})


def may_mail(*, network, email):
    """Count a letter that somebody in a network asks for to an address; whether it may leave."""
    return count({Tally.Act.MAIL_TO_ADDRESS: email.lower(), Tally.Act.MAIL_OF_NETWORK: network})


def may_answer(*, email):
    """Count a letter that answers what came by mail; whether it may leave."""
    return count({Tally.Act.ANSWER: email.lower()})


@transaction.atomic
def count(keys):
    """Count one act by each of its keys ({act: key}), and say so; where one has no room, none is counted."""
    tallies = Tally.objects.locked(keys)
    if not all(tally.has_room(LIMITS[tally.act]) for tally in tallies):
        return False
    for tally in tallies:
        tally.add()
    Tally.objects.bulk_update(tallies, ["moments", "last_at"])
    return True


def forget_tallies():
    """Erase what no limit looks at any more."""
    Tally.objects.over().delete()
