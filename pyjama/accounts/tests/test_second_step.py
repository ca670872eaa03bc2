import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache

from pyjama.accounts.tests.pages import is_signed_in, page
from pyjama.accounts.tests.passkeys import Authenticator as Device

pytestmark = pytest.mark.once

SIGN_IN = page("account_login")
CODE = page("account_confirm_login_code")
STEP = page("mfa_authenticate")
ON, OFF = page("mfa_activate_totp"), page("mfa_deactivate_totp")
CODES, DOWNLOAD, KEPT = page("recovery_codes"), page("download_recovery_codes"), page("keep_recovery_codes")
SECURITY = page("account_security")
SETTINGS = page("account_settings")


def app_code(secret, window=1):
    """What her app shows now (1), half a minute ago (0), or soon (2)."""
    return format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[window]))


def a_recovery_code(person):
    return person.recovery_codes().wrap().get_unused_codes()[0]


@pytest.fixture
def at_the_step(sign_in, with_step):
    """A browser after the first code."""
    return sign_in(with_step[0])


def test_the_step_is_turned_on_with_the_first_code_of_an_app(world, proved, outbox, django_capture_on_commit_callbacks):
    client = proved(world.amina)
    shown = client.get(ON).content.decode()
    secret = "".join(re.search(r"<code[^>]*>([A-Z2-7 ]+)</code>", shown)[1].split())
    assert "data:image/svg+xml" in shown
    assert client.post(ON, {"code": "12345"}).context["form"].errors.keys() == {"code"}
    assert not world.amina.has_second_step
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(ON, {"code": app_code(secret)}).url == CODES
    assert world.amina.has_second_step
    assert outbox()[-1].subject == "The second step of your Pyjama account is on"


def test_two_windows_show_the_same_secret(world, proved):
    client = proved(world.amina)
    first, second = (client.get(ON).context["form"].secret for _window in range(2))
    assert first == second


def test_the_secret_lies_locked_in_the_database(with_step):
    person, secret = with_step
    row = person.authenticator_set.get(type=Authenticator.Type.TOTP)
    assert secret not in str(row.data)


def test_where_the_key_of_the_site_was_lost_no_code_fits(with_step, settings):
    person, secret = with_step
    wrapper, key = person.authenticator_set.get(type=Authenticator.Type.TOTP).wrap(), settings.SECRET_KEY
    settings.SECRET_KEY = "another" * 10
    assert not wrapper.validate_code(app_code(secret))
    settings.SECRET_KEY_FALLBACKS = [key]
    assert wrapper.validate_code(app_code(secret))


def test_after_the_first_code_comes_one_of_the_app(with_step, at_the_step):
    client, secret = at_the_step, with_step[1]
    assert not is_signed_in(client)
    assert client.get(SETTINGS).status_code == 302
    assert client.get(STEP).status_code == 200
    assert "not the right code" in client.post(STEP, {"code": "000000"}).content.decode()
    assert client.post(STEP, {"code": app_code(secret, window=0)}).url == page("pages:home")
    assert is_signed_in(client)


def test_a_password_does_not_go_around_it(with_step, browser):
    person, client = with_step[0], browser()
    person.set_password("trois chaussettes sous le lit")
    person.save()
    client.post(page("account_login_with_password"), {"login": person.email, "password": "trois chaussettes sous le lit"})
    assert not is_signed_in(client)


def test_a_passkey_is_as_good_as_both_steps(with_step, browser, proved):
    device, owner, client = Device(), proved(with_step[0], method="mfa"), browser()
    add, door = page("mfa_add_webauthn"), page("mfa_login_webauthn")
    owner.post(add, {"credential": device.make(owner.get(add).context["options"]["publicKey"])})
    client.post(door, {"credential": device.use(client.get(door).json()["publicKey"])})
    assert is_signed_in(client)


def test_a_passkey_may_be_the_second_step(with_step, proved, sign_in):
    device, owner = Device(), proved(with_step[0], method="mfa")
    add = page("mfa_add_webauthn")
    owner.post(add, {"credential": device.make(owner.get(add).context["options"]["publicKey"])})
    client = sign_in(with_step[0])
    wrong = client.post(STEP, {"credential": "[]"})
    assert "No passkey came" in wrong.content.decode()
    question = wrong.context["js_data"]["request_options"]["publicKey"]
    client.post(STEP, {"credential": device.use(question)})
    assert is_signed_in(client)


