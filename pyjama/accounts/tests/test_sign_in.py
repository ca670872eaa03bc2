import time

import pytest

from pyjama.accounts.tests.pages import SENT_AWAY, bare, is_signed_in, page

pytestmark = pytest.mark.once

SIGN_IN = page("account_login")
CODE = page("account_confirm_login_code")
SETTINGS = page("account_settings")
ELEVEN_MINUTES = 11 * 60
VISITORS_PAGES = [
    "account_login",
    "account_login_with_password",
    "account_request_login_code",
    "account_signup",
    "account_inactive",
]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", VISITORS_PAGES)
def test_a_visitor_finds_the_door_open(world, browser, name, language):
    assert browser().get(page(name, language)).status_code == 200


def test_one_signs_in_with_a_code(world, browser, outbox, mailed_code):
    client = browser()
    assert client.post(SIGN_IN, {"login": "Amina@Example.org"}).url == CODE
    assert world.amina.email in client.get(CODE).content.decode()
    assert [mail.recipient for mail in outbox()] == [world.amina.email]

    response = client.post(CODE, {"code": mailed_code()})
    assert response.url == page("pages:home")
    assert is_signed_in(client)


def test_the_session_gets_a_new_key_when_one_signs_in(world, browser, outbox, mailed_code):
    client = browser()
    client.post(SIGN_IN, {"login": world.amina.email})
    before = client.session.session_key
    client.post(CODE, {"code": mailed_code()})
    assert client.session.session_key != before


def test_an_unknown_address_gets_the_same_answer_and_another_mail(world, browser, outbox):
    answers = []
    for email in (world.amina.email, "nobody@example.org"):
        client = browser()
        answer = client.post(SIGN_IN, {"login": email})
        shown = client.get(CODE)
        wrong = client.post(CODE, {"code": "000000"})
        again = client.post(CODE, {"action": "resend"}, follow=True)
        pages = [bare(each, email) for each in (shown, wrong, again)]
        answers.append([answer.status_code, answer.url, sorted(answer.cookies), *pages])
    assert answers[0] == answers[1]
    assert "It has no account" in outbox()[-1].text


def test_a_closed_account_is_like_an_unknown_one(world, browser, outbox):
    person = world.amina
    person.is_active = False
    person.save()
    assert browser().post(SIGN_IN, {"login": person.email}).url == CODE
    assert "It has no account" in outbox()[-1].text


def test_an_account_that_is_closed_loses_its_sessions(world, browser):
    person = world.amina
    client = browser(person)
    person.is_active = False
    person.save()
    assert client.get(SETTINGS).status_code == SENT_AWAY


def test_one_arrives_where_one_was_going(world, browser, outbox, mailed_code):
    client = browser()
    door = client.get(SETTINGS).url
    assert door == f"{SIGN_IN}?next={SETTINGS}"
    code_page = client.post(door, {"login": world.amina.email, "next": SETTINGS}).url
    assert client.post(code_page, {"code": mailed_code()}).url == SETTINGS


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "\\\\elsewhere.example",
        "/\\elsewhere.example",
        "https:elsewhere.example",
        "https://testserver@elsewhere.example/",
        "javascript:alert(1)",
        "http://[",
        "\x00",
        "\x08//elsewhere.example",
    ],
)
def test_nobody_is_sent_to_another_site(world, browser, outbox, mailed_code, elsewhere):
    client = browser()
    client.get(SIGN_IN, {"next": elsewhere})
    code_page = client.post(SIGN_IN, {"login": world.amina.email, "next": elsewhere}).url
    assert client.get(CODE, {"next": elsewhere}).status_code == 200
    assert client.post(code_page, {"code": mailed_code(), "next": elsewhere}).url == page("pages:home")
    assert client.post(page("account_logout"), {"next": elsewhere}).url == page("pages:home")


def test_a_code_serves_once(world, browser, outbox, mailed_code):
    client = browser()
    client.post(SIGN_IN, {"login": world.amina.email})
    client.post(CODE, {"code": mailed_code()})
    client.post(page("account_logout"))
    assert client.post(CODE, {"code": mailed_code()}).url == SIGN_IN
    assert not is_signed_in(client)


def test_three_wrong_codes_spoil_the_right_one(world, browser, outbox, mailed_code):
    client = browser()
    client.post(SIGN_IN, {"login": world.amina.email})
    for _try in range(2):
        assert "not the code" in client.post(CODE, {"code": "12345"}).content.decode()
    assert "too many" in client.post(CODE, {"code": ""}, follow=True).content.decode()
    client.post(CODE, {"code": mailed_code()})
    assert not is_signed_in(client)


def test_after_ten_minutes_a_code_is_too_old(world, browser, outbox, mailed_code, monkeypatch):
    client = browser()
    client.post(SIGN_IN, {"login": world.amina.email})
    later = time.time() + ELEVEN_MINUTES
    monkeypatch.setattr(time, "time", lambda: later)
    assert "too old" in client.get(CODE, follow=True).content.decode()
    client.post(CODE, {"code": mailed_code()})
    assert not is_signed_in(client)


def test_another_code_replaces_the_first_twice_at_most(world, browser, outbox, mailed_code):
    client = browser()
    client.post(SIGN_IN, {"login": world.amina.email})
    first = mailed_code()
    assert "Another code is on its way" in client.post(CODE, {"action": "resend"}, follow=True).content.decode()
    assert mailed_code() != first
    client.post(CODE, {"action": "resend"})
    assert "Send another code" not in client.get(CODE).content.decode()
    client.post(CODE, {"code": mailed_code()})
    assert is_signed_in(client)


def test_another_address_may_be_used_instead(world, browser, outbox):
    client = browser()
    client.post(SIGN_IN, {"login": "anima@example.org"})
    assert client.get(SIGN_IN).url == CODE
    client.post(page("account_logout"), {"next": SIGN_IN})
    assert client.get(SIGN_IN).status_code == 200


def test_codes_cannot_be_asked_for_without_end(world, browser, outbox):
    for _try in range(3):
        browser().post(SIGN_IN, {"login": world.amina.email})
    response = browser().post(SIGN_IN, {"login": world.amina.email})
    assert "too many tries" in response.content.decode()
    assert len(outbox()) == 3


def test_one_place_on_the_network_cannot_knock_without_end(world, browser):
    client = browser()
    answers = [client.post(SIGN_IN, {"login": ""}).status_code for _try in range(31)]
    assert answers == [200] * 30 + [429]
    assert "Not so fast" in client.post(SIGN_IN, {"login": ""}).content.decode()


@pytest.mark.parametrize(
    "typed", ["", "amina", "amina@", "😀@example.org", "amina@example.org\x00", "a" * 5_000 + "@example.org"]
)
def test_what_is_no_address_is_refused_beside_its_field(world, browser, outbox, typed):
    response = browser().post(SIGN_IN, {"login": typed})
    assert (response.status_code, response.context["form"].errors.keys()) == (200, {"login"})
    assert outbox() == []


def test_somebody_signed_in_is_let_through(world, browser):
    assert browser(world.amina).get(SIGN_IN, {"next": SETTINGS}).url == SETTINGS


@pytest.mark.parametrize("name", ["account_confirm_login_code", "account_email_verification_sent"])
def test_without_a_code_on_its_way_there_is_nothing_to_type(world, browser, name):
    assert browser().get(page(name)).url == SIGN_IN
    assert browser(world.amina).get(page(name)).status_code == SENT_AWAY


def test_a_browser_that_asks_for_json_gets_the_page(world, browser):
    response = browser().get(SIGN_IN, headers={"accept": "application/json"})
    assert response["Content-Type"].startswith("text/html")
