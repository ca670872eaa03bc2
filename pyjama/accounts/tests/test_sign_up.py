import html
import time

import pytest
from allauth.account.forms import SignupForm
from django.contrib.sessions.models import Session

from pyjama.accounts.models import User
from pyjama.accounts.tests.pages import SENT_AWAY, bare, is_signed_in, page

pytestmark = pytest.mark.once

SIGN_UP = page("account_signup")
CODE = page("account_email_verification_sent")
ZOE = {"is_old_enough": "yes", "display_name": "Zoé", "email": "Zoe@Example.org"}
ELEVEN_MINUTES = 11 * 60


def zoe():
    return User.objects.filter(email="zoe@example.org")


def test_one_signs_up_with_a_code_and_without_a_password(world, browser, outbox, mailed_code):
    client = browser()
    assert client.post(SIGN_UP, ZOE).url == CODE
    assert not is_signed_in(client)
    assert [mail.recipient for mail in outbox()] == ["zoe@example.org"]

    assert client.post(CODE, {"code": mailed_code()}).url == page("pages:home")
    assert is_signed_in(client)
    person = zoe().get()
    assert (person.display_name, person.language, person.has_usable_password()) == ("Zoé", "en", False)
    assert person.emailaddress_set.get().verified
    assert client.get(page("mfa_add_webauthn")).status_code == 200


def test_the_language_of_the_page_becomes_the_person_s(world, browser, outbox):
    browser().post(page("account_signup", "fr"), ZOE)
    assert zoe().get().language == "fr"
    line = zoe().get().consents.get(purpose="answers")
    assert (line.purpose, line.version, line.way, line.language) == ("answers", "sign-up-1", "sign_up", "fr")
    assert line.words in html.unescape(browser().get(page("account_signup", "fr")).text)
    assert outbox()[0].headers["Content-Language"] == "fr-CA"


def test_the_mail_has_two_parts_the_site_s_name_and_no_prefix(world, browser, outbox, mailed_code):
    browser().post(SIGN_UP, ZOE)
    mail = outbox()[0]
    assert mail.subject == "Your code for Pyjama"
    assert mailed_code() in mail.html
    assert mail.sender.startswith("Pyjama <")


def test_a_known_address_gets_the_same_answer_and_another_mail(world, browser, outbox):
    answers = []
    for email in ("zoe@example.org", world.amina.email):
        client = browser()
        answer = client.post(SIGN_UP, ZOE | {"email": email})
        shown = client.get(CODE)
        wrong = client.post(CODE, {"code": "000000"})
        answers.append([answer.status_code, answer.url, sorted(answer.cookies), bare(shown, email), bare(wrong, email)])
    assert answers[0] == answers[1]
    assert "already has one" in outbox()[-1].text
    assert outbox()[-1].recipient == world.amina.email


def test_asking_for_another_address_forgets_the_first_known_or_not(world, browser, outbox):
    for email in ("zoe@example.org", world.amina.email):
        client = browser()
        client.post(SIGN_UP, ZOE | {"email": email})
        assert client.post(page("account_logout"), {"next": SIGN_UP}).url == SIGN_UP
        assert client.get(SIGN_UP).status_code == 200
        assert client.get(CODE).url == page("account_login")


def test_of_somebody_under_14_nothing_is_kept(world, browser, outbox, caplog):
    people, sessions = User.objects.count(), Session.objects.count()
    client = browser()
    response = client.post(SIGN_UP, ZOE | {"is_old_enough": "no"})
    assert "See you in a little while" in response.content.decode()
    assert "example.org" not in response.content.decode().lower()
    assert (User.objects.count(), Session.objects.count()) == (people, sessions)
    assert "sessionid" not in response.cookies
    assert outbox() == []
    assert "example.org" not in caplog.text.lower()


