"""Two languages, one pool: addresses, names and domains per language."""

import pytest

pytestmark = pytest.mark.once

TWO_DOMAINS = {"fr": "pyjama.example", "en": "pajamas.example"}


@pytest.fixture
def two_domains(settings):
    settings.DOMAINS = TWO_DOMAINS
    settings.SITE_NAMES = {"fr": "Pyjama", "en": "Pajamas"}
    settings.ALLOWED_HOSTS = list(TWO_DOMAINS.values())


def test_each_language_lives_on_its_own_domain(browser, two_domains):
    visitor = browser()
    assert visitor.get("/en/calls/?minutes=5", headers={"Host": "pajamas.example"}).status_code == 200
    response = visitor.get("/en/calls/?minutes=5", headers={"Host": "pyjama.example"})
    assert response.url == "https://pajamas.example/en/calls/?minutes=5"


def test_the_language_switch_leads_to_the_other_domain(browser, two_domains):
    page = browser().get("/en/calls/", headers={"Host": "pajamas.example"}).text

    assert 'href="https://pyjama.example/fr/' in page
    assert "Pajamas" in page


def test_the_site_has_one_name_per_language(browser, two_domains):
    assert "<title>Pyjama ·" in browser().get("/fr/", headers={"Host": "pyjama.example"}).text
    assert "<title>Pajamas ·" in browser().get("/en/", headers={"Host": "pajamas.example"}).text


def test_an_unknown_host_is_refused(browser, two_domains):
    assert browser().get("/en/", headers={"Host": "evil.example"}).status_code == 400


def test_dates_and_numbers_follow_the_language(world, browser):
    from django.utils import formats, translation

    with translation.override("fr"):
        assert formats.localize(1234.5) == "1\xa0234,5"
        assert formats.time_format(world.call("slogans").closes_at, "TIME_FORMAT").count("\xa0h\xa0") == 1
    with translation.override("en"):
        assert formats.localize(1234.5) == "1\xa0234.5"


def test_the_language_of_a_call_is_named_in_the_reader_s(world, browser):
    from django.utils import translation

    for reader, name in (("fr", "Anglais"), ("en", "English")):
        with translation.override(reader):
            assert f"<dd>{name}</dd>" in browser().get(world.call("menu").get_absolute_url()).text


@pytest.mark.parametrize("path", ["/fr/nulle-part/", "/en/nowhere/", "/nowhere", "/fr/%00", "/en/" + "x" * 3_000])
def test_every_missing_address_is_a_page_in_the_look(browser, path):
    response = browser().get(path)

    assert response.status_code == 404
    assert 'class="bar' in response.text or "page bar" in response.text
