from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from pyjama.core import clock
from pyjama.mail.inbound import intake, reading, routes
from pyjama.mail.inbound.models import Received, ReceivedQuerySet
from pyjama.mail.inbound.tests.messages import raw

BOX = "box+a1@reply.example.org"


def take_in(**options):
    return intake.take_in(raw("sam@example.org", BOX, "Hi.", **options), recipients=[BOX], sender="sam@example.org")


def test_a_message_is_kept_then_given_to_the_app_that_owns_its_address(box):
    take_in()
    assert box.given == []

    reading.read_due()
    incoming = box.given[0]
    assert (incoming.tag, incoming.sender, incoming.author) == ("a1", "sam@example.org", "sam@example.org")
    assert incoming.message.get_content().strip() == "Hi."


def test_what_is_done_is_kept_without_its_words(box):
    take_in()
    reading.read_due()

    done = Received.objects.get()
    assert (bytes(done.raw), done.tag, done.outcome) == (b"", "", "kept")
    assert done.done_at
    reading.read_due()
    assert len(box.given) == 1


def test_a_copy_is_known_by_its_message_id_and_its_address(box):
    take_in(message_id="<one@mail.example.org>")
    reading.read_due()
    take_in(message_id="<one@mail.example.org>", subject="Changed on its way")
    take_in(message_id="<two@mail.example.org>")
    other = raw("sam@example.org", "box@reply.example.org", "Hi.", message_id="<one@mail.example.org>")
    intake.take_in(other, recipients=["box@reply.example.org"])
    reading.read_due()

    assert [incoming.tag for incoming in box.given] == ["a1", "a1", ""]


def test_without_a_message_id_a_copy_is_the_same_bytes(box):
    for text in [
        b"From: sam@example.org\r\n\r\nHi.",
        b"From: sam@example.org\r\n\r\nHi.",
        b"From: sam@example.org\r\n\r\nHo.",
    ]:
        intake.take_in(text, recipients=[BOX])

    assert Received.objects.count() == 2


def both_at_once(do):
    """Two processes do the same, each with its own connection to the database; what they return."""
    both = Barrier(2, timeout=10)

    def alone(_number):
        both.wait()
        try:
            return do()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        return list(threads.map(alone, range(2)))


@pytest.mark.django_db(transaction=True)
def test_two_that_deliver_at_once_deliver_once(box):
    letter = raw("sam@example.org", BOX, "Hi.")

    assert both_at_once(lambda: intake.take_in(letter, recipients=[BOX])) == [1, 1]
    assert Received.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_its_key_two_that_deliver_at_once_would_deliver_twice(box, monkeypatch):
    """The test above can fail."""
    letter = raw("sam@example.org", BOX, "Hi.")
    monkeypatch.setattr(intake, "key_of", lambda *_: uuid4().hex)

    both_at_once(lambda: intake.take_in(letter, recipients=[BOX]))
    assert Received.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_workers_read_it_once(box):
    take_in()

    both_at_once(reading.read_due)
    assert len(box.given) == 1


def look_then_take(both_have_looked):
    """A claim as one would write it without knowing better: both workers find the message theirs."""

    def claim(pk):
        is_due = Received.objects.due().filter(pk=pk).exists()
        both_have_looked.wait()
        return is_due

    return claim


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("is_held", "times"), [(True, 1), (False, 2)])
def test_where_both_think_it_theirs_the_lock_still_lets_one_read_it(box, monkeypatch, is_held, times):
    """Without the claim and the lock they read it twice: the test of two workers can fail."""
    take_in()
    monkeypatch.setattr(reading, "claim", look_then_take(Barrier(2, timeout=10)))
    if not is_held:
        monkeypatch.setattr(ReceivedQuerySet, "locked", lambda rows, pk: rows.filter(pk=pk).first())

    both_at_once(reading.read_due)
    assert len(box.given) == times


