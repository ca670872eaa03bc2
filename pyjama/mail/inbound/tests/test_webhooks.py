"""A mail service brings mail: one whose library is asked for real."""

import base64
import hashlib
import hmac
import json

import pytest
from django.core.exceptions import SuspiciousOperation
from django.test import RequestFactory
from django.urls import resolve

from pyjama.mail import tracking
from pyjama.mail.inbound import intake, reading, webhooks
from pyjama.mail.inbound.models import Received
from pyjama.mail.inbound.tests.messages import raw
from pyjama.mail.models import Suspension
from pyjama.mail.outbox import post

BOX = "box+a1@reply.example.org"
MANDRILL = "http://testserver/mail/mandrill/"


def webhook(address):
    """The view at an address, under the service it begins with."""
    service = address.split("/")[1]
    return resolve(address, tuple(webhooks.urlpatterns_of(service))).func


@pytest.fixture
def bring(box, settings):
    """A function: the status with which Postmark is answered when it brings a message."""
    settings.ANYMAIL = {"WEBHOOK_SECRET": "name:password"}
    webhooks.connect()
    view = webhook("/postmark/inbound/")

    def give(letter, user="name:password"):
        body = json.dumps(
            {
                "RawEmail": letter.decode(),
                "OriginalRecipient": BOX,
                "Headers": [{"Name": "Return-Path", "Value": "<sam@example.org>"}],
                "MessageID": "x",
            }
        )
        authorization = "Basic " + base64.b64encode(user.encode()).decode()
        request = RequestFactory().post("/", body, content_type="application/json", headers={"Authorization": authorization})
        return view(request).status_code

    return give


def test_what_a_service_brings_is_kept_and_read(box, bring):
    assert bring(raw("sam@example.org", BOX, "Hi.")) == 200
    reading.read_due()

    assert (box.given[0].tag, box.given[0].message.get_content().strip()) == ("a1", "Hi.")


def test_without_the_secret_nothing_comes_in(bring):
    with pytest.raises(SuspiciousOperation):
        bring(raw("sam@example.org", BOX, "Hi."), user="name:wrong")
    assert not Received.objects.exists()


def test_what_cannot_be_kept_is_brought_again_but_not_what_is_too_large(bring, monkeypatch):
    letter = raw("sam@example.org", BOX, "Hi.")
    with monkeypatch.context() as patch:
        patch.setattr(intake, "MOST_WAITING", 0)
        with pytest.raises(intake.NoRoom):
            bring(letter)
    monkeypatch.setattr(intake, "MOST_BYTES", 1)
    assert bring(letter) == 200
    assert not Received.objects.exists()


def mandrill(key="key", **event):
    """What Mandrill posts, signed as it signs: its address, then each field's name and content."""
    events = json.dumps([{"ts": 1, **event}])
    signature = hmac.new(key.encode(), f"{MANDRILL}mandrill_events{events}".encode(), hashlib.sha1).digest()
    headers = {"X-Mandrill-Signature": base64.b64encode(signature).decode()}
    return RequestFactory().post("/mail/mandrill/", {"mandrill_events": events}, headers=headers)


def test_a_service_with_one_address_brings_mail_and_tells_of_ours_there(box, settings):
    settings.ANYMAIL = {"MANDRILL_WEBHOOK_KEY": "key"}
    webhooks.connect()
    tracking.connect()
    view, letter = webhook("/mandrill/"), raw("sam@example.org", BOX, "Hi.").decode()
    ours = post("rose@example.org", "Hello", "Hi.")
    brought = {"event": "inbound", "msg": {"raw_msg": letter, "email": BOX, "sender": "sam@example.org"}}
    told = {"event": "hard_bounce", "_id": "x", "msg": {"email": ours.recipient, "_id": "x", "diag": "550 5.1.1 No such"}}

    assert [view(mandrill(**event)).status_code for event in (brought, told)] == [200, 200]
    assert (Received.objects.get().tag, Suspension.objects.get().address) == ("a1", "rose@example.org")
    with pytest.raises(SuspiciousOperation):
        view(mandrill(key="another", **brought))


@pytest.mark.parametrize(
    "address",
    ["/postmark/inbound/", "/postmark/tracking/", "/mailgun/inbound_mime/", "/mailgun/tracking/", "/mandrill/"],
)
def test_the_addresses_ask_for_no_sign_in(address):
    assert webhook(address).login_required is False
