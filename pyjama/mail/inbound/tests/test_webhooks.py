"""A mail service brings mail: one whose library is asked for real."""

import base64
import json

import pytest
from django.core.exceptions import SuspiciousOperation
from django.test import RequestFactory

from pyjama.mail.inbound import intake, reading, webhooks
from pyjama.mail.inbound.models import Received
from pyjama.mail.inbound.tests.messages import raw

BOX = "box+a1@reply.example.org"


@pytest.fixture
def bring(box, settings):
    """A function: the status with which Postmark is answered when it brings a message."""
    settings.ANYMAIL = {"WEBHOOK_SECRET": "name:password"}
    webhooks.connect()
    [pattern] = webhooks.urlpatterns_of("postmark")

    def post(letter, user="name:password"):
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
        return pattern.callback(request).status_code

    return post


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


def test_the_address_asks_for_no_sign_in():
    [pattern] = webhooks.urlpatterns_of("postmark")
    assert pattern.callback.login_required is False
    assert str(pattern.pattern) == "postmark/inbound/"