def test_the_age_must_be_said(world, browser):
    response = browser().post(SIGN_UP, {"display_name": "Zoé", "email": "zoe@example.org"})
    assert response.context["form"].errors.keys() == {"is_old_enough"}
    assert 'value="Zoé"' in response.content.decode()
    assert not zoe().exists()


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("display_name", ""),
        ("display_name", "   "),
        ("display_name", "\u200b\u200d\u2060"),
        ("display_name", "\u202e"),
        ("display_name", "Zo\x00é"),
        ("display_name", "z" * 5_000),
        ("display_name", "zoe@example.org"),
        ("display_name", "Lamps https://lamps.example"),
        ("display_name", "WWW.lamps.example"),
        ("email", ""),
        ("email", "zoe"),
        ("email", "zoe@"),
        ("email", "zoe@example.org\x00"),
        ("email", "😀@example.org"),
        ("email", "\u202ezoe@example.org"),
        ("email", "z" * 5_000 + "@example.org"),
        ("email", "z" * 60 + "@" + "e" * 60 + "." + "e" * 60 + "." + "e" * 60 + "." + "e" * 60 + ".org"),
        ("is_old_enough", "perhaps"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_the_rest_is_kept(world, browser, outbox, field, typed):
    people = User.objects.count()
    response = browser().post(SIGN_UP, ZOE | {field: typed})
    assert response.status_code == 200
    assert response.context["form"].errors.keys() == {field}
    assert "field__errors" in response.content.decode()
    assert ('value="Zoé"' if field != "display_name" else "Zoe@Example.org") in response.content.decode()
    assert (User.objects.count(), outbox()) == (people, [])


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("  Zoé \u200f ", "Zoé"), ("\u202eZoé", "Zoé"), ("Zoé 🧦", "Zoé 🧦"), ("زوي", "زوي"), ("Zoe\u0301", "Zoé")],
)
def test_a_name_may_be_any_that_can_be_read(world, browser, typed, kept):
    browser().post(SIGN_UP, ZOE | {"display_name": typed})
    assert zoe().get().display_name == kept


def test_a_code_serves_once(world, browser, mailed_code, outbox):
    client = browser()
    client.post(SIGN_UP, ZOE)
    client.post(CODE, {"code": mailed_code()})
    client.post(page("account_logout"))
    assert client.post(CODE, {"code": mailed_code()}).url == page("account_login")
    assert not is_signed_in(client)


def test_a_code_is_of_no_use_in_another_browser(world, browser, mailed_code, outbox):
    browser().post(SIGN_UP, ZOE)
    stranger = browser()
    assert stranger.post(CODE, {"code": mailed_code()}).url == page("account_login")
    assert not is_signed_in(stranger)


def test_three_wrong_codes_spoil_the_right_one(world, browser, mailed_code, outbox):
    client = browser()
    client.post(SIGN_UP, ZOE)
    for _try in range(2):
        assert "not the code" in client.post(CODE, {"code": "000000"}).content.decode()
    assert client.post(CODE, {"code": "000000"}).url == page("account_login")
    assert client.post(CODE, {"code": mailed_code()}).status_code == SENT_AWAY
    assert not is_signed_in(client)


@pytest.mark.parametrize("typed", ["", " ", "\x00", "😀", "１２３４５６", "1" * 5_000, "\u202e123456"])
def test_a_code_that_cannot_be_is_refused_beside_its_field(world, browser, outbox, typed):
    client = browser()
    client.post(SIGN_UP, ZOE)
    response = client.post(CODE, {"code": typed})
    assert (response.status_code, response.context["form"].errors.keys()) == (200, {"code"})


def test_a_code_may_be_typed_with_spaces(world, browser, mailed_code, outbox):
    client = browser()
    client.post(SIGN_UP, ZOE)
    code = mailed_code()
    client.post(CODE, {"code": f" {code[:3]} {code[3:]} "})
    assert is_signed_in(client)


def test_after_ten_minutes_a_code_is_too_old(world, browser, mailed_code, outbox, monkeypatch):
    client = browser()
    client.post(SIGN_UP, ZOE)
    later = time.time() + ELEVEN_MINUTES
    monkeypatch.setattr(time, "time", lambda: later)
    response = client.post(CODE, {"code": mailed_code()}, follow=True)
    assert "too old" in response.content.decode()
    assert not is_signed_in(client)


def test_another_code_replaces_the_first(world, browser, mailed_code, outbox, monkeypatch):
    client = browser()
    client.post(SIGN_UP, ZOE)
    first = mailed_code()
    assert client.post(CODE, {"action": "resend"}).status_code == 429
    later = time.time() + 15
    monkeypatch.setattr(time, "time", lambda: later)
    assert client.post(CODE, {"action": "resend"}).url == CODE
    second = mailed_code()
    assert first != second
    client.post(CODE, {"code": first})
    assert not is_signed_in(client)
    client.post(CODE, {"code": second})
    assert is_signed_in(client)


def test_signing_up_twice_at_once_makes_one_account(world, browser, outbox, monkeypatch):
    """Both requests have seen that the address is free before either writes."""
    monkeypatch.setattr(SignupForm, "validate_unique_email", lambda form, email: email)
    assert browser().post(SIGN_UP, ZOE | {"email": world.amina.email}).url == CODE
    assert "already has one" in outbox()[-1].text


def test_somebody_signed_in_has_an_account_already(world, browser):
    assert browser(world.amina).get(SIGN_UP).url == page("pages:home")


def test_what_one_was_about_to_see_comes_after_the_code(world, browser, mailed_code, outbox):
    client = browser()
    client.post(SIGN_UP, ZOE | {"next": page("account_settings")})
    assert client.post(CODE, {"code": mailed_code()}).url == page("account_settings")
