"""What we do not send: too much to a stranger, to an address that is gone, or too late."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from pyjama.accounts.letters import send
from pyjama.core import clock
from pyjama.mail import bounces, restraint
from pyjama.mail.delivery import deliver_due
from pyjama.mail.models import Mail, Ration, Suspension
from pyjama.mail.outbox import post

pytestmark = pytest.mark.usefixtures("no_mail")


def recipients(server):
    return [message["To"] for message in server.messages]


def test_somebody_gets_three_messages_a_day_until_she_confirms_her_address(server):
    start = clock.now()
    spellings = ["rose@example.org", "ROSE@example.org", "rose+1@example.org", "rose+2@Example.org", "rose@example.org"]
    for spelling in spellings:
        post(spelling, "Hello", "Hi.")
    post("sam@example.org", "Hello", "Hi.")

    deliver_due()
    assert len(server.messages) == 4
    assert "sam@example.org" in recipients(server)
    assert Mail.objects.kept_back().filter(kept_back=Mail.Reason.RATIONED).count() == 2

    for since, has_left in [(timedelta(hours=23, minutes=59), 4), (timedelta(days=1, minutes=1), 5)]:
        with clock.at(start + since):
            post("rose@example.org", "Hello", "Hi.")
            deliver_due()
        assert len(server.messages) == has_left


def test_who_confirmed_her_address_gets_all_her_mail(world, server):
    for _ in range(5):
        post(world.amina.email, "Hello", "Hi.")
    deliver_due()
    assert len(server.messages) == 5


def test_all_tries_of_a_message_are_one_of_the_three(server):
    post("rose@example.org", "Hello", "Hi.")
    server.answers = ["451 Try again"]
    for minutes in [0, 2]:
        with clock.at(clock.now() + timedelta(minutes=minutes)):
            deliver_due()
    assert Mail.objects.sent().count() == Ration.objects.count() == 1


def test_a_place_is_free_again_and_its_row_is_forgotten(server):
    post("rose@example.org", "Hello", "Hi.")
    deliver_due()
    restraint.forget_rations()
    assert Ration.objects.count() == 1
    with clock.at(clock.now() + timedelta(days=1, seconds=1)):
        restraint.forget_rations()
    assert not Ration.objects.exists()


def test_an_address_that_is_gone_is_tried_once_and_suspended(server):
    post("nobody@example.org", "Hello", "Hi.")
    deliver_due()

    mail, suspension = Mail.objects.get(), Suspension.objects.get()
    assert (mail.tries, mail.next_try_at) == (1, None)
    assert "No such person" in mail.last_error
    assert (suspension.address, suspension.why, suspension.evidence) == ("nobody@example.org", "gone", "550")

    post("Nobody@example.org", "Hello", "Hi.")
    deliver_due()
    assert Mail.objects.kept_back().get().kept_back == Mail.Reason.SUSPENDED


def test_a_server_that_does_not_want_us_suspends_nobody(server):
    post("unwelcome@example.org", "Hello", "Hi.")
    deliver_due()
    assert Mail.objects.parked().get().tries == 1
    assert not Suspension.objects.exists()


def test_an_address_that_is_full_three_times_in_a_month_is_suspended():
    start = clock.now()
    for day in [0, 31, 40, 50]:
        mail = post("full@example.org", "Hello", "Hi.")
        with clock.at(start + timedelta(days=day)):
            bounces.note_refused(mail, bounces.Meaning.NOT_NOW, "452 4.2.2 Mailbox full")
        assert Suspension.objects.exists() == (day == 50)
    assert Suspension.objects.get().evidence == "4.2.2"


@pytest.mark.parametrize(("why", "is_lifted"), [("gone", True), ("full", True), ("complaint", False)])
def test_who_asks_for_a_code_at_a_suspended_address_gets_it_and_is_written_to_again(server, why, is_lifted):
    bounces.suspend("amina@example.org", why)
    send("account/email/login_code", "amina@example.org", {"code": "123456"})
    deliver_due()
    assert recipients(server) == ["amina@example.org"]
    assert Suspension.objects.exists() != is_lifted


def test_a_code_leaves_before_the_weekly_mail_and_not_once_it_is_too_late(server):
    for number in range(3):
        post(f"person{number}@example.org", "Weekly", "Hi.")
    send("account/email/login_code", "amina@example.org", {"code": "123456"})
    deliver_due()
    assert recipients(server)[0] == "amina@example.org"

    send("account/email/login_code", "amina@example.org", {"code": "654321"})
    with clock.at(clock.now() + timedelta(minutes=10)):
        deliver_due()
    assert Mail.objects.kept_back().get().kept_back == Mail.Reason.EXPIRED


def test_no_more_leaves_in_a_minute_than_the_mail_service_wants(server, settings):
    settings.MAIL_PER_MINUTE = 2
    for number in range(5):
        post(f"person{number}@example.org", "Weekly", "Hi.")
    start = clock.now()
    for seconds, has_left in [(0, 2), (30, 2), (61, 4)]:
        with clock.at(start + timedelta(seconds=seconds)):
            deliver_due()
        assert len(server.messages) == has_left


def take_by_two(mails, take):
    """Two workers, each with its own database connection, take places for their halves; gives what each was told."""
    taken = []

    def work(share):
        try:
            taken.extend(take(mail) for mail in share)
        finally:
            connection.close()

    workers = [threading.Thread(target=work, args=[mails[start::2]]) for start in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return sorted(taken)


@pytest.mark.django_db(transaction=True)
def test_two_workers_do_not_take_the_same_place():
    Ration.objects.all().delete()
    mails = [post("rose@example.org", "Hello", "Hi.") for _ in range(8)]
    assert take_by_two(mails, restraint.take_ration) == [False] * 5 + [True] * 3


@pytest.mark.django_db(transaction=True)
def test_by_a_look_and_then_a_change_two_workers_would_take_the_last_place_both():
    """The test above can fail: both have looked before one of them takes."""
    Ration.objects.all().delete()
    both_have_looked = threading.Barrier(2, timeout=10)

    def look_then_take(mail):
        mailbox = restraint.mailbox_of(mail.recipient)
        place = Ration.objects.filter(mailbox=mailbox).count()
        both_have_looked.wait()
        if place < restraint.MOST_A_DAY:
            Ration.objects.update_or_create(mailbox=mailbox, place=place, defaults={"message_id": mail.message_id})
        return place < restraint.MOST_A_DAY

    mails = [post("rose@example.org", "Hello", "Hi.") for _ in range(4)]
    for mail in mails[:2]:
        assert restraint.take_ration(mail)
    assert take_by_two(mails[2:], look_then_take) == [True, True]
