"""The site's own texts, as they are shipped in two languages and as the installation fills them in."""

import re

import pytest
from django.conf import settings
from django.utils.html import strip_tags

from pyjama.pages import shipped
from pyjama.pages.models import Text
from pyjama.pages.tests.words import path
from tests.test_translations import TYPOGRAPHY

pytestmark = pytest.mark.once

LANGUAGES = [code for code, name in settings.LANGUAGES]
EVERY = [pytest.param(slug, language, id=f"{slug}-{language}") for slug in Text.Slug.values for language in LANGUAGES]
FOLLOWED = re.compile(r'href="(/[^"]*)"')


# What is shipped


def test_each_text_is_shipped_in_both_languages_and_nothing_else_is():
    expected = {f"{slug}.{language}.md" for slug in Text.Slug.values for language in LANGUAGES}
    assert {file.name for file in shipped.FOLDER.iterdir()} == expected


@pytest.mark.parametrize(("slug", "language"), EVERY)
def test_a_text_has_its_page(db, browser, slug, language):
    page = browser().get(path(slug, language))

    assert page.status_code == 200
    assert f'<html lang="{language}-CA">' in page.text
    assert page.text.count("<h1") == 1
    assert Text.as_shipped(slug, language).title in page.text.replace("&#x27;", "'")


@pytest.mark.parametrize(("slug", "language"), EVERY)
def test_a_text_is_short_and_its_headings_are_in_order(slug, language):
    text = Text.as_shipped(slug, language)
    headings = [int(level) for level in re.findall(r"<h(\d)", text.html)]
    steps = [after - before for before, after in zip([1, *headings], headings, strict=False)]

    assert 120 <= len(strip_tags(text.html).split()) <= 440
    assert headings
    assert max(steps) <= 1


@pytest.mark.parametrize("slug", Text.Slug.values)
def test_both_languages_say_the_same_things_in_the_same_order(slug):
    """As many headings, paragraphs, points and links: where one gains a promise, so does the other."""
    french, english = (re.findall(r"<(h\d|p|li|a|strong|em)\b", Text.as_shipped(slug, each).html) for each in LANGUAGES)
    assert french == english
    assert Text.as_shipped(slug, "fr").updated_at == Text.as_shipped(slug, "en").updated_at


@pytest.mark.parametrize("slug", Text.Slug.values)
@pytest.mark.parametrize(("fault", "pattern"), TYPOGRAPHY.items(), ids=TYPOGRAPHY)
def test_the_french_of_a_text_is_set_as_french(slug, fault, pattern):
    text = Text.as_shipped(slug, "fr")
    body = re.sub(r"\]\([^)]*\)|^- |\*", "", re.sub(r"\{\w+\}", "x", text.body), flags=re.MULTILINE)
    assert [line for line in [text.title, *body.splitlines()] if re.search(pattern, line)] == []


@pytest.mark.parametrize("slug", Text.Slug.values)
def test_a_number_stays_with_what_it_counts(slug):
    assert re.findall(r"\d+ (?:ans|minutes|jours|heures)", Text.as_shipped(slug, "fr").body) == []


@pytest.mark.parametrize(("slug", "language"), EVERY)
def test_every_link_of_a_text_leads_somewhere_in_its_language(db, browser, slug, language):
    links = FOLLOWED.findall(Text.as_shipped(slug, language).html)
    assert [link for link in links if not link.startswith(f"/{language}/")] == []
    assert [link for link in links if browser().get(link).status_code not in {200, 302}] == []


def test_an_address_of_no_text_is_missing(db, browser):
    assert browser().get("/en/imprint/").status_code == 404
    assert browser().get("/fr/mentions/").status_code == 404


def test_the_language_switch_stays_on_the_text(db, browser):
    assert f'href="{path("privacy", "fr")}"' in browser().get(path("privacy")).text
    assert f'href="{path("privacy", "en")}"' in browser().get(path("privacy", "fr")).text


@pytest.mark.parametrize("address", ["/en/", "/en/nowhere/", "/en/account/sign-in/"])
def test_every_page_leads_to_the_texts_from_its_foot(db, browser, address):
    foot = browser().get(address).text.split('<footer class="foot">')[1]
    assert [slug for slug in Text.Slug.values if f'href="{path(slug)}"' not in foot] == []


# Blanks


def test_the_installation_fills_in_the_blanks(db, browser, settings):
    settings.SITE_NAMES = {"fr": "Chaussettes", "en": "Socks & <Co>"}
    settings.CONTACT_EMAIL, settings.PRIVACY_OFFICER = "hello@socks.quebec", "Rose *Tremblay*, director"
    settings.POSTAL_ADDRESS = "1_2_3, rue des Bas"

    page = browser().get(path("contact")).text
    assert '<a href="mailto:hello@socks.quebec">hello@socks.quebec</a>' in page
    assert "1_2_3, rue des Bas" in page
    assert "Rose *Tremblay*, director" in page
    assert "Socks &amp; &lt;Co&gt;" in browser().get(path("terms")).text
    assert "Chaussettes" in browser().get(path("terms", "fr")).text


@pytest.mark.parametrize(("slug", "language"), EVERY)
def test_nothing_stays_in_braces(db, browser, slug, language):
    assert not re.search(r"\{|\}", strip_tags(browser().get(path(slug, language)).text.split("<main")[1]))
