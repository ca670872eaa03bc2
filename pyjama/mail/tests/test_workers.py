"""Two workers at the same time."""

import threading

import pytest
from django.db import connection
from django.db.models import F

from pyjama.core import clock
from pyjama.mail import delivery
from pyjama.mail.delivery import LEASE, deliver_due
from pyjama.mail.models import Mail
from pyjama.mail.outbox import post
from tests.emptied import empty

# What two connections share is really written.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def empty_outbox(transactional_db):
    empty(Mail)


def deliver_twice_at_once():
    """Two workers do the same round, each with its own database connection."""

    def work():
        try:
            deliver_due()
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


def test_two_workers_send_each_message_once(server):
    for number in range(20):
        post(f"person{number}@example.org", "Hello", "Hi.")

    deliver_twice_at_once()

    recipients = [message["To"] for message in server.messages]
    assert sorted(recipients) == sorted(f"person{number}@example.org" for number in range(20))


def test_without_the_claim_two_workers_would_send_it_twice(server, monkeypatch):
    """The test above can fail: with a look and then a change, both workers find the message theirs."""
    both_have_looked = threading.Barrier(2, timeout=10)

    def look_then_change(pk):
        mail = Mail.objects.due().get(pk=pk)
        both_have_looked.wait()
        Mail.objects.filter(pk=pk).update(next_try_at=clock.now() + LEASE, tries=F("tries") + 1)
        return mail

    monkeypatch.setattr(delivery, "claim", look_then_change)
    post("amina@example.org", "Hello", "Hi.")

    deliver_twice_at_once()

    assert len(server.messages) == 2
