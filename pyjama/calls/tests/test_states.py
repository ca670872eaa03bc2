from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from pyjama.calls.actions import close_due_calls, edit_call, refuse_deadline, submit_call
from pyjama.calls.models import Call
from pyjama.core import clock
from pyjama.core.refusals import Refused
from pyjama.notifications.actions import take_interest
from pyjama.notifications.models import Kind, Notification
from pyjama.organizations.models import Organization


def told(kind, target):
    return set(Notification.objects.filter(kind=kind, object_id=target.pk).values_list("recipient__display_name", flat=True))


def draft(organization, author, **fields):
    call = Call(organization=organization, author=author, language="fr", closes_at=clock.now() + timedelta(days=9))
    call.write(title="Un titre", body="Un texte.", **fields)
    call.save()
    return call


def test_publishing_opens_the_call_to_everybody(world, browser):
    call = draft(world.organization("refuge"), world.chloe)
    response = browser(world.chloe).post(reverse("calls:publish", args=[call.pk]))

    assert browser().get(response.url).status_code == 200
    call.refresh_from_db()
    assert call.is_open


def test_a_first_call_waits_for_a_moderator(world, browser):
    organization = world.organization("archives")
    organization.memberships.create(person=world.lise, role="owner")
    call = draft(organization, world.lise)
    browser(world.lise).post(reverse("calls:publish", args=[call.pk]))

    assert Call.objects.get(pk=call.pk).state == Call.State.REVIEW
    assert told(Kind.CALL_TO_REVIEW, call) == {world.odile.display_name}
    assert browser().get(call.get_absolute_url()).status_code == 404

    browser(world.odile).post(reverse("calls:decide", args=[call.pk]), {"approve": call.version})
    assert Call.objects.get(pk=call.pk).is_open
    assert told(Kind.CALL_APPROVED, call) == {world.lise.display_name}


def test_a_moderator_publishes_what_was_read_and_nothing_else(world, browser):
    organization = world.organization("archives")
    organization.memberships.create(person=world.lise, role="owner")
    call = draft(organization, world.lise, state=Call.State.REVIEW)
    decide = reverse("calls:decide", args=[call.pk])
    edit_call(call=call, editor=world.lise, version=call.version, title="Autre chose", body="Un tout autre texte.")

    for version in (call.version, "", "x", "9" * 30):
        assert browser(world.odile).post(decide, {"approve": version}).status_code == 409
    assert Call.objects.get(pk=call.pk).state == Call.State.REVIEW


def test_a_moderator_sends_a_first_call_back_with_a_note(world, browser):
    organization = world.organization("archives")
    organization.memberships.create(person=world.lise, role="owner")
    call = draft(organization, world.lise, state=Call.State.REVIEW)
    decide = reverse("calls:decide", args=[call.pk])

    assert browser(world.odile).post(decide, {"return": "1", "note": " "}).status_code == 422
    browser(world.odile).post(decide, {"return": "1", "note": "Dites qui vous êtes."})
    assert "Dites qui vous êtes." in browser(world.lise).get(call.get_absolute_url()).text
    assert browser(world.lise).get(decide).status_code == 404


def test_an_organization_that_is_not_verified_keeps_its_drafts(world, browser):
    call = draft(world.organization("jardin"), world.nadia)
    response = browser(world.nadia).post(reverse("calls:publish", args=[call.pk]))

    assert response.status_code == 409
    assert Call.objects.get(pk=call.pk).state == Call.State.DRAFT


def test_two_calls_without_outcome_hold_a_third_back_and_show_the_way_out(world, browser):
    organization = world.organization("refuge")
    for state in (Call.State.SORTING, Call.State.LAPSED):
        draft(organization, world.chloe, state=state, published_at=clock.now(), closed_at=clock.now())
    call = draft(organization, world.chloe)
    desks = [reverse("outcomes:desk", args=[each.pk]) for each in organization.calls.waiting_for_outcome()]
    page = browser(world.chloe).get(call.get_absolute_url()).text
    refusal = browser(world.chloe).post(reverse("calls:publish", args=[call.pk]))

    assert len(desks) == 2
    assert refusal.status_code == 409
    assert all(f'href="{desk}"' in text for desk in desks for text in (page, refusal.text))
    assert reverse("calls:publish", args=[call.pk]) not in page
    assert Call.objects.get(pk=call.pk).state == Call.State.DRAFT


def test_one_call_without_outcome_holds_nothing_back(world, browser):
    organization = world.organization("refuge")
    draft(organization, world.chloe, state=Call.State.LAPSED, published_at=clock.now(), closed_at=clock.now())
    call = draft(organization, world.chloe)

    assert reverse("calls:publish", args=[call.pk]) in browser(world.chloe).get(call.get_absolute_url()).text
    assert submit_call(call=call).is_open


