import re

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.webauthn.internal.auth import WebAuthn

from pyjama.accounts.tests.pages import page
from pyjama.accounts.tests.passkeys import made_for


@pytest.fixture
def mailed_code(outbox):
    """A function: the six digits of the latest message."""
    return lambda: re.search(r"^\d{6}$", outbox()[-1].text, re.MULTILINE).group()


@pytest.fixture
def sign_in(browser, mailed_code):
    """A function: `sign_in(person)` is a browser signed in by code, as in life."""

    def sign_in(person):
        client = browser()
        client.post(page("account_login"), {"login": person.email})
        client.post(page("account_confirm_login_code"), {"code": mailed_code()})
        return client

    return sign_in


@pytest.fixture
def with_step(world):
    """Amina, whose second step is on, and the secret that her app knows."""
    person, secret = world.amina, generate_totp_secret()
    TOTP.activate(person, secret)
    RecoveryCodes.activate(person)
    return person, secret


@pytest.fixture
def a_passkey(world):
    """Amina's passkey, as a browser once made it: nobody has its other half."""
    return WebAuthn.add(world.amina, "Amina’s phone", made_for(world.amina)).instance
