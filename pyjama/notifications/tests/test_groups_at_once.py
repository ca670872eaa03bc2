"""News that comes while the worker takes the letter it belongs to: nothing is lost, and nothing is told twice."""

import threading
from contextlib import suppress
from datetime import timedelta
from threading import Barrier, BrokenBarrierError
from uuid import uuid4

import pytest
from django.db import connection

from pyjama.contributions.models import Contribution
from pyjama.core import clock
from pyjama.mail.delivery import claim
from pyjama.mail.models import Mail, MailQuerySet
from pyjama.notifications.actions import notify
from pyjama.notifications.models import Kind, Notification
from tests.emptied import empty

# What two connections share is really written.
pytestmark = pytest.mark.django_db(transaction=True)

needs_rows_that_lock = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="SQLite lets one connection write at a time: there is nothing to race."
)
FIRST, SECOND = "The first words.", "The second words."


@pytest.fixture
def reply(world):
    """A function: `reply(words)` tells Amina of a reply of Sam's."""
    empty(Notification, Mail)
    answer = Contribution.objects.filter(author=world.amina, parent=None).first()

    def post(words):
        row = Contribution(call=answer.call, author=world.sam, parent=answer, language="en", submission_key=uuid4())
        row.write(body=words)
        row.save()
        notify([world.amina], Kind.REPLY, row, actor=world.sam, together=answer)

    return post


def take_while_told(reply):
    """Tell of the second reply while a worker takes the letter of the first: what the worker took (list of Mail).

    The worker's change comes when the other has looked which letters wait, or after a moment where a lock keeps it out.
    """
    reply(FIRST)
    Mail.objects.update(next_try_at=clock.now() - timedelta(seconds=1))
    pk, has_looked, has_taken, taken = Mail.objects.get().pk, threading.Event(), threading.Event(), []

    def watch(execute, sql, *rest):
        result = execute(sql, *rest)
        if sql.startswith("SELECT") and Mail._meta.db_table in sql and not has_looked.is_set():
            has_looked.set()
            has_taken.wait(timeout=0.5)
        return result

    def work():
        has_looked.wait(timeout=10)
        taken.append(claim(pk))
        has_taken.set()
        connection.close()

    worker = threading.Thread(target=work)
    worker.start()
    with connection.execute_wrapper(watch):
        reply(SECOND)
    worker.join()
    return [mail for mail in taken if mail]


def told_by(mails, words):
    return [mail.pk for mail in mails if words in mail.text]


@needs_rows_that_lock
def test_what_comes_while_the_worker_takes_the_letter_is_told_once(reply):
    taken = take_while_told(reply)

    leaving = [*taken, *Mail.objects.filter(tries=0)]
    assert len(told_by(leaving, FIRST)) == 1
    assert len(told_by(leaving, SECOND)) == 1


@needs_rows_that_lock
def test_without_the_lock_it_would_be_lost(reply, monkeypatch):
    """The test above can fail: with a look and then a change, the letter leaves as it was before."""

    def look(self, groups):
        return self.filter(group__in=groups, sent_at=None, tries=0, next_try_at__isnull=False)

    monkeypatch.setattr(MailQuerySet, "open_for_more", look)
    taken = take_while_told(reply)

    leaving = [*taken, *Mail.objects.filter(tries=0)]
    assert told_by(leaving, SECOND) == []


@needs_rows_that_lock
def test_two_who_tell_at_once_begin_one_letter(reply):
    meeting = Barrier(2)

    def work(words):
        with suppress(BrokenBarrierError):
            meeting.wait(timeout=5)
        reply(words)
        connection.close()

    threads = [threading.Thread(target=work, args=[words]) for words in (FIRST, SECOND)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert FIRST in Mail.objects.get().text
    assert SECOND in Mail.objects.get().text
