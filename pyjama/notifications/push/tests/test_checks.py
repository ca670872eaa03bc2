"""What `check` says of push."""

import pytest

from pyjama.notifications.push.checks import key_is_one, key_is_that_of_all_machines, pushes_leave_this_machine

pytestmark = pytest.mark.once


def ids(found):
    return [each.id for each in found]


def test_a_key_that_is_none_is_refused(settings):
    assert key_is_one(None) == []
    settings.VAPID_PRIVATE_KEY = "A" * 43
    assert ids(key_is_one(None)) == ["pyjama.E010"]
    settings.VAPID_PRIVATE_KEY = "A" * 42 + "E"
    assert key_is_one(None) == []


def test_a_public_site_pushes_to_no_address_of_its_machine(settings):
    assert ids(pushes_leave_this_machine(None)) == ["pyjama.E011"]
    settings.PUSH_TO_THIS_MACHINE = False
    assert pushes_leave_this_machine(None) == []


def test_several_machines_are_told_to_have_one_key(settings):
    settings.CACHE_URL, settings.VAPID_PRIVATE_KEY = "redis://127.0.0.1", ""
    assert ids(key_is_that_of_all_machines(None)) == ["pyjama.W003"]
    settings.CACHE_URL = None
    assert ids(key_is_that_of_all_machines(None)) == []
