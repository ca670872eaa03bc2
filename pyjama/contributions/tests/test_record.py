import uuid
from datetime import timedelta
from io import StringIO
from threading import Barrier, Thread

import pytest
from django.core.management import call_command
from django.db import connection

from pyjama.calls.models import Call
from pyjama.contributions.actions import post_contribution, withdraw_contribution
from pyjama.core import clock
from pyjama.organizations.models import Organization
from pyjama.outcomes.actions import finish_call, write_outcome
from pyjama.outcomes.desk.actions import credit_contributions, thank_the_rest
from pyjama.outcomes.promise import lapse_silent_calls

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def begun():
    return clock.now() - 30 * DAY


@pytest.fixture
def kitchen(world):
    """An organization whose past is forgotten."""
    organization = world.organization("harbour")
    organization.calls.all().delete()
    Organization.objects.filter(pk=organization.pk).update(calls_finished=0, calls_lapsed=0, reaction_hours=None)
    return organization


@pytest.fixture
def ask(world, kitchen, begun):
    """A function: `ask(3)` is an open call of the kitchen that three people answered, one an hour."""

    def ask(number):
        call = Call(organization=kitchen, author=world.ruth, language="en", state="open", published_at=begun)
        call.write(title="Which ladle?", body="Tell us.", closes_at=begun + 5 * DAY)
        call.save()
        for hour, author in enumerate([world.sam, world.lise, world.amina, world.camille][:number]):
            with clock.at(begun + hour * HOUR):
                answer(call, author)
        return call

    return ask


def answer(call, author, parent=None):
    return post_contribution(
        call=call, author=author, body="A word.", language="en", submission_key=uuid.uuid4(), parent=parent
    )


def finish(call, organizer, moment):
    with clock.at(moment):
        thank_the_rest(call=call, organizer=organizer)
        write_outcome(call=call, author=organizer, body="It changed.", language="en")
        finish_call(call=call)


def close(call, moment):
    Call.objects.filter(pk=call.pk).update(state=Call.State.SORTING, closed_at=moment)


def record(organization):
    return Organization.objects.values_list("calls_finished", "calls_lapsed", "reaction_hours").get(pk=organization.pk)


def counted_anew(organization):
    """The record that the command makes of what there is, from figures that are all wrong."""
    Organization.objects.filter(pk=organization.pk).update(calls_finished=99, calls_lapsed=99, reaction_hours=99)
    call_command("renew_records", stdout=StringIO())
    return record(organization)


def test_a_finished_call_counts_with_the_wait_of_the_person_in_the_middle(world, kitchen, ask, begun):
    call = ask(3)
    first, second, _third = call.contributions.answers()
    with clock.at(begun + 3 * HOUR):
        answer(call, world.ruth, parent=first)
    with clock.at(begun + 11 * HOUR):
        credit_contributions(call=call, organizer=world.ruth, credits={second.pk: "used"})
    assert record(kitchen) == (0, 0, None)
    close(call, begun + 5 * DAY)
    finish(call, world.ruth, begun + 6 * DAY)

    # 3 hours, 10 hours, six days less two hours.
    assert record(kitchen) == (1, 0, 10)
    assert counted_anew(kitchen) == (1, 0, 10)


def test_the_first_reaction_stays_the_first(world, ask, begun):
    call = ask(1)
    given = call.contributions.get()
    moments = []
    for hour, credit in [(2, "thanked"), (5, "used"), (6, ""), (7, "inspired")]:
        with clock.at(begun + hour * HOUR):
            credit_contributions(call=call, organizer=world.ruth, credits={given.pk: credit})
        given.refresh_from_db()
        moments.append(given.reacted_at)
    with clock.at(begun + 9 * HOUR):
        answer(call, world.ruth, parent=given)
    given.refresh_from_db()

    assert {*moments, given.reacted_at} == {begun + 2 * HOUR}


def test_neighbours_who_reply_are_no_reaction(world, ask):
    call = ask(1)
    answer(call, world.marc, parent=call.contributions.get())

    assert call.contributions.get(parent=None).reacted_at is None


