"""Reports that mail servers return to the bounce address of one message."""

from email import message_from_string, policy

import pytest

from pyjama.mail import bounces
from pyjama.mail.answers import Meaning
from pyjama.mail.delivery import deliver_due
from pyjama.mail.inbound import intake
from pyjama.mail.inbound.models import Received
from pyjama.mail.inbound.reading import read_due
from pyjama.mail.models import Suspension
from pyjama.mail.outbox import post
from pyjama.mail.reports import read_report

REPORT = """\
From: MAILER-DAEMON@mail.example.org
To: {to}
Subject: Undelivered
Message-ID: <{action}.{status}@mail.example.org>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Sorry.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org

Final-Recipient: rfc822; rose@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} No

--b--
"""
COMPLAINT = """\
From: reports@mail.example.org
To: {to}
Subject: Complaint
Message-ID: <complaint@mail.example.org>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="b"

--b
Content-Type: message/feedback-report

Feedback-Type: {kind}
User-Agent: Mail/1
Version: 1

--b--
"""
OLD = """\
From: MAILER-DAEMON@mail.example.org
To: bounce@example.org
Subject: failure notice
Content-Type: text/plain

Hi. This is the qmail-send program at mail.example.org.
I'm afraid I wasn't able to deliver your message to the following addresses.

<rose@example.org>:
Sorry, no mailbox here by that name.
"""


def read(text):
    return read_report(message_from_string(text, policy=policy.default))


@pytest.mark.once
@pytest.mark.parametrize(
    ("action", "status", "meaning"),
    [
        ("failed", "5.1.1", Meaning.GONE),
        ("failed", "5.2.1", Meaning.GONE),
        ("failed", "5.2.2", Meaning.NOT_NOW),
        ("failed", "5.7.1", Meaning.REFUSED),
        ("failed", "4.4.7", Meaning.NOT_NOW),
        ("delayed", "4.4.1", None),
        ("delivered", "2.0.0", None),
    ],
)
def test_a_report_says_what_became_of_a_message(action, status, meaning):
    assert read(REPORT.format(to="x@example.org", action=action, status=status)).meaning is meaning


@pytest.mark.once
def test_a_report_of_an_older_shape_is_read_too():
    assert read(OLD).meaning is Meaning.GONE


@pytest.mark.once
@pytest.mark.parametrize(("kind", "is_complaint"), [("abuse", True), ("not-spam", False)])
def test_a_complaint_is_told_from_its_contrary(kind, is_complaint):
    assert read(COMPLAINT.format(to="x@example.org", kind=kind)).is_complaint is is_complaint


@pytest.mark.once
def test_what_is_no_report_says_nothing():
    assert read("From: rose@example.org\n\nI am away, 550 5.1.1.") == (False, None, "")


@pytest.fixture
def mail(no_mail, settings):
    settings.INBOUND_DOMAIN = "reply.example.org"
    return post("rose@example.org", "Hello", "Hi.")


def come_back(text, to):
    intake.take_in(text.encode(), recipients=[to])
    read_due()
    return Received.objects.get().outcome


def test_a_bounce_at_the_address_of_the_message_suspends_its_recipient(mail, server):
    deliver_due()
    assert server.senders == [bounces.address_of(mail)]
    assert server.messages[0]["From"] == "Pyjama <bonjour@127.0.0.1>"

    assert come_back(REPORT.format(to="x", action="failed", status="5.1.1"), server.senders[0]) == "gone"
    assert Suspension.objects.get().address == "rose@example.org"


def test_a_complaint_suspends_too(mail):
    assert come_back(COMPLAINT.format(to="x", kind="abuse"), bounces.address_of(mail)) == "complaint"
    assert Suspension.objects.get().why == Suspension.Reason.COMPLAINT


@pytest.mark.parametrize("tag", ["{pk}.00000000000000000000", "{pk}", "0.x", "x", "99999999999999999999.x"])
def test_a_forged_bounce_suspends_nobody(mail, tag):
    address = f"bounce+{tag.format(pk=mail.pk)}@reply.example.org"
    assert come_back(REPORT.format(to="x", action="failed", status="5.1.1"), address) == "forged"
    assert not Suspension.objects.exists()


RETURNED = """\
Feedback-Type: abuse
User-Agent: Mail/1
Version: 1
{field}: <{address}>

--b
Content-Type: message/rfc822

Return-Path: <{path}>
From: bonjour@example.org
Subject: Hello

Hi.

--b--
"""


def complaint(field="Reported-Domain", address="example.org", path="bonjour@example.org"):
    """What a provider's feedback loop sends: it names the message by what it can."""
    head = COMPLAINT.partition("Feedback-Type")[0]
    return head.format(to="complaints@reply.example.org") + RETURNED.format(field=field, address=address, path=path)


@pytest.mark.parametrize("where", ["path", "address"])
def test_a_provider_tells_of_complaints_at_one_address(mail, where):
    ours = bounces.address_of(mail)
    report = complaint(path=ours) if where == "path" else complaint("Original-Mail-From", ours.upper())
    assert come_back(report, "complaints@reply.example.org") == "complaint"
    assert Suspension.objects.get().address == "rose@example.org"


@pytest.mark.parametrize("tag", ["{pk}.00000000000000000000", "{pk}", "99999999999999999999.00000000000000000000"])
def test_a_forged_complaint_suspends_nobody(mail, tag):
    path = f"bounce+{tag.format(pk=mail.pk)}@reply.example.org"
    assert come_back(complaint(path=path), "complaints@reply.example.org") == "forged"
    assert not Suspension.objects.exists()


def test_a_bounce_at_the_address_of_complaints_is_none(mail):
    report = REPORT.format(to="x", action="failed", status="5.1.1")
    assert come_back(report, "complaints@reply.example.org") == "no complaint"
    assert not Suspension.objects.exists()
