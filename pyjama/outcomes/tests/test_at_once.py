"""Two people at the same outcome in the same moment."""

from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Thread

import pytest
from django.db import connection

from pyjama.core.refusals import Overtaken
from pyjama.notifications.models import Kind, Notification
from pyjama.outcomes.models import Outcome, Quote
from pyjama.outcomes.story.actions import quote_contribution, write_story


def at_once(act, *choices, after):
    """Do an act with each of some choices in a thread of its own; they meet after a statement, or go on. Their errors."""
    meeting, errors = Barrier(len(choices)), []

    def wait_there(execute, sql, *rest):
        result = execute(sql, *rest)
        if sql.startswith("SELECT") and f'FROM "{after}"' in sql:
            with suppress(BrokenBarrierError):
                meeting.wait(timeout=0.5)
        return result

    def work(choice):
        try:
            with connection.execute_wrapper(wait_there):
                act(choice)
        except Exception as error:
            errors.append(error)
        connection.close()

    threads = [Thread(target=work, args=[choice]) for choice in choices]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return errors


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_once_one_sees_what_the_other_wrote(world):
    call = world.call("sink_poster")
    outcome = Outcome.objects.of_call(call)

    def write(body):
        write_story(call=call, author=world.ruth, version=outcome.version, body=body, language="en")

    (error,) = at_once(write, "One.", "Another.", after="outcomes_outcome")
    assert isinstance(error, Overtaken)
    assert Outcome.objects.of_call(call).version == outcome.version + 1
    assert outcome.revisions.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_quote_the_same_contribution_at_once_ask_its_author_once(world):
    outcome, contribution = world.call("sink_poster").outcome, world.contribution("sink_poster", "sam")

    def quote(body):
        quote_contribution(outcome=outcome, contribution=contribution, body=body)

    assert at_once(quote, "Not a poem.", "A public service.", after="outcomes_quote") == []
    assert Quote.objects.filter(outcome=outcome, contribution=contribution).count() == 1
    assert Notification.objects.filter(recipient=world.sam, kind=Kind.QUOTE).count() == 1
