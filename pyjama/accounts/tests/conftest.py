import re

import pytest

from pyjama.accounts.tests.pages import page


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
