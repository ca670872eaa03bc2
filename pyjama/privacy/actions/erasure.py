"""What is erased when somebody leaves, as each app declares it in its `privacy.py`. Every step may be done twice."""

from django.apps import apps
from django.db import connection, transaction

from pyjama.accounts.actions import end_sessions
from pyjama.accounts.models import User
from pyjama.core.privacy import Leaving, data_map
from pyjama.privacy import ledger


def erase_person(*, person, words_go):
    """Erase somebody: her account, and all that is hers; what she wrote stays a former member's, or goes (`words_go`).

    Step by step, each in a transaction of its own, in an order in which whoever goes on after a crash finds what is left.
    The ledger knows of it before the account goes.
    """
    close_account(person=person)
    for erase in parts():
        erase(person, words_go=words_go)
    ledger.note(person, words_go=words_go)
    erase_rows(person=person)


def parts():
    """What the apps do besides the rows that the map tells of: the functions `erase` of their `privacy.py`."""
    data_map()
    modules = [getattr(config.module, "privacy", None) for config in apps.get_app_configs()]
    return [module.erase for module in reversed(modules) if hasattr(module, "erase")]


@transaction.atomic
def close_account(*, person):
    """From now on nobody does anything in her name."""
    User.objects.filter(pk=person.pk).update(is_active=False)
    end_sessions(person=person)


@transaction.atomic
def erase_rows(*, person):
    """Give what stays to the former member, and delete the rest with the account."""
    person = User.objects.select_for_update().get(pk=person.pk)
    addresses = person.addresses()
    former = User.objects.former()
    for table in data_map().values():
        rows = table.model_class._base_manager
        for link, leaving in table.links.items():
            if leaving == Leaving.KEPT:
                rows.filter(**{link: person}).update(**{link: former})
        if table.address and Leaving.KEPT not in table.links.values():
            rows.filter(**{f"{table.address}__in": addresses}).delete()
    person.delete()


def squeeze():
    """Leave none of what was erased in the free pages of the database's file, nor in its log (SQLite only)."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def replay_erasures():
    """Erase again whoever was erased after this database was written: a restored backup brings nobody back.

    Returns how many were found. A number belongs to another person where the account is younger than the erasure.
    """
    found = 0
    for line in [*ledger.lines()]:
        if person := User.objects.filter(pk=line.person, joined_at__lte=line.at).first():
            erase_person(person=person, words_go=line.words_go)
            found += 1
    return found