def test_a_lapsed_call_counts_against_and_a_late_outcome_makes_up_for_it(world, kitchen, ask, begun):
    call = ask(3)
    close(call, begun + 5 * DAY)
    with clock.at(begun + 20 * DAY):
        lapse_silent_calls()
    assert record(kitchen) == (0, 1, None)
    with clock.at(begun + 21 * DAY):
        answer(call, world.ruth, parent=call.contributions.answers().first())
    assert counted_anew(kitchen) == record(kitchen) == (0, 1, None)
    finish(call, world.ruth, begun + 22 * DAY)

    assert counted_anew(kitchen) == record(kitchen) == (1, 0, 22 * 24 - 2)


def test_what_is_withdrawn_no_longer_counts(world, kitchen, ask, begun):
    call = ask(2)
    first = call.contributions.answers().first()
    with clock.at(begun + HOUR):
        answer(call, world.ruth, parent=first)
    close(call, begun + 5 * DAY)
    finish(call, world.ruth, begun + 5 * DAY + HOUR)
    assert record(kitchen) == (1, 0, 1)
    withdraw_contribution(contribution=first)

    assert record(kitchen) == counted_anew(kitchen) == (1, 0, 5 * 24)


def test_calls_that_nobody_answered_say_nothing_of_the_time(kitchen, world, ask, begun):
    call = ask(0)
    close(call, begun + 5 * DAY)
    finish(call, world.ruth, begun + 6 * DAY)

    assert record(kitchen) == (1, 0, None)


@pytest.mark.django_db(transaction=True)
def test_of_two_calls_that_end_at_once_none_is_forgotten(world, kitchen, ask, begun):
    calls, meeting, failures = [ask(1), ask(1)], Barrier(2), []
    for call in calls:
        close(call, begun + 5 * DAY)
        thank_the_rest(call=call, organizer=world.ruth)
        write_outcome(call=call, author=world.ruth, body="It changed.", language="en")

    def work(call):
        meeting.wait()
        try:
            finish_call(call=call)
        except Exception as failure:
            failures.append(failure)
        connection.close()

    workers = [Thread(target=work, args=[call]) for call in calls]
    [worker.start() for worker in workers]
    [worker.join() for worker in workers]
    assert failures == []
    assert record(kitchen)[0] == 2


@pytest.mark.parametrize(
    ("finished", "lapsed", "hours", "words"),
    [
        (4, 0, 3, "new here"),
        (5, 1, 0, "answers within the hour · 5 of 6 calls finished"),
        (5, 0, 1, "answers in about 1 hour · 5 of 5 calls finished"),
        (1, 4, 35, "answers in about 35 hours · 1 of 5 calls finished"),
        (5, 0, 36, "answers in about 2 days · 5 of 5 calls finished"),
        (0, 5, None, "0 of 5 calls finished"),
    ],
)
def test_cards_say_the_record_in_words(world, browser, finished, lapsed, hours, words):
    harbour = world.organization("harbour")
    Organization.objects.exclude(pk=harbour.pk).update(calls_finished=9)
    Organization.objects.filter(pk=harbour.pk).update(calls_finished=finished, calls_lapsed=lapsed, reaction_hours=hours)
    card = f'<p class="call__record">{words}\n</p>'

    assert card in browser().get(f"/en/calls/?text={'+'.join(world.call('menu').title.split()[:3])}").text
    assert card not in browser().get(f"/en/organizations/{harbour.pk}-{harbour.slug}/").text


def test_an_organizations_page_says_the_record_in_full(world, browser):
    harbour = world.organization("harbour")
    page = f"/en/organizations/{harbour.pk}-{harbour.slug}/"
    Organization.objects.filter(pk=harbour.pk).update(calls_finished=5, calls_lapsed=1, reaction_hours=50)
    text = browser().get(page).text
    assert "within 2 days" in text
    assert "5 of its 6 calls" in text

    Organization.objects.filter(pk=harbour.pk).update(calls_finished=2)
    assert "New here" in browser().get(page).text
