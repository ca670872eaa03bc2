"""What the tests of this app say often: where a page is, and what is on it."""

import re

from django.urls import reverse
from django.utils import translation

from pyjama.core import clock

SENT_AWAY = 302


def page(name, language="en"):
    """The address of a page in a language."""
    with translation.override(language):
        return reverse(name)


def bare(response, email):
    """A page without what differs from one visit to the next: its tokens, and the address that was typed."""
    text = re.sub(r"[A-Za-z0-9]{64}", "token", response.content.decode())
    return text.replace(email, "somebody@example.org")


def prove(client, person, *, method="code", at=None):
    """Let a person have shown in a browser that it is she, now or at a moment (in seconds)."""
    session = client.session
    session["account_authentication_methods_user"] = str(person.pk)
    session["account_authentication_methods"] = [{"method": method, "at": clock.now().timestamp() if at is None else at}]
    session.save()


def is_signed_in(client):
    return "_auth_user_id" in client.session
