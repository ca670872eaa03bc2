"""A passkey in a real browser, whose device answers by itself: made, used to come in, removed."""

from copy import copy

import pytest
from playwright.sync_api import expect

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


# As a person does who overlooks what the browser offers by itself: only the page can end that question.
LEAVE_OFFERS = """
  const get = CredentialsContainer.prototype.get;
  CredentialsContainer.prototype.get = function (options) {
    if (options.mediation !== "conditional") return get.call(this, options);
    return new Promise((_, leave) => options.signal.addEventListener("abort", () => leave(options.signal.reason)));
  };
"""


def plug_in_device(page):
    """Give this page's browser a device that keeps passkeys."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


@pytest.fixture(scope="package")
def site(site):
    """The same by its name: a passkey belongs to a host, and a number is none."""
    named = copy(site)
    named.origin = site.origin.replace("127.0.0.1", "localhost")
    return named


def add_passkey(person, name):
    person.go("account_security")
    person.follow("mfa_add_webauthn")
    person.fill(name=name)
    person.press("passkey-form .button")
    person.sees(name)


def leave(person):
    person.go("account_logout")
    person.press()
    expect(person.page.locator(f'a[href="{person.path("account_login")}"]')).to_be_visible()


def is_in(person):
    expect(person.page.locator(f'a[href="{person.path("pages:mine")}"]')).to_be_visible()


def test_a_passkey_is_made_opens_the_door_and_is_removed(newcomer):
    lou = newcomer("Lou", "fr", email="lou@example.org")
    plug_in_device(lou.page)
    lou.ask_for_account()
    lou.enter_code()
    add_passkey(lou, "Mon téléphone")

    leave(lou)
    # The browser offers it in the address field, and this device says yes to everything.
    lou.go("account_login")
    is_in(lou)

    leave(lou)
    lou.page.add_init_script(LEAVE_OFFERS)
    lou.go("account_login")
    lou.press("passkey-form .button")
    is_in(lou)

    lou.go("account_security")
    lou.page.get_by_role("link", name="Retirer Mon téléphone").click()
    lou.press()
    expect(lou.page.get_by_text("Mon téléphone")).to_have_count(0)
