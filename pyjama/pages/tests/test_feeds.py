"""The lists as Atom feeds."""

from xml.etree import ElementTree as Xml

import pytest
from django.urls import reverse
from django.utils import translation

from pyjama.calls.actions import edit_call
from pyjama.calls.models import Call

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def feed(response):
    """The feed of an answer, once it is known to be one."""
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = Xml.fromstring(response.content)  # noqa: S314
    assert root.tag == f"{ATOM}feed"
    for name in ("title", "id", "updated"):
        assert root.findtext(f"{ATOM}{name}")
    return root


def entries(root):
    return root.findall(f"{ATOM}entry")


def links(element):
    return {link.get("rel", "alternate"): link.get("href") for link in element.findall(f"{ATOM}link")}


def test_open_calls_are_a_feed_in_the_language_of_its_address(world, browser):
    menu = world.call("menu")
    with translation.override("fr"):
        root, page = feed(browser().get(reverse("pages:calls_feed"))), menu.get_absolute_url()
    by_link = {links(entry)["alternate"]: entry for entry in entries(root)}
    entry = by_link[f"http://127.0.0.1:8000{page}"]

    assert root.get(LANG) == "fr-CA"
    assert entry.get(LANG) == "en-CA"
    assert entry.findtext(f"{ATOM}title") == menu.title
    assert entry.findtext(f"{ATOM}summary") == menu.body_html
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == menu.organization.name
    assert len(entries(root)) == min(Call.objects.open().count(), 30)


def test_the_filters_of_the_list_narrow_its_feed(world, browser):
    root = feed(browser().get("/en/calls/feed/", {"language": "fr", "minutes": "soon"}))

    assert {entry.get(LANG) for entry in entries(root)} == {"fr-CA"}
    assert links(root) == {
        "alternate": "http://127.0.0.1:8000/en/calls/?language=fr",
        "self": "http://127.0.0.1:8000/en/calls/feed/?language=fr",
    }
    assert entries(feed(browser().get("/en/calls/feed/", {"text": "xylophone"}))) == []


def test_an_entry_keeps_its_name_when_its_title_changes(world, browser):
    def names():
        return {entry.findtext(f"{ATOM}id") for entry in entries(feed(browser().get("/en/calls/feed/")))}

    before, menu = names(), world.call("menu")
    edit_call(call=menu, editor=menu.author, version=menu.version, title="Quite another title")
    assert names() == before
    assert {name.partition(":")[0] for name in before} == {"tag"}


@pytest.mark.parametrize("control", ["\x08", "\x1b", "\ufffe"])
def test_no_call_breaks_the_feed_of_all(world, browser, control):
    menu = world.call("menu")
    typed = {"title": f"Which{control} menu?", "body": f"A{control} or B?", "kind": "request", "language": "en"}
    browser(menu.author).post(f"/en/calls/{menu.pk}/edit/", typed | {"minutes": 5, "enough": 10, "version": menu.version})

    titles = [entry.findtext(f"{ATOM}title") for entry in entries(feed(browser().get("/en/calls/feed/")))]
    assert "Which menu?" in titles


def test_finished_calls_are_a_feed(world, browser):
    page = browser().get("/en/what-your-help-changed/").context["stretch"].rows
    root = feed(browser().get("/en/what-your-help-changed/feed/"))

    titles = [entry.findtext(f"{ATOM}title") for entry in entries(root)]
    assert titles[: len(page)] == [outcome.call.title for outcome in page]
    french = feed(browser().get("/en/what-your-help-changed/feed/", {"language": "fr"}))
    assert 0 < len(entries(french)) < len(entries(root))


def test_an_organization_has_a_feed_of_what_it_asked_in_public(world, browser):
    refuge = world.organization("refuge")
    for reader in (None, world.chloe):
        root = feed(browser(reader).get(f"/en/organizations/{refuge.pk}/feed/"))
        titles = {entry.findtext(f"{ATOM}title") for entry in entries(root)}
        assert world.call("slogans").title in titles
        assert world.call("poster").title not in titles


@pytest.mark.parametrize("name", ["jardin", "club"])
def test_an_organization_that_is_not_verified_has_no_feed(world, browser, name):
    assert browser().get(f"/en/organizations/{world.organization(name).pk}/feed/").status_code == 404


def test_each_list_says_where_its_feed_is(world, browser):
    refuge = world.organization("refuge")
    for page, address in {
        "/en/": "/en/calls/feed/",
        "/en/calls/?language=fr&page=1": "/en/calls/feed/?language=fr",
        "/en/what-your-help-changed/": "/en/what-your-help-changed/feed/",
        refuge.get_absolute_url(): f"/en/organizations/{refuge.pk}/feed/",
    }.items():
        text = browser().get(page).text
        assert '<link rel="alternate" type="application/atom+xml"' in text
        assert f'href="{address}"' in text


def test_the_addresses_are_the_operators_own(world, browser, settings):
    settings.DOMAINS = {"fr": "pyjama.example", "en": "pajamas.example"}
    settings.ALLOWED_HOSTS = ["pajamas.example"]
    root = feed(browser().get("/en/calls/feed/", headers={"Host": "pajamas.example"}))

    assert {link.split("/")[2] for entry in entries(root) for link in links(entry).values()} == {"pajamas.example"}
    assert links(root)["self"] == "https://pajamas.example/en/calls/feed/"


def test_a_feed_costs_the_same_with_many_rows(world, browser, django_assert_max_num_queries):
    menu = world.call("menu")
    with django_assert_max_num_queries(6) as few:
        browser().get("/en/calls/feed/")
    fields = {field.attname: getattr(menu, field.attname) for field in Call._meta.fields if field.name != "id"}
    Call.objects.bulk_create(Call(**fields) for _ in range(9))
    with django_assert_max_num_queries(len(few)):
        browser().get("/en/calls/feed/")
