import json

import pytest
from django.test import Client
from django.urls import reverse

from pyjama.accounts.tests.pages import is_signed_in, page
from pyjama.accounts.tests.passkeys import Authenticator

pytestmark = pytest.mark.once

ADD = page("mfa_add_webauthn")
SIGN_IN = page("mfa_login_webauthn")
SIGN_IN_PAGE = page("account_login")
SECOND_STEP = page("mfa_authenticate")
SECURITY = page("account_security")
SETTINGS = page("account_settings")


@pytest.fixture
def add(proved):
    """A function: add a passkey to a person's account, and return the device that has it."""

    def add(person, **options):
        client, device = proved(person, method="mfa"), Authenticator(**options)
        question = client.get(ADD).context["options"]["publicKey"]
        device.response = client.post(
            ADD, {"name": "", "credential": device.make(question)}, headers={"user-agent": "Firefox Linux"}
        )
        return device

    return add


def question_of(client):
    return client.get(SIGN_IN).json()["publicKey"]


def test_one_makes_a_passkey_and_signs_in_with_it(world, browser, add, outbox):
    device = add(world.amina)
    assert device.response.url == SECURITY
    assert outbox()[-1].subject == "A passkey was added to your Pyjama account"
    assert "Firefox, Linux" in browser(world.amina).get(SECURITY).content.decode()

    client = browser()
    answer = client.post(SIGN_IN, {"credential": device.use(question_of(client)), "next": SETTINGS})
    assert answer.url == SETTINGS
    assert client.get(SETTINGS).context["user"] == world.amina


def test_it_is_asked_for_by_itself_and_after_a_finger_or_a_face(world, proved):
    question = proved(world.amina).get(ADD).context["options"]["publicKey"]
    assert question["authenticatorSelection"] == {
        "residentKey": "required",
        "requireResidentKey": True,
        "userVerification": "required",
    }
    assert question["user"]["name"] == world.amina.email


def test_a_device_that_does_not_ask_who_holds_it_is_refused(world, add):
    response = add(world.amina, careful=False).response
    assert "did not work here" in response.content.decode()
    assert not world.amina.passkeys().exists()


def test_the_mail_stays_a_way_in_and_asks_for_nothing_more(a_passkey, world, sign_in):
    assert is_signed_in(sign_in(world.amina))


def test_a_passkey_made_elsewhere_opens_nothing(world, browser, add):
    device = add(world.amina)
    device.host = "elsewhere.example"
    client = browser()
    response = client.post(SIGN_IN, {"credential": device.use(question_of(client))}, follow=True)
    assert "did not work here" in response.content.decode()
    assert not is_signed_in(client)


def test_an_answer_serves_once_and_to_the_browser_that_was_asked(world, browser, add):
    device, client, other = add(world.amina), browser(), browser()
    answer = device.use(question_of(client))
    question_of(other)
    other.post(SIGN_IN, {"credential": answer})
    assert not is_signed_in(other)
    client.post(SIGN_IN, {"credential": answer})
    assert is_signed_in(client)
    client.post(page("account_logout"))
    client.post(SIGN_IN, {"credential": answer})
    assert not is_signed_in(client)


def test_a_forged_signature_opens_nothing(world, browser, add):
    device, client = add(world.amina), browser()
    device.key = Authenticator().key
    assert client.post(SIGN_IN, {"credential": device.use(question_of(client))}).url == page("account_login")
    assert not is_signed_in(client)


def test_a_closed_account_stays_closed(world, browser, add):
    device, person, client = add(world.amina), world.amina, browser()
    person.is_active = False
    person.save()
    assert client.post(SIGN_IN, {"credential": device.use(question_of(client))}).url == page("account_inactive")
    assert not is_signed_in(client)


HANDLES = ["", "AA", "x" * 4_000, "enp6enp6enp6enp6enp6"]


@pytest.mark.parametrize("typed", ["", "[]", "{}", "null", "5", '{"id": "x"}', "\x00", "[" * 9_000])
def test_what_is_no_passkey_opens_nothing(world, browser, proved, typed):
    client = browser()
    question_of(client)
    assert client.post(SIGN_IN, {"credential": typed}).url == page("account_login")
    owner = proved(world.amina)
    owner.get(ADD)
    response = owner.post(ADD, {"name": "Mine", "credential": typed})
    assert "Mine" in response.content.decode()
    assert not world.amina.passkeys().exists()


@pytest.mark.parametrize("handle", HANDLES)
def test_an_answer_that_names_nobody_opens_nothing(world, browser, add, handle):
    device, client = add(world.amina), browser()
    device.holder = handle
    assert client.post(SIGN_IN, {"credential": device.use(question_of(client))}).url == page("account_login")


@pytest.mark.parametrize(
    "change", [{"signature": 5}, {"authenticatorData": "AA"}, {"clientDataJSON": "AA"}, {"signature": None}]
)
def test_an_answer_that_is_torn_opens_nothing(world, browser, add, change):
    device, client = add(world.amina), browser()
    answer = json.loads(device.use(question_of(client)))
    answer["response"] |= change
    assert client.post(SIGN_IN, {"credential": json.dumps(answer)}).url == page("account_login")


def test_one_renames_and_removes_it(a_passkey, proved, outbox):
    client, rename = proved(a_passkey.user), reverse("mfa_edit_webauthn", args=[a_passkey.pk])
    assert client.post(rename, {"name": " \u200b"}).context["form"].errors.keys() == {"name"}
    assert client.post(rename, {"name": "The blue phone"}).url == SECURITY
    assert "The blue phone" in client.get(SECURITY).content.decode()

    remove = reverse("mfa_remove_webauthn", args=[a_passkey.pk])
    assert "The blue phone" in client.get(remove).content.decode()
    assert client.post(remove).url == SECURITY
    assert not a_passkey.user.passkeys().exists()
    assert outbox()[-1].subject == "A passkey was removed from your Pyjama account"


@pytest.mark.parametrize("name", ["mfa_edit_webauthn", "mfa_remove_webauthn"])
def test_nobody_touches_the_passkey_of_somebody_else(a_passkey, world, proved, browser, name):
    address = reverse(name, args=[a_passkey.pk])
    assert proved(world.sam).post(address, {"name": "Mine"}).status_code == 404
    assert browser(a_passkey.user).post(address, {"name": "Mine"}).url.startswith(page("account_reauthenticate"))
    assert browser().get(address).url.startswith(page("account_login"))
    a_passkey.refresh_from_db()
    assert str(a_passkey) == "Amina’s phone"


def test_knocking_without_end_is_heard_no_more(world, browser):
    client = browser()
    answers = [client.get(SIGN_IN).status_code for _try in range(31)]
    assert answers == [200] * 30 + [429]


@pytest.mark.parametrize(
    ("host", "way"),
    [("127.0.0.1:8000", "http://localhost:8000"), ("localhost:8000", None)],
)
def test_at_a_number_the_page_says_where_the_name_is(world, proved, host, way):
    client = proved(world.amina)
    for reader, address in ((client, ADD), (Client(), SIGN_IN_PAGE)):
        text = reader.get(address, headers={"host": host}).text
        assert ("belongs to a name" in text, "<passkey-form" in text) == (bool(way), not way)
        assert (f'href="{way}{address}"' in text) == bool(way)
