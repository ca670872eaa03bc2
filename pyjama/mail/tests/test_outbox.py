"""What the outbox takes in."""

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives

from pyjama.mail.models import Mail
from pyjama.mail.outbox import post

pytestmark = pytest.mark.usefixtures("no_mail", "outbox")


def test_what_django_sends_becomes_a_row_and_waits():
    message = EmailMultiAlternatives("Your code", "123456", to=["amina@example.org"])
    message.attach_alternative("<p>123456</p>", "text/html")
    assert message.send() == 1

    mail = Mail.objects.get()
    assert (mail.recipient, mail.subject, mail.text, mail.html) == (
        "amina@example.org",
        "Your code",
        "123456",
        "<p>123456</p>",
    )
    assert mail.sender == "Pyjama <bonjour@127.0.0.1>"
    assert mail.headers["Auto-Submitted"] == "auto-generated"
    assert mail.sent_at is None
    assert Mail.objects.due().get() == mail


def test_each_recipient_gets_a_message_of_her_own():
    message = EmailMessage(
        "Hello", "Hi.", to=["Amina <amina@example.org>"], bcc=["sam@example.org"], headers={"Message-ID": "<1@example.org>"}
    )
    assert message.send() == 1

    mails = Mail.objects.order_by("pk")
    assert [mail.recipient for mail in mails] == ["amina@example.org", "sam@example.org"]
    assert mails[0].message_id == "<1@example.org>"
    assert mails[1].message_id.endswith("@127.0.0.1>")


def test_a_sender_and_headers_that_were_given_are_kept():
    EmailMessage(
        "Hi", "Hi.", "Ruth <ruth@example.org>", ["a@example.org"], reply_to=["b@example.org"], headers={"X-A": "1"}
    ).send()

    mail = Mail.objects.get()
    assert mail.sender == "Ruth <ruth@example.org>"
    assert mail.headers["Reply-To"] == "b@example.org"
    assert mail.headers["X-A"] == "1"


def test_a_message_that_is_only_html_stays_html():
    message = EmailMessage("Hi", "<p>Hi.</p>", to=["a@example.org"])
    message.content_subtype = "html"
    message.send()

    assert (Mail.objects.get().text, Mail.objects.get().html) == ("", "<p>Hi.</p>")


def test_an_attachment_is_refused_loudly():
    message = EmailMultiAlternatives("Hi", "Hi.", to=["a@example.org"])
    message.attach("a.txt", "a", "text/plain")

    with pytest.raises(ValueError, match="no attachments"):
        message.send()
    assert not Mail.objects.exists()


def test_a_subject_stays_one_line_of_a_length_the_row_can_hold():
    mail = post("a@example.org", "Hello\r\nBcc: everybody@example.org " + "é" * 300, "Hi.")

    assert "\n" not in mail.subject
    assert "\r" not in mail.subject
    assert len(mail.subject) == 255


def test_a_subject_keeps_the_spaces_in_which_french_must_not_break():
    mail = post("a@example.org", " Quel\u2028nom\n\tpour\u00a0« Minou\u202f» ? ", "Hi.")

    assert mail.subject == "Quel nom pour\u00a0« Minou\u202f» ?"
