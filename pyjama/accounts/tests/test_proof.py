from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.urls import reverse

from pyjama.accounts.tests.pages import page
from pyjama.core import clock

pytestmark = pytest.mark.once

CONFIRM = page("account_reauthenticate")
CODE = page("prove_by_mail")
ADD = page("mfa_add_webauthn")
SECURITY = page("account_security")
PASSWORD = "trois chaussettes sous le lit"
PROTECTED = [
    "account_set_password",
    "account_change_password",
    "mfa_add_webauthn",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "recovery_codes",
    "download_recovery_codes",
]


@pytest.mark.parametrize("name", PROTECTED)
def test_a_session_alone_changes_nothing(world, browser, name):
    client = browser(world.amina)
    assert client.get(page(name)).url.startswith(CONFIRM)
    assert client.post(page(name)).url.startswith(CONFIRM)


def test_a_code_in_her_mail_shows_that_it_is_she(world, browser, outbox, mailed_code):
    client = browser(world.amina)
    assert world.amina.email in client.get(CONFIRM, {"next": ADD}).content.decode()
    typing = client.post(CODE, {"send": "1", "next": ADD}).url
    assert [mail.recipient for mail in outbox()] == [world.amina.email]
    assert client.post(typing, {"code": "12345", "next": ADD}).status_code == 422
    assert client.post(typing, {"code": mailed_code(), "next": ADD}).url == ADD
    assert client.get(ADD).status_code == 200


def test_what_was_sent_meanwhile_is_not_lost_but_a_password_is_written_down_nowhere(
    world, browser, a_passkey, outbox, mailed_code
):
    client, target = browser(world.amina), reverse("mfa_edit_webauthn", args=[a_passkey.pk])
    client.post(page("account_set_password"), {"password1": PASSWORD})
    assert PASSWORD not in str(dict(client.session))
    client.post(target, {"name": "The blue phone"})
    client.post(CODE, {"send": "1", "next": target})
    assert client.post(CODE, {"code": mailed_code(), "next": target}).url == SECURITY
    a_passkey.refresh_from_db()
    assert str(a_passkey) == "The blue phone"


def test_it_is_good_for_a_quarter_of_an_hour(world, proved, at):
    client = proved(world.amina)
    assert client.get(ADD).status_code == 200
    with at(clock.now() + timedelta(minutes=16)):
        assert client.get(ADD).url.startswith(CONFIRM)


def test_three_wrong_guesses_spoil_the_code(world, browser, outbox, mailed_code):
    client = browser(world.amina)
    client.post(CODE, {"send": "1"})
    answers = [client.post(CODE, {"code": "12345"}) for _try in range(3)]
    assert answers[2].url == CONFIRM
    assert client.post(CODE, {"code": mailed_code()}).url == CONFIRM
    assert client.get(ADD).status_code == 302


def test_after_ten_minutes_the_code_is_too_old(world, browser, outbox, mailed_code, at):
    client = browser(world.amina)
    client.post(CODE, {"send": "1"})
    with at(clock.now() + timedelta(minutes=11)):
        assert "too old" in client.post(CODE, {"code": mailed_code()}, follow=True).content.decode()
        assert client.get(ADD).status_code == 302


def test_codes_cannot_be_asked_for_without_end(world, browser, outbox):
    client = browser(world.amina)
    answers = [client.post(CODE, {"send": "1"}).status_code for _try in range(4)]
    assert answers == [302, 302, 302, 429]
    assert len(outbox()) == 3


def test_a_password_shows_it_too(world, browser):
    person = world.amina
    person.set_password(PASSWORD)
    person.save()
    client = browser(person)
    assert client.post(CONFIRM, {"password": "wrong"}).context["forms"]["password"].errors.keys() == {"password"}
    assert client.post(CONFIRM, {"password": PASSWORD, "next": "//elsewhere.example"}).url == SECURITY
    assert client.get(ADD).status_code == 200


def test_with_the_second_step_only_the_second_step_does(with_step, browser, proved):
    person, secret = with_step
    person.set_password(PASSWORD)
    person.save()
    assert proved(person, method="code").get(ADD).url.startswith(CONFIRM)
    client = browser(person)
    assert client.post(CODE, {"send": "1"}).url == CONFIRM
    client.post(CONFIRM, {"password": PASSWORD})
    assert client.get(ADD).status_code == 302
    counter = list(yield_hotp_counters_from_time())[1]
    assert client.post(CONFIRM, {"code": format_hotp_value(hotp_value(secret, counter)), "next": ADD}).url == ADD
    assert client.get(ADD).status_code == 200


@pytest.mark.parametrize("typed", ["", "[]", "{}", "null", "5", '{"id": "x"}', "\x00", "[" * 9_000])
def test_what_is_no_passkey_is_refused(world, browser, typed, a_passkey):
    response = browser(world.amina).post(CONFIRM, {"credential": typed})
    assert response.context["forms"]["credential"].errors.keys() == {"credential"}


@pytest.mark.parametrize("name", ["account_reauthenticate", "prove_by_mail", *PROTECTED])
def test_a_visitor_is_sent_to_sign_in(world, browser, name):
    assert browser().get(page(name)).url.startswith(page("account_login"))
