"""Whether something was written since: one stamp for the whole site, in a cache that every process sees.

What is written through Django, in any process, changes the stamp when it is committed; what visitors never see does not.
"""

import re
from functools import cache
from uuid import uuid4

from django.apps import apps
from django.core.cache import caches
from django.db import transaction

STAMP = "freshness"
WRITTEN = re.compile(r'(INSERT)(?: OR \w+)? INTO "?(\w+)|(?:UPDATE|DELETE FROM) "?(\w+)')
# The apps of which no page shows a visitor anything, and that write often: signing in, mail, news, drafts, heartbeats.
SIGNING_IN = {"account", "mfa", "sessions", "usersessions"}
SIGNED_IN = 'UPDATE "accounts_user" SET "last_login" ='
UNSEEN = SIGNING_IN | {"admin", "security", "operating", "mail", "inbound", "notifications", "push", "digests", "drafts"}


# What this process has written and could not say, as the cache was away: it is said before anything is asked of it again.
unsaid = {"stamp": False}


def stamp():
    """The stamp (str) of what is written now: another one once something else is, and each time while the cache is away."""
    if unsaid["stamp"]:
        renew_stamp()
    return stamps().get_or_set(STAMP, new_stamp, timeout=None)


def renew_stamp():
    """Say that something was written."""
    unsaid["stamp"] = stamps().set(STAMP, new_stamp(), timeout=None) is False


def new_stamp():
    return uuid4().hex


def stamps():
    return caches["stamps"]


def note_writes(execute, sql, parameters, many, context):
    """Run a statement; what it wrote, if anything, is said when it is committed (an execute wrapper of Django's)."""
    result = execute(sql, parameters, many, context)
    written = WRITTEN.match(sql)
    # How many rows an INSERT adds is known only later, where it returns their keys.
    if written and (written[1] or context["cursor"].rowcount) and is_seen(sql, written[2] or written[3]):
        say_at_commit(context["connection"])
    return result


def is_seen(sql, table):
    return table not in unseen_tables() and not sql.startswith(SIGNED_IN)


@cache
def unseen_tables():
    return {model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.app_label in UNSEEN}


def say_at_commit(connection):
    if not any(said is renew_stamp for _, said, _ in connection.run_on_commit):
        transaction.on_commit(renew_stamp, using=connection.alias)


def watch(connection, **_signal):
    """Have this connection say what it writes (a receiver of Django's `connection_created`)."""
    if note_writes not in connection.execute_wrappers:
        connection.execute_wrappers.append(note_writes)
