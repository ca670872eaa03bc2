"""What the worker sends, to a real mail server on the loopback."""

import logging
from datetime import timedelta
from itertools import pairwise

import pytest

from pyjama.core import clock
from pyjama.core.plain_text import wrapped
from pyjama.mail import delivery
from pyjama.mail.delivery import ENOUGH_TRIES, JITTER, LEASE, PAUSES, deliver_due
from pyjama.mail.models import Mail
from pyjama.mail.outbox import forget_delivered, post
from pyjama.notifications.actions import notify
from pyjama.notifications.models import Kind

pytestmark = pytest.mark.usefixtures("no_mail")


def send_until_parked():
    """Go through the days, a minute at a time where there is something to do, and return the moments of the tries."""
    moment, tries = clock.now(), []
    for _ in range(20):
        with clock.at(moment):
            deliver_due()
        tries.append(moment)
        if not Mail.objects.waiting().exists():
            break
        moment = Mail.objects.waiting().order_by("next_try_at").first().next_try_at
    return tries


def test_a_message_arrives_with_both_parts_and_its_headers_in_plain_sight(world, server):
    notify([world.camille], Kind.CALL_APPROVED, world.call("menu"))
    deliver_due()

    mail, message = Mail.objects.get(), server.messages[0]
    assert message["To"] == "camille@example.org"
    assert message["From"] == "Pyjama <bonjour@127.0.0.1>"
    assert message["Message-ID"] == mail.message_id
    assert message["Subject"] == mail.subject
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert message.get_body(("plain",)).get_content().splitlines() == wrapped(mail.text).splitlines()
    # As bytes: a mail program reads the address only where it is not encoded.
    assert f"\r\nList-Unsubscribe: {mail.headers['List-Unsubscribe']}\r\n".encode() in server.raw[0]
    assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in server.raw[0]
    assert mail.sent_at
    assert not Mail.objects.due().exists()


def test_several_messages_leave_over_one_connection_oldest_first(server):
    for number in range(5):
        post(f"person{number}@example.org", f"Number {number}", "Hi.")

    deliver_due()
    deliver_due()

    assert [message["Subject"] for message in server.messages] == [f"Number {number}" for number in range(5)]
    assert server.connections == 1


def test_a_server_that_is_down_for_a_day_loses_nothing_and_counts_no_try(server):
    for number in range(3):
        post(f"person{number}@example.org", "Hello", "Hi.")
    start = clock.now()

    server.stop()
    for hour in range(24):
        with clock.at(start + timedelta(hours=hour)):
            deliver_due()
    assert Mail.objects.waiting().filter(tries=0).count() == 3
    assert "refused" in Mail.objects.first().last_error

    server.start()
    with clock.at(start + timedelta(hours=24)):
        deliver_due()
    assert len(server.messages) == Mail.objects.sent().count() == 3


def test_a_server_that_is_down_is_asked_once_a_minute(server, caplog):
    for number in range(3):
        post(f"person{number}@example.org", "Hello", "Hi.")
    server.stop()

    start = clock.now()
    for second in range(59):
        with clock.at(start + timedelta(seconds=second)):
            deliver_due()

    assert len([record for record in caplog.records if "cannot be reached" in record.message]) == 1


def test_a_message_the_server_took_but_did_not_confirm_is_the_same_one_at_each_try(server):
    post("amina@example.org", "Hello", "Hi.")
    server.answers = ["451 Try again", "451 Try again"]

    send_until_parked()

    first, *others = server.messages
    assert len(others) == 2
    assert {message["Message-ID"] for message in others} == {first["Message-ID"]} == {Mail.objects.get().message_id}
    assert {message["Date"] for message in others} == {first["Date"]}
    assert Mail.objects.get().sent_at


def test_a_message_that_cannot_leave_waits_longer_each_time_and_is_parked(server):
    mail = post("full@example.org", "Hello", "Hi.")

    tries = send_until_parked()

    for (earlier, later), pause in zip(pairwise(tries), PAUSES, strict=True):
        assert pause <= later - earlier <= pause * (1 + JITTER)
    assert Mail.objects.parked().get() == mail
    assert Mail.objects.get().tries == ENOUGH_TRIES == 5
    assert "Mailbox full" in Mail.objects.get().last_error


@pytest.mark.parametrize("bad", [{"recipient": "full@example.org"}, {"recipient": "not an address"}, {"sender": "Ruth <"}])
def test_one_bad_message_does_not_stop_the_others(server, bad):
    post("first@example.org", "Hello", "Hi.")
    worse = post("second@example.org", "Hello", "Hi.")
    Mail.objects.filter(pk=worse.pk).update(**bad)
    post("third@example.org", "Hello", "Hi.")

    deliver_due()

    assert [message["To"] for message in server.messages] == ["first@example.org", "third@example.org"]
    assert Mail.objects.waiting().get() == worse


def test_a_worker_that_dies_with_a_message_gives_it_back_and_a_deadly_message_is_parked(server):
    mail = post("amina@example.org", "Hello", "Hi.")
    start = clock.now()

    for death in range(ENOUGH_TRIES):
        with clock.at(start + death * LEASE):
            assert delivery.claim(mail.pk).tries == death + 1
            deliver_due()
    assert not server.messages

    with clock.at(start + ENOUGH_TRIES * LEASE):
        deliver_due()
    assert not server.messages
    assert Mail.objects.parked().get() == mail


def test_neither_words_nor_addresses_are_in_the_logs(server, caplog):
    caplog.set_level(logging.DEBUG, logger="pyjama")
    post("nobody@example.org", "Your code is 123456", "123456", "<p>123456</p>")
    deliver_due()
    server.stop()
    post("amina@example.org", "Your code is 123456", "123456")
    deliver_due()

    assert len(caplog.records) == 3
    assert "123456" not in caplog.text
    assert "example.org" not in caplog.text


def test_delivered_words_are_forgotten_and_later_the_row(server, settings):
    settings.DEMO = False
    post("amina@example.org", "Hello", "123456", "<p>123456</p>")
    waiting = post("full@example.org", "Hello", "123456")
    deliver_due()
    now = clock.now()

    def left_after(days):
        with clock.at(now + timedelta(days=days)):
            forget_delivered()
        return list(Mail.objects.sent().values_list("text", "html", "headers"))

    assert left_after(2)[0][:2] == ("123456", "<p>123456</p>")
    assert left_after(4) == [("", "", {})]
    assert left_after(31) == []
    assert Mail.objects.get() == waiting
    assert Mail.objects.get().text == "123456"


def test_the_demonstration_keeps_its_mail(server):
    post("amina@example.org", "Hello", "123456")
    deliver_due()

    with clock.at(clock.now() + timedelta(days=40)):
        forget_delivered()
    assert Mail.objects.get().text == "123456"


@pytest.mark.parametrize("is_up", [True, False])
def test_no_page_speaks_to_the_mail_server(browser, server, settings, is_up):
    settings.MAILERS = settings.MAILERS | {"default": {"BACKEND": "pyjama.mail.outbox.OutboxBackend"}}
    if not is_up:
        server.stop()
    rose = {"email": "rose@example.org", "display_name": "Rose", "is_old_enough": "yes"}

    assert browser().post("/en/account/sign-up/", rose).status_code == 302
    assert server.connections == 0
    assert Mail.objects.due().get().recipient == "rose@example.org"


@pytest.mark.once
def test_what_is_due_is_found_by_its_index_however_much_waits(world):
    plan = Mail.objects.due()[: delivery.BATCH].explain()
    assert "mail_waiting" in plan
    assert "TEMP B-TREE" not in plan
