"""Whether something was written since: one stamp for the whole site, in a cache that every process sees.

What is written through Django, in any process, changes the stamp when it is committed; what visitors never see does not.
The lists have a stamp of their own, which outlives what volunteers do: most of what is written is contributions.
"""

import re
from functools import cache
from uuid import uuid4

from django.apps import apps
from django.core.cache import caches
from django.db import transaction

STAMP, LISTS = "freshness", "freshness-of-lists"
WRITTEN = re.compile(r'(INSERT)(?: OR \w+)? INTO "?(\w+)|(?:UPDATE|DELETE FROM) "?(\w+)')
# The apps of which no page shows a visitor anything, and that write often: signing in, mail, news, drafts, heartbeats.
SIGNING_IN = {"account", "mfa", "sessions", "usersessions"}
SIGNED_IN = 'UPDATE "accounts_user" SET "last_login" ='
# Which calls there are and what they ask for, in tables; not how much each of them received so far.
LISTED = {
    *{"calls_call", "calls_call_skills", "topics_cause", "topics_skill"},
    *{"organizations_organization", "organizations_organization_causes"},
}
ASSIGNED = re.compile(r'(?: SET|,) "(\w+)" = ')
RECEIVED = {"contribution_count", "minutes_taken"}
UNSEEN = SIGNING_IN | {"admin", "security", "operating", "mail", "inbound", "notifications", "push", "digests", "drafts"}


# What this process has written and could not say, as the cache was away: it is said before anything is asked of it again.
unsaid = set()


def stamp(of=STAMP):
    """The stamp (str) of what is written now: another one once something else is, and each time while the cache is away.

    That of the LISTS, where it is asked for, says which calls there are and what they ask for.
    """
    for name in [*unsaid]:
        renew_stamp(name)
    return stamps().get_or_set(of, new_stamp, timeout=None)


def renew_stamp(of=STAMP):
    """Say that something was written."""
    unsaid.discard(of)
    if stamps().set(of, new_stamp(), timeout=None) is False:
        unsaid.add(of)


def renew_lists():
    renew_stamp(LISTS)


def new_stamp():
    return uuid4().hex


def stamps():
    return caches["stamps"]


def note_writes(execute, sql, parameters, many, context):
    """Run a statement; what it wrote, if anything, is said when it is committed (an execute wrapper of Django's)."""
    result = execute(sql, parameters, many, context)
    written = WRITTEN.match(sql)
    # How many rows an INSERT adds is known only later, where it returns their keys.
    if written and (written[1] or context["cursor"].rowcount):
        table, connection = written[2] or written[3], context["connection"]
        if is_seen(sql, table):
            say_at_commit(connection, renew_stamp)
        if is_listed(sql, table):
            say_at_commit(connection, renew_lists)
    return result


def is_seen(sql, table):
    return table not in unseen_tables() and not sql.startswith(SIGNED_IN)


def is_listed(sql, table):
    changed = {*ASSIGNED.findall(sql)}
    return table in LISTED and not (changed and changed <= RECEIVED)


@cache
def unseen_tables():
    return {model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.app_label in UNSEEN}


def say_at_commit(connection, renew):
    if not any(said is renew for _, said, _ in connection.run_on_commit):
        transaction.on_commit(renew, using=connection.alias)


def watch(connection, **_signal):
    """Have this connection say what it writes (a receiver of Django's `connection_created`)."""
    if note_writes not in connection.execute_wrappers:
        connection.execute_wrappers.append(note_writes)
