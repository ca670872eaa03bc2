"""What a mail program and a person, or two mail programs, do at the same moment: the ledger says it once, and truly."""

from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Thread

import pytest
from django.db import connection

from pyjama.notifications.actions import choose
from pyjama.notifications.models import Channel, Kind, Preference

pytestmark = pytest.mark.django_db(transaction=True)


def choose_at_once(person, *wishes):
    """Each wish in a thread of its own: they meet once both have read what was chosen before, or go on."""
    meeting = Barrier(len(wishes))

    def meet(execute, sql, *rest):
        result = execute(sql, *rest)
        if sql.startswith("SELECT") and Preference._meta.db_table in sql:
            with suppress(BrokenBarrierError):
                meeting.wait(timeout=0.3)
        return result

    def work(wish):
        with connection.execute_wrapper(meet):
            choose(person=person, channel=Channel.MAIL, choices={Kind.REPLY: wish})
        connection.close()

    threads = [Thread(target=work, args=[wish]) for wish in wishes]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]


def test_two_clicks_at_once_are_one_line(world):
    choose_at_once(world.amina, False, False)

    assert [line.is_given for line in world.amina.consents.all()] == [False]
