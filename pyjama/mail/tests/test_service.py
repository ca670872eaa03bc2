"""A mail service that delivers, spoken to in its own way: what is asked of it, without the network."""

import json

import pytest
import requests

from pyjama.mail.delivery import deliver_due
from pyjama.mail.models import Mail
from pyjama.mail.outbox import post

pytestmark = pytest.mark.usefixtures("no_mail")


@pytest.fixture
def asked(settings, monkeypatch):
    """What the service is asked; it says yes, unless `status` is changed."""
    settings.ANYMAIL = {"POSTMARK_SERVER_TOKEN": "token"}
    service = {"BACKEND": "anymail.backends.postmark.EmailBackend", "OPTIONS": {"ignore_unsupported_features": True}}
    settings.MAILERS = settings.MAILERS | {"delivery": service}
    bodies = []

    def answer(session, **request):
        bodies.append(json.loads(request["data"]))
        response = requests.Response()
        response.status_code = 503 if "later" in request["data"] else 200
        response._content = json.dumps(
            {"ErrorCode": 0, "MessageID": "x", "Message": "OK", "To": "rose@example.org"}
        ).encode()
        return response

    monkeypatch.setattr(requests.Session, "request", answer)
    return bodies


def test_a_message_leaves_by_the_service_with_its_headers(asked):
    mail = post("rose@example.org", "Hello", "Hi.", "<p>Hi.</p>", headers={"List-Unsubscribe": "<https://example.org/x>"})
    deliver_due()

    [body] = asked
    assert (body["To"], body["From"], body["Subject"]) == ("rose@example.org", mail.sender, "Hello")
    assert (body["TextBody"].strip(), body["HtmlBody"]) == ("Hi.", "<p>Hi.</p>")
    sent = {header["Name"]: header["Value"] for header in body["Headers"]}
    assert sent["Message-ID"] == mail.message_id
    assert sent["List-Unsubscribe"] == "<https://example.org/x>"
    assert Mail.objects.get().sent_at


def test_a_service_that_is_out_of_order_is_tried_again(asked):
    post("rose@example.org", "Try later", "Hi.")
    deliver_due()
    assert Mail.objects.waiting().get().tries == 1
