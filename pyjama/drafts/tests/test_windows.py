"""Two windows at once, and several people at one device."""

import re
from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Thread

import pytest
from django.db import connection

from pyjama.core.refusals import Overtaken
from pyjama.drafts.actions import keep_draft
from pyjama.drafts.models import Draft
from pyjama.drafts.tests.test_drafts import typed


@pytest.fixture(autouse=True)
def nothing_begun(db):
    Draft.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_two_windows_that_begin_at_once_keep_one_and_warn_the_other(world):
    """Each waits with its draft for the other to have seen that there is none; the person who is held lets one through."""
    outcomes, meeting = [], Barrier(2)

    def wait(execute, sql, *rest):
        if sql.startswith('INSERT INTO "drafts_draft"'):
            with suppress(BrokenBarrierError):
                meeting.wait(timeout=0.3)
        return execute(sql, *rest)

    def window(text):
        try:
            with connection.execute_wrapper(wait):
                keep_draft(person=world.amina, **typed(text=text))
            outcomes.append("kept")
        except Overtaken:
            outcomes.append("warned")
        finally:
            connection.close()

    windows = [Thread(target=window, args=(text,)) for text in ("This", "That")]
    [each.start() for each in windows]
    [each.join() for each in windows]
    assert sorted(outcomes) == ["kept", "warned"]


def test_a_device_tells_people_apart_without_knowing_who_they_are(world, browser):
    def typist(client):
        return re.search(r'<keep-drafts [^>]*person="([^"]*)"', client.get("/en/").text)[1]

    amina, again, sam = browser(world.amina), browser(world.amina), browser(world.sam)
    assert typist(amina) == typist(again) != typist(sam)
    assert len(typist(amina)) == 20
    assert typist(browser()) == ""
