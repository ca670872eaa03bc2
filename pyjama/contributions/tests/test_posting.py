"""Posting by several at once, and what it costs."""

import uuid
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client

from pyjama.calls.models import Call
from pyjama.contributions.actions import post_contribution
from pyjama.contributions.models import Contribution
from pyjama.contributions.tests.guests import answer
from pyjama.core import clock
from pyjama.core.limits import LIMITS, TooOften
from pyjama.core.refusals import Refused


@pytest.mark.django_db(transaction=True)
def test_a_double_click_posts_once(world, call, page):
    clients = [Client() for _ in range(4)]
    [client.force_login(world.lise) for client in clients]
    start, form, statuses = Barrier(4), answer(), []
    karma = world.lise.karma_entries.total()

    def click(client):
        start.wait()
        statuses.append(client.post(page, form).status_code)
        connection.close()

    clicks = [Thread(target=click, args=[client]) for client in clients]
    [each.start() for each in clicks]
    [each.join() for each in clicks]
    assert statuses == [302] * 4
    assert call.contributions.filter(author=world.lise, submission_key=form["submission_key"]).count() == 1
    assert world.lise.karma_entries.total() == karma + 1


@pytest.mark.django_db(transaction=True)
def test_whoever_sends_several_texts_at_once_keeps_to_her_limit_and_all_are_counted(world, call, monkeypatch):
    most = 2
    monkeypatch.setitem(LIMITS, "contributions", LIMITS["contributions"]._replace(acts=most))
    call, people = world.call("menu"), [world.sam, world.amina]
    Contribution.objects.filter(author__in=people).update(posted_at=clock.now() - timedelta(days=3))
    before, start, refused = call.contribution_count, Barrier(8), []

    def send(person):
        start.wait()
        try:
            post_contribution(call=call, author=person, body="So fast.", language="en", submission_key=uuid.uuid4())
        except TooOften:
            refused.append(person)
        connection.close()

    sending = [Thread(target=send, args=[person]) for person in people * 4]
    [each.start() for each in sending]
    [each.join() for each in sending]
    assert len(refused) == 8 - most * len(people)
    assert world.call("menu").contribution_count == call.contributions.answers().count() == before + most * len(people)


def test_a_call_that_was_closed_meanwhile_takes_no_more(world, call):
    Call.objects.filter(pk=call.pk).update(closes_at=clock.now())
    with pytest.raises(Refused, match="closed"):
        post_contribution(call=call, author=world.lise, body="Late.", language="en", submission_key=uuid.uuid4())
    assert not call.contributions.filter(body="Late.").exists()


def test_posting_takes_few_statements(world, browser, page, django_assert_max_num_queries):
    client = browser(world.lise)
    client.post(page, answer())
    with django_assert_max_num_queries(19):
        assert client.post(page, answer()).status_code == 302
