import pytest

from pyjama.accounts.tests.pages import bare, is_signed_in, page

pytestmark = pytest.mark.once

SET = page("account_set_password")
CHANGE = page("account_change_password")
SIGN_IN = page("account_login_with_password")
SETTINGS = page("account_settings")
GOOD = "trois chaussettes 🧦 sous le lit"
BETTER = "a teapot that hums, badly"


@pytest.fixture
def amina(world):
    """Amina, who set a password."""
    person = world.amina
    person.set_password(GOOD)
    person.save()
    return person


def test_one_may_set_a_password_and_sign_in_with_it(world, browser, proved, outbox):
    assert proved(world.amina).post(SET, {"password1": GOOD}).url == SETTINGS
    assert outbox()[0].subject == "Your Pyjama account has a password"

    client = browser()
    assert client.post(SIGN_IN, {"login": "Amina@example.org", "password": GOOD}).url == page("pages:home")
    assert is_signed_in(client)


def test_the_password_door_respects_where_one_was_going_within_the_site(amina, browser):
    credentials = {"login": amina.email, "password": GOOD}
    assert browser().post(SIGN_IN, credentials | {"next": SETTINGS}).url == SETTINGS
    assert browser().post(SIGN_IN, credentials | {"next": "//elsewhere.example"}).url == page("pages:home")


@pytest.mark.parametrize(
    "password", ["", "short", "password123", "1234567890", "amina@example.org", "x" * 5_000, f"{GOOD}\x00"]
)
def test_a_password_easy_to_guess_or_to_lose_is_refused(world, proved, password):
    response = proved(world.amina).post(SET, {"password1": password})
    assert response.context["form"].errors.keys() == {"password1"}
    assert not world.amina.has_usable_password()


@pytest.mark.parametrize("password", ["x y" * 40, "🧦🧺🛏🐈🐕🎈🎉🥐🍵🌙", "  ten spaces around  "])
def test_a_long_or_odd_password_is_fine(world, browser, proved, password):
    proved(world.amina).post(SET, {"password1": password})
    client = browser()
    client.post(SIGN_IN, {"login": world.amina.email, "password": password})
    assert is_signed_in(client)


def test_who_has_a_password_changes_it_after_typing_the_present_one(amina, browser, outbox):
    client = browser(amina)
    door = client.get(CHANGE).url
    assert client.post(door, {"password": GOOD, "next": CHANGE}).url == CHANGE
    assert client.get(SET).url == CHANGE
    assert client.post(CHANGE, {"password1": BETTER}).url == SETTINGS
    assert "password is changed" in outbox()[0].subject
    amina.refresh_from_db()
    assert amina.check_password(BETTER)


def test_who_has_none_is_led_to_set_one(world, proved):
    assert proved(world.amina).get(CHANGE).url == SET


def test_a_forgotten_password_is_replaced_after_a_code(amina, sign_in):
    client = sign_in(amina)
    assert "do not ask for the present one" in client.get(CHANGE).content.decode()
    client.post(CHANGE, {"password1": BETTER})
    amina.refresh_from_db()
    assert amina.check_password(BETTER)


def test_a_new_password_ends_the_other_sessions(world, sign_in):
    here, elsewhere = sign_in(world.amina), sign_in(world.amina)
    here.post(SET, {"password1": GOOD})
    assert here.get(SETTINGS).status_code == 200
    assert elsewhere.get(SETTINGS).status_code == 302
    assert world.amina.open_sessions().count() == 1


def test_a_wrong_password_tells_nothing_of_the_address(amina, world, browser):
    answers = []
    for email in (amina.email, world.sam.email, "nobody@example.org"):
        response = browser().post(SIGN_IN, {"login": email, "password": "wrong"})
        assert "do not go together" in response.content.decode()
        answers.append((response.status_code, bare(response, email)))
    assert len(set(answers)) == 1


def test_after_five_wrong_passwords_the_right_one_has_to_wait(amina, browser):
    for _try in range(5):
        browser().post(SIGN_IN, {"login": amina.email, "password": "wrong"})
    client = browser()
    response = client.post(SIGN_IN, {"login": amina.email, "password": GOOD})
    assert "too many tries" in response.content.decode()
    assert not is_signed_in(client)


def test_a_forged_header_does_not_move_the_limit(amina, browser):
    for number in range(5):
        forged = {"x-forwarded-for": f"192.0.2.{number}"}
        browser().post(SIGN_IN, {"login": amina.email, "password": "wrong"}, headers=forged)
    response = browser().post(SIGN_IN, {"login": amina.email, "password": GOOD}, headers={"x-forwarded-for": "192.0.2.99"})
    assert "too many tries" in response.content.decode()


def test_a_closed_account_stays_closed_and_says_so_to_who_knows_its_password(amina, browser):
    amina.is_active = False
    amina.save()
    client = browser()
    response = client.post(SIGN_IN, {"login": amina.email, "password": GOOD}, follow=True)
    assert "This account is closed" in response.content.decode()
    assert not is_signed_in(client)


@pytest.mark.parametrize("typed", ["", "\x00", "x" * 5_000])
def test_what_is_no_password_is_refused_beside_its_field(amina, browser, typed):
    response = browser().post(SIGN_IN, {"login": amina.email, "password": typed})
    assert response.context["form"].errors.keys() == {"password"}
    assert f'value="{amina.email}"' in response.content.decode()


@pytest.mark.parametrize("name", ["account_set_password", "account_change_password", "account_reauthenticate"])
def test_a_visitor_is_sent_to_sign_in(world, browser, name):
    assert browser().get(page(name)).url.startswith(page("account_login"))
