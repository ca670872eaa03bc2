"""What machines read of the site: its map, what each page is about, and how a page shows where it is shared."""

import json
import re
from functools import partial
from html import unescape
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as Xml

import pytest
from django.contrib.staticfiles import finders
from django.urls import resolve, reverse
from django.utils import translation
from PIL import Image

from pyjama.calls.actions import edit_call
from pyjama.calls.models import Call
from pyjama.organizations.models import Organization
from pyjama.outcomes.models import Outcome
from pyjama.pages.models import Text

HOST = "http://127.0.0.1:8000"
MAP, LINK = "{http://www.sitemaps.org/schemas/sitemap/0.9}", "{http://www.w3.org/1999/xhtml}link"


def xml(response):
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml"
    return Xml.fromstring(response.content)  # noqa: S314


def in_each_language(act):
    """The full address that comes of an act, in French and in English."""
    for language in ("fr", "en"):
        with translation.override(language):
            yield HOST + act()


def meta(page):
    """What a page says of itself in its head, as {name: content}."""
    found = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)"', page)
    return {name: unescape(content) for name, content in found}


def data(page):
    """The descriptions in a page, each known to be JSON."""
    return [json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)]


def test_the_map_lists_public_pages_in_both_languages_and_nothing_else(world, browser):
    places = {}
    for part in xml(browser().get("/sitemap.xml")):
        path = part.findtext(f"{MAP}loc").removeprefix("http://testserver")
        for entry in xml(browser().get(path)):
            places[entry.findtext(f"{MAP}loc")] = {link.get("hreflang"): link.get("href") for link in entry.findall(LINK)}

    rows = [*Call.objects.exclude(state__in=["draft", "review"]), *Organization.objects.filter(status="verified")]
    rows += Outcome.objects.exclude(published_at=None)
    always_there = ["pages:home", "pages:calls", "pages:changed", *(f"pages:{slug}" for slug in Text.Slug.values)]
    expected = {}
    for act in [*(row.get_absolute_url for row in rows), *(partial(reverse, name) for name in always_there)]:
        french, english = in_each_language(act)
        expected[french] = expected[english] = {"fr-CA": french, "en-CA": english}
    assert places == expected


def test_what_the_map_lists_is_there_for_everybody(world, browser):
    places = {}
    for section in ("pages", "calls", "outcomes", "organizations"):
        for place in re.findall(rf"<loc>{HOST}(/en/[^<]*)</loc>", browser().get(f"/sitemap-{section}.xml").text):
            with translation.override("en"):
                places[resolve(place).view_name] = place

    assert len(places) == 3 + len(Text.Slug.values) + 3
    assert {browser().get(place).status_code for place in places.values()} == {200}


def test_the_map_gives_each_language_its_domain(world, browser, settings):
    settings.DOMAINS = {"fr": "pyjama.example", "en": "pajamas.example"}
    settings.ALLOWED_HOSTS = ["pajamas.example"]
    page = browser().get("/sitemap-calls.xml", headers={"Host": "pajamas.example"}).text

    assert "<loc>https://pyjama.example/fr/" in page
    assert "<loc>https://pajamas.example/en/" in page
    assert HOST not in page


@pytest.mark.parametrize("address", ["/sitemap-nothing.xml", "/sitemap-calls.xml?p=9", "/sitemap-calls.xml?p=x"])
def test_a_map_that_does_not_exist_is_missing(world, browser, address):
    assert browser().get(address).status_code == 404


def test_search_engines_are_told_where_the_map_is(world, browser):
    response = browser().get("/robots.txt")

    assert response["Content-Type"] == "text/plain"
    assert f"Sitemap: {HOST}/sitemap.xml" in response.text
    assert "Disallow: /admin/" in response.text


def test_a_call_says_what_it_is_and_names_nobody_who_answered(world, browser):
    call = world.call("menu")
    page = browser().get(call.get_absolute_url()).text
    (about,) = data(page)

    assert about["@type"] == "DiscussionForumPosting"
    assert about["headline"] == call.title == meta(page)["og:title"]
    assert about["inLanguage"] == "en-CA"
    assert about["author"]["name"] == call.organization.name
    assert about["commentCount"] == call.contribution_count
    assert about["url"] == f"{HOST}{call.get_absolute_url()}" == meta(page)["og:url"]
    assert f'<link rel="canonical" href="{HOST}{call.get_absolute_url()}">' in page
    assert 0 < len(meta(page)["description"]) <= 160
    assert set(about) & {"comment", "contributor"} == set()


def test_what_people_write_cannot_leave_the_data(world, browser):
    call = world.call("menu")
    hostile = "</script><script>alert(1)</script> <!-- & \u2028"
    edit_call(call=call, editor=call.author, version=call.version, title=hostile, body=f"`{hostile}`")
    page = browser().get(world.organization("harbour").calls.get(pk=call.pk).get_absolute_url()).text
    (about,) = data(page)

    assert about["headline"] == hostile
    assert "<script>alert" not in page
    assert meta(page)["og:title"] == hostile


def test_a_draft_says_nothing_to_machines(world, browser):
    page = browser(world.chloe).get(world.call("poster").get_absolute_url()).text

    assert data(page) == []
    assert "og:title" not in meta(page)


def test_an_organization_the_lists_and_home_say_what_they_are(world, browser):
    refuge = world.organization("refuge")
    (about,) = data(browser().get(refuge.get_absolute_url()).text)
    assert (about["@type"], about["name"], about["address"]["addressLocality"]) == ("NGO", refuge.name, refuge.city)
    (site,) = data(browser().get("/en/").text)
    assert site["potentialAction"]["target"]["urlTemplate"].endswith("/en/calls/?text={search_term_string}")
    for path in ("/en/calls/", "/en/what-your-help-changed/"):
        (items,) = data(browser().get(path).text)
        assert items["itemListElement"][0]["position"] == 1
        assert browser().get(items["itemListElement"][0]["url"].removeprefix(HOST)).status_code == 200


@pytest.mark.parametrize(("query", "address"), [("?language=fr", ""), ("?page=2&text=x", "?page=2"), ("?page=<b>", "")])
def test_the_one_address_of_a_page_leaves_the_filters_out(world, browser, query, address):
    page = browser().get(f"/en/calls/{query}").text
    assert f'<link rel="canonical" href="{HOST}/en/calls/{address}">' in page
    assert (meta(page).get("robots") == "noindex") == ("text=" in query)


def test_the_picture_of_the_site_has_the_size_that_networks_want(world, browser):
    said = meta(browser().get("/en/").text)
    path = finders.find("img/share.png")

    assert said["og:image"] == f"{HOST}/static/img/share.png"
    with Image.open(path) as picture:
        assert picture.size == (int(said["og:image:width"]), int(said["og:image:height"])) == (1200, 630)
        assert Path(path).stat().st_size < 60_000


def test_a_call_is_shared_by_plain_links(world, browser):
    call = world.call("slogans")
    page = browser().get(call.get_absolute_url()).text
    links = {name: unescape(place) for place, name in re.findall(r'<li><a href="([^"]+)" rel="noopener">([^<]+)</a>', page)}

    assert set(links) == {"Mail", "Facebook", "LinkedIn", "Bluesky", "Mastodon", "X"}
    for place in links.values():
        assert f"{HOST}{call.get_absolute_url()}" in unquote(place)
        assert not set(place) & set(' "<>')
    assert call.title in unquote(links["Mail"])
    assert 'src="http' not in page


def test_a_draft_is_not_to_be_shared(world, browser):
    assert "<share-links" not in browser(world.chloe).get(world.call("poster").get_absolute_url()).text
