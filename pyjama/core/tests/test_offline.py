"""What a browser needs to install the site and to keep it at hand: the journeys show what it makes of it."""

import json
import re
from uuid import uuid4

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.urls import reverse
from django.utils import translation
from PIL import Image

from pyjama.core import offline

pytestmark = pytest.mark.once

LATER = {"X-Kept-Text": "1"}


def address(language, name, *arguments):
    with translation.override(language):
        return reverse(name, args=arguments)


@pytest.fixture
def known(browser):
    """A function: what the service worker is told (dict), by a host."""

    def read(host="testserver"):
        response = browser().get("/service-worker.js", headers={"host": host})
        return json.loads(re.match(r"const site = (.*);\n", response.text)[1])

    return read


@pytest.fixture
def versions():
    """A function: the version of now; what was counted before is forgotten, then and at the end."""

    def read():
        offline.version.cache_clear()
        return offline.version()

    yield read
    offline.version.cache_clear()


@pytest.mark.parametrize(("language", "calls"), [("fr", "Demandes et défis"), ("en", "Requests and challenges")])
def test_the_site_is_installed_in_the_language_of_the_page(world, browser, settings, language, calls):
    settings.SITE_NAMES = {"fr": "Pantoufles", "en": "Slippers"}
    page = browser().get(f"/{language}/")
    link = re.search(r'<link rel="manifest" href="([^"]+)">', page.text)[1]
    response = browser().get(link)
    manifest = response.json()

    assert response["Content-Type"] == "application/manifest+json"
    assert "public" in response["Cache-Control"]
    assert manifest["name"] == settings.SITE_NAMES[language]
    assert (manifest["lang"], manifest["start_url"], manifest["scope"]) == (f"{language}-CA", f"/{language}/", "/")
    assert manifest["shortcuts"][0] == {"name": calls, "url": address(language, "pages:calls")}


def test_its_icons_are_what_the_manifest_says(browser):
    icons = browser().get("/en/manifest.webmanifest").json()["icons"]
    assert {icon["purpose"] for icon in icons} == {"any", "maskable"}
    for icon in icons:
        with Image.open(finders.find(icon["src"].removeprefix("/static/"))) as image:
            assert f"{image.width}x{image.height}" == icon["sizes"]
            assert (image.width, "image/png") == (image.height, icon["type"])


def test_the_worker_is_asked_for_again_with_each_page(browser):
    response = browser().get("/service-worker.js")
    assert response["Content-Type"].startswith("text/javascript")
    assert response["Cache-Control"] == "no-cache"
    assert "worker-src 'self'" in response["Content-Security-Policy"]


def test_what_the_worker_keeps_is_there(browser, known):
    site = known()
    assert [file for file in site["files"] if not finders.find(file.removeprefix("/static/"))] == []
    assert "/static/css/site.css" in site["files"]
    assert "/static/js/site.js" in site["files"]
    for language, places in site["languages"].items():
        page = browser().get(places["offline"])
        assert page.status_code == 200
        assert address(language, "account_login") not in page.text


def test_the_worker_knows_calls_and_replies_by_their_addresses(world, known):
    places = known()["languages"]["fr"]
    call, contribution = world.call("slogans"), world.contribution("menu", "jean_philippe")
    is_call = re.compile(places["call"]).search
    assert is_call(address("fr", "pages:call", call.pk, call.slug))[1] == str(call.pk)
    assert re.search(places["door"], address("fr", "matching:call", call.pk))[1] == str(call.pk)
    assert re.search(places["reply"], address("fr", "contributions:reply", contribution.pk))
    assert re.search(places["contribution"], address("fr", "contributions:address", contribution.pk))
    assert not any(map(is_call, [address("fr", "pages:calls"), address("fr", "calls:edit", call.pk), "/fr/"]))


def test_where_each_language_has_a_domain_the_worker_keeps_to_its_own(known, settings):
    settings.DOMAINS = {"fr": "localhost", "en": "127.0.0.1"}
    assert [*known("localhost")["languages"]] == ["fr"]
    assert [*known("127.0.0.1")["languages"]] == ["en"]
    assert [*known()["languages"]] == ["fr", "en"]


def test_a_new_style_script_or_word_makes_a_new_version(known, versions, monkeypatch, settings):
    first = versions()
    assert versions() == first == known()["version"]
    monkeypatch.setattr(staticfiles_storage, "manifest_hash", "another", raising=False)
    second = versions()
    settings.SITE_NAMES = {"fr": "Pantoufles", "en": "Slippers"}
    assert len({first, second, versions()}) == 3


def test_who_develops_has_nothing_kept_from_her(browser, settings):
    settings.DEBUG = True
    assert "unregister()" in browser().get("/service-worker.js").text


# Sending what was kept


def test_a_kept_text_is_sent_with_a_fresh_key_once_and_told_where_it_stands(world, browser):
    sam, call = browser(world.sam), world.call("slogans")
    sam.handler.enforce_csrf_checks = True
    sender = sam.get("/sender.json")
    assert "no-store" in sender["Cache-Control"]
    assert sender.json()["person"] == str(world.sam.pk)

    form = {"body": "Written in the metro.", "language": "en", "submission_key": uuid4()}
    assert sam.post(call.get_absolute_url(), form, headers=LATER).status_code == 403
    headers = LATER | {"X-CSRFToken": sender.json()["token"]}
    answers = [sam.post(call.get_absolute_url(), form, headers=headers) for _ in range(2)]

    posted = call.contributions.get(body="Written in the metro.")
    assert [(answer.status_code, answer["X-Leads-To"]) for answer in answers] == [(204, posted.get_absolute_url())] * 2
    assert "Location" not in answers[0]


def test_a_visitor_sends_as_nobody(browser):
    assert browser().get("/sender.json").json()["person"] == ""


def test_a_reply_whose_author_is_signed_out_is_told_to_sign_in(world, browser):
    contribution = world.contribution("menu", "jean_philippe")
    answer = browser().post(reverse("contributions:reply", args=[contribution.pk]), headers=LATER)
    assert answer["X-Leads-To"].startswith(reverse("account_login"))