@pytest.mark.django_db(transaction=True)
def test_a_draft_that_two_people_publish_at_once_goes_out_once(world):
    refuge = world.organization("refuge")
    take_interest(person=world.lise, target=refuge)
    call, start, refused = draft(refuge, world.chloe), Barrier(2), []

    def work():
        start.wait()
        try:
            submit_call(call=call)
        except Refused as refusal:
            refused.append(refusal)
        connection.close()

    people = [Thread(target=work) for _ in range(2)]
    [person.start() for person in people]
    [person.join() for person in people]
    assert len(refused) == 1
    assert Notification.objects.filter(kind=Kind.CALL_OPENED, object_id=call.pk, recipient=world.lise).count() == 1


def test_a_call_past_its_deadline_waits_for_its_outcome_before_the_worker_knows(world):
    organization = world.organization("refuge")
    for _ in range(2):
        draft(organization, world.chloe, state=Call.State.OPEN, published_at=clock.now())
    call = draft(organization, world.chloe)
    call.closes_at += timedelta(days=10)
    call.save()
    with clock.at(call.closes_at - timedelta(days=5)), pytest.raises(Refused):
        submit_call(call=call)


@pytest.mark.parametrize(("days", "is_accepted"), [(0, False), (1, True), (60, True), (61, False)])
def test_a_call_is_open_for_one_to_sixty_days_whatever_the_hour_and_the_season(days, is_accepted):
    here = timezone.get_default_timezone()
    # Clocks go back between these moments: one of the days has 25 hours.
    for hour in (datetime(2027, 9, 15, 0, 5, tzinfo=here), datetime(2027, 9, 15, 11, tzinfo=here)):
        closes_at = datetime(2027, 9, 15, 23, 59, tzinfo=here) + timedelta(days=days)
        with clock.at(hour.astimezone(UTC)), nullcontext() if is_accepted else pytest.raises(Refused):
            refuse_deadline(closes_at)


def test_a_draft_whose_deadline_has_passed_is_not_published(world):
    call = draft(world.organization("refuge"), world.chloe)
    with clock.at(call.closes_at + timedelta(hours=1)), pytest.raises(Refused):
        submit_call(call=call)


def test_more_time_is_given_to_an_open_call_only(world, browser):
    call = world.call("slogans")
    address = reverse("calls:extend", args=[call.pk])
    later = clock.today() + timedelta(days=40)

    assert browser(world.marc).post(address, {"closes_at": later.isoformat()}).status_code == 302
    assert Call.objects.get(pk=call.pk).closes_at.date() >= later
    assert browser(world.marc).post(address, {"closes_at": clock.today().isoformat()}).status_code == 422
    closed = reverse("calls:extend", args=[world.call("letter").pk])
    assert browser(world.ruth).post(closed, {"closes_at": later.isoformat()}).status_code == 422


def test_closing_early_leads_to_the_desk(world, browser):
    call = world.call("slogans")
    address = reverse("calls:close", args=[call.pk])

    assert browser(world.marc).get(address).status_code == 200
    assert browser(world.marc).post(address).url == reverse("outcomes:desk", args=[call.pk])
    assert Call.objects.get(pk=call.pk).state == Call.State.SORTING
    assert browser(world.marc).post(address).status_code == 409


def test_deadlines_close_calls_once_and_tell_their_organization(world):
    call = world.call("slogans")
    with clock.at(call.closes_at + timedelta(minutes=1)):
        close_due_calls()
        close_due_calls()

    call.refresh_from_db()
    assert (call.state, call.closed_at) == (Call.State.SORTING, call.closes_at)
    assert told(Kind.CALL_CLOSED, call) == {world.chloe.display_name, world.marc.display_name}
    assert Notification.objects.filter(kind=Kind.CALL_CLOSED, object_id=call.pk).count() == 2


def test_a_call_extended_while_the_worker_looks_at_it_stays_open(world):
    call = world.call("slogans")
    later = call.closes_at + timedelta(days=7)

    def extend_first(execute, sql, *rest):
        if sql.startswith('UPDATE "calls_call" SET "state"'):
            Call.objects.filter(pk=call.pk).update(closes_at=later)
        return execute(sql, *rest)

    with clock.at(call.closes_at + timedelta(seconds=1)), connection.execute_wrapper(extend_first):
        close_due_calls()

    call.refresh_from_db()
    assert (call.state, call.closes_at) == (Call.State.OPEN, later)
    assert not told(Kind.CALL_CLOSED, call)


@pytest.mark.django_db(transaction=True)
def test_two_workers_closing_at_once_tell_everyone_once(world):
    call = world.call("slogans")
    start = Barrier(2)

    def work():
        start.wait()
        with clock.at(call.closes_at + timedelta(minutes=1)):
            close_due_calls()
        connection.close()

    workers = [Thread(target=work) for _ in range(2)]
    [worker.start() for worker in workers]
    [worker.join() for worker in workers]
    assert Notification.objects.filter(kind=Kind.CALL_CLOSED, object_id=call.pk).count() == 2


def test_the_scope_of_an_organization_without_members_lets_nobody_in(world, browser):
    call = world.call("lost_draft")
    assert Organization.objects.get(pk=call.organization_id).members.count() == 0
    for person in (None, world.camille, world.chloe):
        assert browser(person).get(call.get_absolute_url()).status_code == 404
