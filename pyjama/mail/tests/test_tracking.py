"""What mail services tell of our messages, in the shapes in which two of them tell it, signed as they sign."""

import base64
import hashlib
import hmac
import json
from datetime import timedelta

import pytest
from django.core.exceptions import SuspiciousOperation
from django.test import RequestFactory

from pyjama.core import clock
from pyjama.mail import tracking
from pyjama.mail.inbound import webhooks
from pyjama.mail.models import Suspension
from pyjama.mail.outbox import post

pytestmark = pytest.mark.usefixtures("no_mail")
KEY = "signing-key"


@pytest.fixture
def mail(no_mail, settings):
    settings.ANYMAIL = {"WEBHOOK_SECRET": "name:password", "MAILGUN_WEBHOOK_SIGNING_KEY": KEY}
    tracking.connect()
    return post("rose@example.org", "Hello", "Hi.")


def tell(service, body, user="name:password"):
    [view] = [each.callback for each in webhooks.urlpatterns_of(service) if each.name == f"{service}_tracking_webhook"]
    authorization = "Basic " + base64.b64encode(user.encode()).decode()
    headers = {"Authorization": authorization}
    request = RequestFactory().post("/", json.dumps(body), content_type="application/json", headers=headers)
    return view(request).status_code


def postmark(**fields):
    return {"Email": "rose@example.org", "MessageID": "a-name-of-its-own", "BouncedAt": "2026-11-27T12:00:00Z"} | fields


def mailgun(mail, event, words="", key=KEY, **fields):
    signature = hmac.new(key.encode(), b"1token", hashlib.sha256).hexdigest()
    data = {
        "event": event,
        "timestamp": 1,
        "recipient": mail.recipient,
        "message": {"headers": {"message-id": mail.message_id.strip("<>")}},
        "delivery-status": {"message": words},
    }
    return {"signature": {"timestamp": "1", "token": "token", "signature": signature}, "event-data": data | fields}


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"RecordType": "Bounce", "Type": "HardBounce", "Details": "smtp;550 5.1.1 No such user"}, "gone"),
        ({"RecordType": "Bounce", "Type": "SoftBounce", "Details": "smtp;452 4.2.2 Full"}, None),
        ({"RecordType": "Bounce", "Type": "Blocked", "Details": "smtp;550 5.7.1 Blocked"}, None),
        ({"RecordType": "Bounce", "Type": "BadEmailAddress"}, "gone"),
        ({"RecordType": "SpamComplaint", "Type": "SpamComplaint"}, "complaint"),
        (
            {"RecordType": "SubscriptionChange", "SuppressSending": True, "SuppressionReason": "ManualSuppression"},
            "complaint",
        ),
        ({"RecordType": "Delivery", "Details": "250 2.0.0"}, None),
    ],
)
def test_postmark_tells_what_became_of_a_message(mail, fields, why):
    assert tell("postmark", postmark(**fields)) == 200
    assert [row.why for row in Suspension.objects.all()] == ([why] if why else [])


@pytest.mark.parametrize(
    ("event", "words", "fields", "why"),
    [
        ("failed", "5.1.1 No such user", {"severity": "permanent", "reason": "generic"}, "gone"),
        ("failed", "5.7.1 We know you not", {"severity": "permanent", "reason": "generic"}, None),
        ("failed", "4.2.2 Full", {"severity": "temporary", "reason": "generic"}, None),
        ("complained", "", {}, "complaint"),
        ("unsubscribed", "", {}, "complaint"),
        ("delivered", "", {}, None),
    ],
)
def test_mailgun_tells_it_signed(mail, event, words, fields, why):
    assert tell("mailgun", mailgun(mail, event, words, **fields)) == 200
    assert [row.why for row in Suspension.objects.all()] == ([why] if why else [])


def test_what_is_not_signed_by_the_service_suspends_nobody(mail):
    with pytest.raises(SuspiciousOperation):
        tell("mailgun", mailgun(mail, "complained", key="another-key"))
    with pytest.raises(SuspiciousOperation):
        tell("postmark", postmark(RecordType="SpamComplaint", Type="SpamComplaint"), user="name:wrong")
    assert not Suspension.objects.exists()


def test_an_address_we_never_wrote_to_is_not_kept(mail):
    tell("postmark", postmark(RecordType="SpamComplaint", Type="SpamComplaint", Email="sam@example.org"))
    assert not Suspension.objects.exists()


def test_three_passing_bounces_in_a_month_suspend(mail):
    full = {"RecordType": "Bounce", "Type": "SoftBounce", "Details": "smtp;452 4.2.2 Full"}
    for day in range(3):
        assert not Suspension.objects.exists()
        with clock.at(clock.now() + timedelta(days=day)):
            post("rose@example.org", "Hello", "Hi.") if day else None
            tell("postmark", postmark(**full))
    assert Suspension.objects.get().why == Suspension.Reason.FULL
