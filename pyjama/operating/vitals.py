"""How the site is, looked at quickly: what the health addresses and the figures say, and where `doctor` begins."""

import os
import tempfile
from datetime import datetime, timedelta
from functools import cache
from json import loads
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Q

from pyjama.core import clock, freshness, room
from pyjama.mail.models import Mail
from pyjama.operating.actions.backup import NOTE
from pyjama.operating.heartbeat import LATE, last_beat
from pyjama.privacy.believing import jumped

OK, WARNING, ERROR = "ok", "warning", "error"
STUCK_AFTER = timedelta(minutes=10)
OLD_BACKUP = timedelta(hours=26)
SKEW = timedelta(seconds=5)


class Finding(NamedTuple):
    """One thing that was looked at: `word` says how it is to a machine, `says` to a person.

    What `stops` the site makes it not ready: other machines should be asked in its place.
    """

    check: str
    level: str = OK
    word: str = "ok"
    says: str = ""
    stops: bool = False


def database():
    """Whether it answers, and takes anything in."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean")
            is_read_only = cursor.fetchone()[0]
        else:
            is_read_only = not os.access(connection.settings_dict["NAME"], os.W_OK)
    if is_read_only:
        return Finding("database", ERROR, "read_only", "The database takes nothing in: nobody can write.", stops=True)
    return Finding("database", says=f"The database ({connection.vendor}) answers.")


def migrations():
    """Whether its tables are those of this version."""
    applied = {*MigrationRecorder(connection).applied_migrations()}
    if missing := sorted(f"{app} {name}" for app, name in last_migrations() - applied):
        says = f"The database is older than the site: run manage.py migrate ({', '.join(missing[:3])})."
        return Finding("migrations", ERROR, "missing", says, stops=True)
    return Finding("migrations", says="The database has the tables of this version.")


@cache
def last_migrations():
    """The last migration of each app of this version (set of pairs); they do not change while it runs."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def disk():
    """Whether the disk of the data can be written, and has room."""
    try:
        with tempfile.TemporaryFile(dir=settings.DATA_DIR) as file:
            file.write(b".")
    except OSError as error:
        if room.is_full(error):
            return Finding("disk", ERROR, "full", "The disk of DATA_DIR is full: people read, and nobody can write.")
        return Finding("disk", ERROR, "not_writable", f"DATA_DIR cannot be written: {error.strerror}.", stops=True)
    free, total = room.free(), room.total()
    left = f"{free // 2**20} MB of {total // 2**20} MB are free where DATA_DIR is"
    if free < settings.LEAST_FREE:
        return Finding("disk", ERROR, "low", f"{left}: less than LEAST_FREE_MB, so people read and nobody can write.")
    if free < 2 * settings.LEAST_FREE or free < total / 20:
        return Finding("disk", WARNING, "filling", f"{left}: make room.")
    return Finding("disk", says=f"{left}.")


def counters():
    """Whether what all processes must see is kept: limits, and what says that pages are no longer fresh."""
    freshness.stamps().set("doctor", freshness.new_stamp(), timeout=60)
    if not freshness.stamps().get("doctor"):
        says = "Valkey is away (CACHE_URL): limits count nothing, and no page is kept ready."
        return Finding("counters", ERROR, "away", says)
    return Finding("counters", says="Limits are counted, and pages are kept ready.")


def worker():
    """Whether one is alive: it writes its rounds down every ten seconds."""
    beat = last_beat()
    if beat is None:
        return Finding("worker", ERROR, "never", "No worker ever ran: no mail leaves. Start manage.py work.")
    if clock.now() - beat > LATE:
        says = f"The worker has done nothing since {beat:%Y-%m-%d %H:%M:%S} UTC: is manage.py work running?"
        return Finding("worker", ERROR, "late", says)
    return Finding("worker", says="The worker is at work.")


def outbox():
    """Whether mail leaves, and whether some waits for an operator."""
    before = clock.now() - STUCK_AFTER
    unsent = Q(next_try_at__lt=before) | Q(created_at__lt=before, tries=0) & ~Q(last_error="")
    if stuck := Mail.objects.waiting().filter(unsent).count():
        says = f"{stuck} messages have waited for more than ten minutes: the worker or the mail server is away."
        return Finding("outbox", ERROR, "stuck", says)
    if parked := Mail.objects.parked().count():
        return Finding("outbox", WARNING, "parked", f"{parked} messages are parked: see the Outbox in /admin/.")
    return Finding("outbox", says="Mail leaves.")


def backup():
    """Whether there is one, of last night or later."""
    try:
        made_at = datetime.fromisoformat(loads((settings.DATA_DIR / NOTE).read_text(encoding="utf-8"))["at"])
    except (OSError, ValueError, KeyError):
        return Finding("backup", WARNING, "never", "No backup was made here: run manage.py backup each night.")
    if clock.now() - made_at > OLD_BACKUP:
        return Finding("backup", WARNING, "old", f"The last backup is of {made_at:%Y-%m-%d %H:%M} UTC.")
    return Finding("backup", says=f"The last backup is of {made_at:%Y-%m-%d %H:%M} UTC.")


def time():
    """Whether the clock runs: neither behind what was done already, nor far ahead, nor apart from the database’s."""
    now, beat = clock.now(), last_beat()
    if beat and beat > now + LATE:
        return Finding("clock", ERROR, "back", f"The clock went back: a worker was at work at {beat:%Y-%m-%d %H:%M} UTC.")
    if jump := jumped():
        says = (
            f"The clock is {jump.ahead.days} days ahead of the last round that erased: nothing is erased meanwhile. "
            "Is the date right, because the site stood still? Then run manage.py retention --believe-clock"
        )
        if not jump.is_too_far:
            return Finding("clock", WARNING, "doubted", f"{says}, or wait: in a day it is believed.")
        return Finding("clock", ERROR, "ahead", f"{says}.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            if (apart := abs(cursor.fetchone()[0] - clock.now())) > SKEW:
                says = f"This clock and that of the database are {apart.total_seconds():.0f} s apart."
                return Finding("clock", ERROR, "skewed", says)
    return Finding("clock", says="The clock is right, as far as the database knows.")


def looked_at(checks):
    """What these functions find (list of Finding); one that fails is a finding too."""
    return [look(check) for check in checks]


def look(check):
    try:
        return check()
    except Exception as error:
        # Without its database the site cannot do anything.
        says = f"This could not be looked at: {type(error).__name__}."
        return Finding(check.__name__, ERROR, "failed", says, stops=check in {database, migrations})


QUICK = [database, migrations, disk, counters, worker, outbox, backup, time]
