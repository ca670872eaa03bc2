"""Two workers at the same time, and two browsers."""

import threading
from functools import partial

import pytest
from django.db import connection
from django.db.models import F

from pyjama.accounts.tests.pages import page
from pyjama.core import clock
from pyjama.notifications.push import delivery
from pyjama.notifications.push.actions import MOST_DEVICES, try_device
from pyjama.notifications.push.delivery import LEASE, ring_due
from pyjama.notifications.push.models import Device, Ring

# What two connections share is really written.
pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Do several things at the same time, each with its own database connection."""

    def do(act):
        try:
            act()
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_two_workers_ring_each_device_once(world, rings_at, service):
    for number in range(MOST_DEVICES):
        try_device(device=rings_at(world.amina, f"/send/{number}").device())

    at_once(ring_due, ring_due)

    assert sorted(path for path, _, _ in service.pushes) == sorted(f"/send/{number}" for number in range(MOST_DEVICES))
    assert not Ring.objects.exists()


def test_without_the_claim_it_would_ring_twice(world, rings_at, service, monkeypatch):
    """The test above can fail: with a look and then a change, both workers find the push theirs."""
    both_have_looked = threading.Barrier(2, timeout=10)

    def look_then_change(pk):
        ring = Ring.objects.due().select_related("device__person", "notification").get(pk=pk)
        both_have_looked.wait()
        Ring.objects.filter(pk=pk).update(next_try_at=clock.now() + LEASE, tries=F("tries") + 1)
        return ring

    monkeypatch.setattr(delivery, "claim", look_then_change)
    try_device(device=rings_at(world.amina).device())

    at_once(ring_due, ring_due)

    assert len(service.pushes) == 2


def test_two_browsers_at_once_do_not_become_eleven(world, browser, rings_at, service):
    for number in range(MOST_DEVICES - 1):
        rings_at(world.amina, f"/send/{number}")

    def ask(path):
        browser(world.amina).post(page("notifications:push:keep"), service.subscription(path).told())

    at_once(partial(ask, "/send/one"), partial(ask, "/send/other"))

    assert Device.objects.filter(person=world.amina).count() == MOST_DEVICES
