"""Finding a call as one types and chooses, with scripts and without, and passing it on."""

import re

from playwright.sync_api import expect

from tests.journeys.barriers import check


def cards(person):
    return person.page.locator("#results .call")


def test_the_list_follows_what_one_types_and_chooses(newcomer):
    ada = newcomer("Ada", "en")
    ada.go("pages:calls")
    all_of_them = cards(ada).count()
    search = ada.page.get_by_label("Search for")
    search.press_sequentially("name", delay=20)

    expect(ada.page.locator("#results mark").first).to_be_visible()
    expect(ada.page).to_have_url(re.compile(r"\?text=name$"))
    expect(search).to_be_focused()
    expect(search).to_have_value("name")
    found = cards(ada).count()
    assert 0 < found < all_of_them
    check(ada.page)
    ada.page.get_by_label("Language").select_option("en")
    expect(ada.page).to_have_url(re.compile(r"\?text=name&language=en$"))
    ada.page.go_back()
    expect(cards(ada)).to_have_count(found)


def test_without_scripts_the_button_does_it_and_a_condition_can_be_dropped(newcomer):
    ada = newcomer("Ada", "en", javascript=False)
    ada.go("pages:calls")
    ada.page.get_by_label("Search for").fill("xylophone")
    ada.page.get_by_label("Language").select_option("fr")
    ada.page.get_by_role("button", name="Show").click()

    expect(ada.page.get_by_role("heading", name="The nearest to what you look for")).to_be_visible()
    ada.page.get_by_role("link", name="Without Search for: xylophone").click()
    expect(ada.page).to_have_url(re.compile(r"\?language=fr$"))
    assert cards(ada).count() > 0


def test_a_call_is_passed_on_by_its_link(newcomer, story):
    ada = newcomer("Ada", "en", permissions=["clipboard-read", "clipboard-write"])
    ada.go_to_call(story["menu"][0])
    ada.page.get_by_role("button", name="Copy the link").click()

    expect(ada.page.get_by_text("Copied.")).to_be_visible()
    canonical = ada.page.locator("link[rel=canonical]").get_attribute("href")
    assert ada.page.evaluate("navigator.clipboard.readText()") == canonical


def test_without_scripts_a_call_is_passed_on_by_plain_links(newcomer, story):
    ada = newcomer("Ada", "en", javascript=False)
    ada.go_to_call(story["menu"][0])

    expect(ada.page.get_by_role("button", name="Copy the link")).to_be_hidden()
    expect(ada.page.get_by_role("link", name="Mail", exact=True)).to_be_visible()
