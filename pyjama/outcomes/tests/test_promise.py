from datetime import datetime, timedelta
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from pyjama.calls.actions import close_due_calls
from pyjama.calls.models import Call
from pyjama.core import clock
from pyjama.notifications.models import Kind, Notification
from pyjama.outcomes.models import Reminder
from pyjama.outcomes.promise import lapse_silent_calls, remind_organizations
from pyjama.outcomes.tasks import keep_the_promise
from tests.emptied import empty

MONTREAL = ZoneInfo("America/Toronto")
CLOSED = datetime(2027, 6, 7, 23, 59, tzinfo=MONTREAL)


@pytest.fixture
def call(world):
    """A call that is over, and the only one that anybody is reminded of."""
    Call.objects.filter(state__in=[Call.State.OPEN, Call.State.SORTING]).update(state=Call.State.FINISHED)
    call = world.call("slogans")
    Call.objects.filter(pk=call.pk).update(state=Call.State.SORTING, closes_at=CLOSED, closed_at=CLOSED)
    empty(Notification)
    return world.call("slogans")


def on(day, hour, minute=0):
    """A time of the day in Montréal, so many days after the call closed."""
    return datetime(2027, 6, 7, hour, minute, tzinfo=MONTREAL) + timedelta(days=day)


def told(kind):
    return {news.recipient.display_name for news in Notification.objects.filter(kind=kind)}


def days_of(call):
    return [*call.reminders.values_list("day", flat=True)]


def test_an_organization_is_reminded_on_days_1_7_and_13_and_then_the_call_lapses(world, at, call):
    sent = {}
    for day in range(16):
        for hour in (8, 10):
            with at(on(day, hour)):
                keep_the_promise()
            sent |= {number: (day, hour) for number in days_of(call) if number not in sent}

    assert sent == {1: (1, 10), 7: (7, 10), 13: (13, 10)}
    assert Call.objects.get(pk=call.pk).state == Call.State.LAPSED
    assert Notification.objects.filter(kind=Kind.OUTCOME_REMINDER).count() == 3 * 2


def test_a_round_done_again_reminds_nobody_twice(at, call):
    for minute in (0, 0, 1):
        with at(on(1, 9, minute)):
            remind_organizations()

    assert told(Kind.OUTCOME_REMINDER) == {"Chloé", "Marc"}
    assert Notification.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_workers_remind_an_organization_once(world, call):
    start, failures = Barrier(2), []

    def work():
        start.wait()
        try:
            with clock.at(on(1, 9)):
                remind_organizations()
        except Exception as failure:
            failures.append(failure)
        connection.close()

    workers = [Thread(target=work) for _ in range(2)]
    [worker.start() for worker in workers]
    [worker.join() for worker in workers]
    assert (failures, days_of(call)) == ([], [1])
    assert Notification.objects.filter(kind=Kind.OUTCOME_REMINDER).count() == 2


def test_of_missed_reminders_only_the_latest_leaves(at, call):
    for day in (9, 10):
        with at(on(day, 12)):
            keep_the_promise()

    assert days_of(call) == [7]


def test_after_two_weeks_without_a_worker_a_call_lapses_and_nobody_is_reminded_any_more(at, call):
    with at(on(15, 12)):
        keep_the_promise()

    assert days_of(call) == []
    assert Call.objects.get(pk=call.pk).state == Call.State.LAPSED


def test_whoever_finished_is_not_reminded(at, call):
    Call.objects.filter(pk=call.pk).update(state=Call.State.FINISHED)
    with at(on(7, 12)):
        keep_the_promise()

    assert not Notification.objects.exists()