def test_one_message_to_two_of_our_addresses_is_given_to_both(box):
    letter = raw("sam@example.org", BOX, "Hi.")
    assert (
        intake.take_in(letter, recipients=[BOX, "BOX+A1@reply.example.org", "box@REPLY.example.org", "a@example.org"]) == 2
    )


def test_what_stumbles_waits_longer_each_time_and_is_parked(box, at):
    take_in()
    box.error = ValueError("secret words")
    now = clock.now()
    for pause in reading.PAUSES:
        with at(now):
            reading.read_due()
        assert Received.objects.get().next_try_at == now + pause
        now += pause
    with at(now):
        reading.read_due()
        assert not Received.objects.due().exists()
    parked = Received.objects.parked().get()

    assert parked.last_error == "ValueError"
    assert b"Hi." in bytes(parked.raw)


def test_what_kills_the_worker_is_parked_too(box, at):
    take_in()
    now = clock.now()
    for _try in range(reading.ENOUGH_TRIES):
        with at(now):
            assert reading.claim(Received.objects.get().pk)
        now += reading.LEASE
    with at(now):
        reading.read_due()

    assert Received.objects.parked().get().last_error == "ConnectionAbortedError"
    assert box.given == []


def test_the_words_stay_when_the_work_on_them_did_not_hold(box):
    take_in()
    box.error = RuntimeError()
    reading.read_due()
    box.error = None
    Received.objects.update(next_try_at=clock.now())
    reading.read_due()

    assert len(box.given) == 1


def test_size_and_room_have_limits(box, monkeypatch):
    letter = raw("sam@example.org", BOX, "Hi.")
    monkeypatch.setattr(intake, "MOST_BYTES", len(letter))
    monkeypatch.setattr(intake, "MOST_WAITING", len(letter))
    assert intake.take_in(letter, recipients=[BOX]) == 1
    with pytest.raises(intake.NoRoom):
        intake.take_in(letter, recipients=[BOX])
    with pytest.raises(intake.TooLarge):
        intake.take_in(letter + b"\n", recipients=[BOX])


def test_what_is_done_is_forgotten_after_two_weeks_and_what_is_parked_after_a_month(box, at):
    take_in()
    reading.read_due()
    take_in()
    for days, left in [(13, 2), (15, 1), (31, 0)]:
        with at(clock.now() + timedelta(days=days)):
            reading.forget_received()
        assert Received.objects.count() == left


def test_addresses_are_read_in_any_case_and_nothing_else_is_ours(box, settings):
    assert routes.route_of("BOX+A1@Reply.Example.org") == ("box", "a1")
    assert routes.route_of("<box@reply.example.org>") == ("box", "")
    for foreign in ["box@example.org", "box", "", "nobody+a@reply.example.org", "box+a b@reply.example.org", "box+é@x"]:
        assert routes.route_of(foreign) is None
    assert routes.route_of(f"box+{'a' * 61}@reply.example.org") is None
    assert routes.address("box", "a1") == BOX
    settings.INBOUND_DOMAIN = ""
    assert routes.route_of(BOX) is None
    assert routes.address("box", "a1") == ""


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"\x00\xff",
        b"Message-ID: <\x00\xe9>\r\nFrom: \xff\r\n\r\n\x00",
        b"From: =?x?q?=\r\nContent-Type: multipart/x\r\n\r\n",
    ],
)
def test_a_broken_message_is_taken_in_and_read(box, broken):
    intake.take_in(broken, recipients=[BOX])
    reading.read_due()

    assert Received.objects.get().outcome == "kept"


def test_without_an_envelope_the_headers_say_whom_it_is_for(box):
    letter = raw("sam@example.org", f"Sam <x@example.org>, {BOX}", "Hi.")
    assert intake.recipients_in(letter) == [BOX]
    assert intake.recipients_in(b"Delivered-To: box@reply.example.org\r\n" + letter) == ["box@reply.example.org"]
    assert intake.recipients_in(raw("sam@example.org", "x@example.org", "Hi.")) == []