def test_a_code_of_the_app_serves_once_nor_does_an_older_one(with_step, sign_in):
    person, secret = with_step
    first = sign_in(person)
    first.post(STEP, {"code": app_code(secret)})
    assert is_signed_in(first)
    cache.clear()
    again = sign_in(person)
    for window in (1, 0):
        again.post(STEP, {"code": app_code(secret, window)})
    assert not is_signed_in(again)
    again.post(STEP, {"code": app_code(secret, window=2)})
    assert is_signed_in(again)


def test_a_recovery_code_serves_once_in_its_place(with_step, sign_in):
    person, code = with_step[0], a_recovery_code(with_step[0])
    client, again = sign_in(person), sign_in(person)
    client.post(STEP, {"code": code})
    again.post(STEP, {"code": code})
    assert (is_signed_in(client), is_signed_in(again)) == (True, False)
    assert len(person.recovery_codes().wrap().get_unused_codes()) == 9


def test_five_wrong_codes_make_the_right_one_wait(with_step, at_the_step):
    for _try in range(5):
        at_the_step.post(STEP, {"code": "000000"})
    assert "too many tries" in at_the_step.post(STEP, {"code": app_code(with_step[1])}).content.decode()
    assert not is_signed_in(at_the_step)


@pytest.mark.parametrize("typed", ["", "x" * 5_000, "\x00", "😀😀😀😀😀😀"])
def test_what_is_no_code_is_refused_beside_its_field(at_the_step, typed):
    response = at_the_step.post(STEP, {"code": typed})
    assert response.context["form"].errors.keys() == {"code"}


def test_without_a_first_code_there_is_no_second_step(world, browser):
    assert browser().get(STEP).url == SIGN_IN
    assert browser(world.amina).get(STEP).status_code == 302


def test_the_codes_are_shown_until_they_are_kept(with_step, proved, outbox, django_capture_on_commit_callbacks):
    person = with_step[0]
    client, before = proved(person, method="mfa"), a_recovery_code(person)
    assert "10" in client.get(CODES).content.decode()
    assert before not in client.get(CODES).content.decode()
    assert client.get(DOWNLOAD).url == CODES

    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(CODES).url == CODES
    code = a_recovery_code(person)
    assert code != before
    assert outbox()[-1].subject == "New recovery codes for your Pyjama account"
    for _look in range(2):
        assert code in client.get(CODES).content.decode()
    file = client.get(DOWNLOAD)
    assert file["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'
    assert len(file.content.split()) == 10
    assert code not in proved(person, method="mfa").get(CODES).content.decode()

    assert client.post(KEPT).url == SECURITY
    assert code not in client.get(CODES).content.decode()


def test_turned_off_it_is_asked_for_no_more(with_step, proved, sign_in, outbox):
    client = proved(with_step[0], method="mfa")
    assert client.get(OFF).status_code == 200
    assert with_step[0].has_second_step
    assert client.post(OFF).url == SECURITY
    assert outbox()[-1].subject == "The second step of your Pyjama account is off"
    assert not with_step[0].authenticator_set.exists()
    assert client.get(CODES).url == client.get(OFF).url == SECURITY
    assert is_signed_in(sign_in(with_step[0]))


def test_only_an_operator_turns_it_off_for_somebody_who_lost_everything(with_step, world, browser, proved, outbox):
    change = {"action": "turn_off_second_step", "_selected_action": [with_step[0].pk]}
    address = "/admin/accounts/user/"
    browser(world.odile).post(address, change)
    assert with_step[0].has_second_step
    assert browser(world.theo).post(address, change).status_code == 302
    assert with_step[0].has_second_step
    proved(world.theo).post(address, change)
    assert not with_step[0].has_second_step
    assert [mail.recipient for mail in outbox()] == [with_step[0].email]


@pytest.mark.parametrize("name", ["mfa_activate_totp", "mfa_deactivate_totp", "recovery_codes", "keep_recovery_codes"])
def test_a_visitor_is_sent_to_sign_in(world, browser, name):
    assert browser().post(page(name)).url.startswith(SIGN_IN)
