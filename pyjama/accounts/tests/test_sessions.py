import json
import os
import subprocess
import sys
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.urls import reverse

from pyjama.accounts.sessions import FORMER_BACKEND
from pyjama.accounts.tasks import forget_ended_sessions
from pyjama.accounts.templatetags.accounts import device, last_seen
from pyjama.accounts.tests.pages import is_signed_in, page
from pyjama.core import clock

pytestmark = pytest.mark.once

SESSIONS = page("usersessions_list")
SETTINGS = page("account_settings")
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def end_of(client):
    """The address that ends a browser's session."""
    return reverse("end_session", args=[UserSession.objects.get(session_key=client.session.session_key).pk])


def test_one_sees_where_one_is_signed_in(world, sign_in):
    sign_in(world.amina)
    client = sign_in(world.amina)
    sign_in(world.sam)
    shown = client.get(SESSIONS).content.decode()
    assert shown.count("End this session") == 2
    assert shown.count("is-good") == 1


def test_a_session_of_before_goes_on(world, browser):
    client = browser()
    client.force_login(world.amina, backend=FORMER_BACKEND)
    assert client.get(SESSIONS).status_code == 200


def test_one_may_end_the_other_sessions(world, sign_in):
    elsewhere, here, stranger = sign_in(world.amina), sign_in(world.amina), sign_in(world.sam)
    assert here.post(page("end_other_sessions")).url == SESSIONS
    assert (is_signed_in(elsewhere), is_signed_in(here), is_signed_in(stranger)) == (False, True, True)
    assert elsewhere.get(SETTINGS).status_code == 302


def test_one_may_end_them_all(world, sign_in):
    elsewhere, here, stranger = sign_in(world.amina), sign_in(world.amina), sign_in(world.sam)
    assert here.post(page("end_all_sessions")).url == page("pages:home")
    assert (is_signed_in(elsewhere), is_signed_in(here), is_signed_in(stranger)) == (False, False, True)


def test_one_may_end_one_of_them(world, sign_in):
    elsewhere, here = sign_in(world.amina), sign_in(world.amina)
    assert here.post(end_of(elsewhere)).url == SESSIONS
    assert (is_signed_in(elsewhere), is_signed_in(here)) == (False, True)
    assert here.post(end_of(here)).url == page("pages:home")
    assert not is_signed_in(here)


def test_nobody_ends_a_session_of_somebody_else(world, sign_in, browser):
    hers, stranger = sign_in(world.amina), browser(world.sam)
    assert stranger.post(end_of(hers)).status_code == 404
    assert is_signed_in(hers)


def test_a_session_says_on_which_day_it_was_last_used(world, sign_in, at):
    here, tomorrow, later = sign_in(world.amina), timedelta(days=1), timedelta(days=3)
    with at(clock.now() + tomorrow):
        here.get(SETTINGS)
        assert "used today" in here.get(SESSIONS).content.decode()
    with at(clock.now() + 2 * tomorrow):
        assert last_seen(UserSession.objects.get().last_seen_at) == "used yesterday"
    with at(clock.now() + later):
        assert last_seen(UserSession.objects.get().last_seen_at).startswith("last used on")


@pytest.mark.parametrize("name", ["end_other_sessions", "end_all_sessions"])
def test_looking_ends_nothing(world, browser, name):
    assert browser(world.amina).get(page(name)).status_code == 405


@pytest.mark.parametrize("name", ["usersessions_list", "end_other_sessions", "end_all_sessions"])
def test_a_visitor_is_sent_to_sign_in(world, browser, name):
    assert browser().post(page(name)).url.startswith(page("account_login"))


def test_signing_out_takes_a_button(world, browser):
    client = browser(world.amina)
    assert "<button" in client.get(page("account_logout")).content.decode()
    assert is_signed_in(client)
    key = client.session.session_key
    assert client.post(page("account_logout")).url == page("pages:home")
    assert not is_signed_in(client)
    assert not client.session.exists(key)


def test_a_visitor_has_nothing_to_sign_out_of(world, browser):
    assert browser().get(page("account_logout")).url == page("pages:home")


def test_of_a_session_that_is_over_nothing_is_remembered(world, sign_in, at):
    gone, here = sign_in(world.amina), sign_in(world.amina)
    gone.post(page("account_logout"))
    forget_ended_sessions()
    assert list(UserSession.objects.values_list("session_key", flat=True)) == [here.session.session_key]

    with at(clock.now() + timedelta(days=61)):
        forget_ended_sessions()
    assert not UserSession.objects.exists()
    assert not is_signed_in(here)


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (FIREFOX, "Firefox, Linux"),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36 Edg/141.0",
            "Edge, Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 Version/26.0 Safari/604.1",
            "Safari, iPhone",
        ),
        ("curl/8", "A browser we do not know"),
    ],
)
def test_a_browser_is_named_in_words(user_agent, words):
    assert device(user_agent) == words


PRINT_COOKIES = """
import json
from django.conf import settings
names = ["SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME"]
flags = ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY"]
width = ["SESSION_COOKIE_DOMAIN", "SESSION_COOKIE_PATH", "CSRF_COOKIE_DOMAIN", "CSRF_COOKIE_PATH", "SESSION_COOKIE_SAMESITE"]
print(json.dumps([[getattr(settings, name) for name in group] for group in (names, flags, width)]))
"""


@pytest.mark.parametrize(
    ("site_url", "names", "over_tls"),
    [
        ("https://pyjama.example", ["__Host-sessionid", "__Host-csrftoken"], True),
        ("http://127.0.0.1:8000", ["sessionid", "csrftoken"], False),
    ],
)
def test_over_tls_the_cookies_are_bound_to_the_host(tmp_path, site_url, names, over_tls):
    """A `__Host-` cookie is one that is Secure, has no Domain, and whose Path is / (RFC 6265bis, 4.1.3.2)."""
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SITE_URL": site_url,
        "SECRET_KEY": "s" * 60,
        "DATA_DIR": str(tmp_path),
    }
    command = [sys.executable, "-c", PRINT_COOKIES]
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert json.loads(result.stdout) == [names, [over_tls, over_tls, True], [None, "/", None, "/", "Lax"]]
