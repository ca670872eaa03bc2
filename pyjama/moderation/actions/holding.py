import hashlib

from django.db import transaction

from pyjama.core import clock
from pyjama.moderation.actions.reporting import item_about
from pyjama.moderation.models import Hold, Item
from pyjama.moderation.rules import HOLDING, SUSPECT
from pyjama.moderation.subjects import subject_of

# Of what speaks against its network, one is read for so many of the others.
LATER = 4


@transaction.atomic
def hold(*, row, rule, network=""):
    """Keep a row, new and saved, from everybody but its author until a moderator releases or hides it.

    `rule` is a name in `rules.HOLDING`; `network` a digest of where it comes from, where that is known. The caller has told
    nobody of the row and earned nothing by it: its Subject does so when it is released. Returns the Hold.
    """
    if rule not in HOLDING:
        raise ValueError(f"No rule holds anything by the name of {rule}.")
    row.held_at = clock.now()
    row.save(update_fields=["held_at"])
    group = hashlib.sha256(f"{rule} {network}".encode()).hexdigest() if network else ""
    item = item_about(subject_of(row), row, Item.Kind.HOLD, rule=rule, group=group, place=place_in_queue(rule, group))
    return Hold.objects.get_or_create(item=item, defaults={"rule": rule})[0]


def place_in_queue(rule, group):
    """Behind how many others a row waits (int): those of its group, so that many from one network hold up nobody else's.

    What speaks against its network comes later still: somebody honest who shares it is likelier among the others.
    """
    before = Item.objects.open().filter(group=group).count() if group else 0
    return before * LATER if rule in SUSPECT else before