@pytest.mark.parametrize("month", [3, 11])
def test_days_are_counted_on_the_wall_when_clocks_change(at, call, month):
    # Clocks change on 14 March and 7 November 2027: one of the fourteen days has 23 hours, or 25.
    closed = datetime(2027, month, 5, 23, 59, tzinfo=MONTREAL)
    Call.objects.filter(pk=call.pk).update(closes_at=closed, closed_at=closed)
    call.refresh_from_db()

    assert call.lapses_at == datetime(2027, month, 19, 23, 59, tzinfo=MONTREAL)
    with at(datetime(2027, month, 18, 8, 59, tzinfo=MONTREAL)):
        keep_the_promise()
        assert days_of(call) == [7]
    with at(datetime(2027, month, 18, 9, 0, tzinfo=MONTREAL)):
        keep_the_promise()
        assert days_of(call) == [7, 13]
    with at(datetime(2027, month, 19, 23, 58, tzinfo=MONTREAL)):
        keep_the_promise()
        assert Call.objects.get(pk=call.pk).state == Call.State.SORTING
    with at(datetime(2027, month, 19, 23, 59, tzinfo=MONTREAL)):
        keep_the_promise()
        assert Call.objects.get(pk=call.pk).state == Call.State.LAPSED


def test_a_reminder_is_one_click_from_the_desk(world, browser, at, call, outbox):
    with at(on(7, 9)):
        remind_organizations()

    news = Notification.objects.get(recipient=world.chloe)
    desk = reverse("outcomes:desk", args=[call.pk])
    assert browser(world.chloe).post(reverse("notifications:open", args=[news.pk])).url == desk
    assert f'href="{desk}"' in browser(world.chloe).get(reverse("notifications:list")).text
    mail = next(mail for mail in outbox() if mail.recipient == world.chloe.email)
    with override("fr"):
        desk = reverse("outcomes:desk", args=[call.pk])
    assert desk in mail.text
    assert f'{desk}"' in mail.html
    assert "21 juin 2027" in mail.text


def test_a_call_that_is_over_is_news_at_once_and_mail_in_the_morning(world, at, call, outbox):
    Call.objects.filter(pk=call.pk).update(state=Call.State.OPEN, closed_at=None)
    with at(CLOSED):
        close_due_calls()
        keep_the_promise()
    assert told(Kind.CALL_CLOSED) == {"Chloé", "Marc"}
    assert outbox() == []
    with at(on(1, 9)):
        keep_the_promise()
    assert len(outbox()) == 2


def test_fourteen_days_of_silence_and_everybody_is_told(world, browser, at, call, outbox):
    people = {each.author.display_name for each in call.contributions.answers()}
    with at(CLOSED + timedelta(days=14)):
        lapse_silent_calls()
        lapse_silent_calls()

    assert told(Kind.CALL_LAPSED) == {"Chloé", "Marc"}
    assert people
    assert told(Kind.CALL_SILENT) == people
    assert Notification.objects.count() == 2 + len(people)
    assert "lapsed" in browser().get(f"/en/calls/{call.pk}-{call.slug}/").text
    assert {mail.recipient for mail in outbox()} >= {each.author.email for each in call.contributions.answers()}


def test_a_contributor_to_a_lapsed_call_is_led_to_a_call_that_fits(world, browser, at, call):
    person = call.contributions.answers().first().author
    with at(CLOSED + timedelta(days=14)):
        lapse_silent_calls()
    news = Notification.objects.get(recipient=person)

    assert call.title in browser(person).get(reverse("notifications:list")).text
    assert browser(person).post(reverse("notifications:open", args=[news.pk])).url == reverse("matching:next")


def test_rounds_without_anything_to_do_ask_twice_however_many_calls_wait(world, at, call):
    with at(on(1, 9)):
        remind_organizations()
    Call.objects.exclude(pk=call.pk).filter(state=Call.State.FINISHED).update(state=Call.State.SORTING, closed_at=CLOSED)
    Reminder.objects.bulk_create(
        [Reminder(call=each, day=1) for each in Call.objects.being_sorted().exclude(pk=call.pk)], ignore_conflicts=True
    )
    with at(on(1, 9)), CaptureQueriesContext(connection) as queries:
        keep_the_promise()

    assert Call.objects.being_sorted().count() > 5
    assert len(queries) == 2
