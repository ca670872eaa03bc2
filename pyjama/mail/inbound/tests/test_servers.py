"""A mail server of this machine hands its mail over: one real server of each protocol, on the loopback."""

import asyncio
import io
import logging
import smtplib
import sys
from contextlib import contextmanager
from threading import Thread

import pytest
from django.core.management import CommandError, call_command

from pyjama.mail.inbound import intake, reading, servers
from pyjama.mail.inbound.models import Received
from pyjama.mail.inbound.tests.messages import raw

BOX = "box+a1@reply.example.org"
pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def running(protocol):
    """The port of a server that runs beside the test."""
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(loop.create_server(servers.factory(protocol, loop), "127.0.0.1", 0))
    thread = Thread(target=loop.run_forever)
    thread.start()
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        server.close()
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()


def test_smtp_keeps_what_is_for_us_and_relays_nothing(box):
    letter = raw("sam@example.org", BOX, "é" * 2_000)
    with running(servers.SmtpServer) as port, smtplib.SMTP("127.0.0.1", port) as client:
        client.ehlo()
        assert client.has_extn("SMTPUTF8")
        assert client.esmtp_features["size"] == str(intake.MOST_BYTES)
        client.mail("sam@example.org", ["SMTPUTF8"])
        assert client.rcpt("amina@example.com")[0] == 550
        assert client.rcpt("nobody@reply.example.org")[0] == 550
        # A tag that means nothing is answered like any other: no oracle.
        assert client.rcpt("box+nonsense@reply.example.org")[0] == 250
        assert client.rcpt(BOX.upper())[0] == 250
        assert client.data(letter)[0] == 250
        assert client.mail("sam@example.org", [f"SIZE={intake.MOST_BYTES + 1}"])[0] == 552
        client.mail("")
        client.rcpt("box@reply.example.org")
        client.data(b"From: mailer-daemon@example.org\r\n\r\n" + b"x" * 5_000)

    reading.read_due()
    given = sorted((incoming.tag, incoming.sender) for incoming in box.given)
    assert given == [("", ""), ("a1", "sam@example.org"), ("nonsense", "sam@example.org")]


@pytest.mark.parametrize("protocol", [servers.SmtpServer, servers.LmtpServer])
def test_no_log_has_an_address_or_a_word(box, caplog, protocol):
    """The library would write down both: an address of ours is a token."""
    caplog.set_level(logging.INFO)
    client = {servers.SmtpServer: smtplib.SMTP, servers.LmtpServer: smtplib.LMTP}[protocol]
    with running(protocol) as port, client("127.0.0.1", port) as speaking:
        speaking.sendmail("sam@example.org", [BOX], raw("sam@example.org", BOX, "Hi."))
        speaking.docmd("MAIL FROM:<sam@example.org> SIZE=none")
        speaking.docmd("x" * 10_000 + "sam@example.org")
    assert "example.org" not in caplog.text


def test_what_cannot_be_kept_is_not_acknowledged(box, monkeypatch):
    letter = raw("sam@example.org", BOX, "Hi.")
    with running(servers.SmtpServer) as port, smtplib.SMTP("127.0.0.1", port) as client:
        client.ehlo()
        for error, code in [(intake.NoRoom, 452), (intake.TooLarge, 552), (OSError, 451)]:

            def stumble(*_, error=error, **__):
                raise error

            with monkeypatch.context() as patch:
                patch.setattr(intake, "take_in", stumble)
                client.mail("sam@example.org")
                client.rcpt(BOX)
                assert client.data(letter)[0] == code

    assert not Received.objects.exists()


def test_lmtp_answers_for_each_recipient(box):
    letter = raw("sam@example.org", BOX, "Hi.")
    with running(servers.LmtpServer) as port, smtplib.LMTP("127.0.0.1", port) as client:
        client.ehlo()
        client.mail("sam@example.org")
        client.rcpt(BOX)
        client.rcpt("box@reply.example.org")
        assert client.data(letter)[0] == 250
        # The second answer: the library of the client reads one only.
        assert client.getreply()[0] == 250
        assert client.noop()[0] == 250

    assert Received.objects.count() == 2


@pytest.fixture
def pipe(monkeypatch):
    """A function: the exit code of the command that is given a message through a pipe."""

    def give(letter, **options):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(letter)))
        try:
            call_command("inbound", "--stdin", **options)
        except CommandError as error:
            return error.returncode
        return 0

    return give


def test_a_pipe_says_by_its_exit_code_what_became_of_a_message(box, settings, monkeypatch, pipe):
    letter = raw("sam@example.org", BOX, "Hi.", Return_Path="<sam@example.org>")
    assert pipe(letter) == 0
    assert Received.objects.get().sender == "sam@example.org"
    assert pipe(letter, recipient=["nobody@reply.example.org"]) == 67
    with monkeypatch.context() as patch:
        patch.setattr(intake, "MOST_WAITING", 0)
        assert pipe(letter) == 75
        patch.setattr(intake, "MOST_BYTES", 10)
        assert pipe(letter) == 65
    settings.INBOUND_DOMAIN = ""
    assert pipe(letter) == 75


def test_a_bounce_that_comes_through_a_pipe_keeps_its_empty_sender(box, pipe):
    assert pipe(raw("mailer-daemon@example.org", BOX, "Hi.", Return_Path="<>")) == 0
    assert pipe(raw("sam@example.org", BOX, "Hi.")) == 0

    assert [row.sender for row in Received.objects.order_by("pk")] == ["", "unknown@invalid"]


@pytest.mark.parametrize("place", ["8024", "127.0.0.1:", "127.0.0.1:x"])
def test_a_place_that_is_none_is_refused(box, place):
    with pytest.raises(CommandError, match="HOST:PORT"):
        call_command("inbound", f"--lmtp={place}")
