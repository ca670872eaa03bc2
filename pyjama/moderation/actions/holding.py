from django.db import transaction

from pyjama.core import clock
from pyjama.moderation.actions.reporting import item_about
from pyjama.moderation.models import Hold, Item
from pyjama.moderation.rules import HOLDING
from pyjama.moderation.subjects import subject_of


@transaction.atomic
def hold(*, row, rule):
    """Keep a row, new and saved, from everybody but its author until a moderator releases or hides it.

    `rule` is a name in `rules.HOLDING`. The caller has told nobody of the row and earned nothing by it: its Subject does so
    when it is released. Returns the Hold.
    """
    if rule not in HOLDING:
        raise ValueError(f"No rule holds anything by the name of {rule}.")
    row.held_at = clock.now()
    row.save(update_fields=["held_at"])
    item = item_about(subject_of(row), row, Item.Kind.HOLD, rule=rule)
    return Hold.objects.get_or_create(item=item, defaults={"rule": rule})[0]
