"""Without a mouse: one sees where one is, everything can be reached and pressed, and nothing keeps the focus.

The main job is done so as well, by one of the casts of test_loop.py.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.hands import Keyboard

OUTSIDE = -1
HERE = "() => findStops().indexOf(document.activeElement)"


@pytest.fixture
def lise(newcomer):
    return newcomer("Lise", "fr", email="lise@example.org", hands=Keyboard)


def link(person, name, *arguments):
    return person.page.locator(f'a[href="{person.path(name, *arguments)}"]').first


def test_coming_in_choosing_ones_mail_and_leaving_without_a_mouse(lise):
    lise.go("pages:home")
    lise.hands.press(link(lise, "account_login"))
    expect(lise.page.locator("[name=login]")).to_be_visible()
    lise.fill(login=lise.email)
    lise.page.keyboard.press("Enter")
    lise.enter_code()

    lise.hands.press(link(lise, "notifications:list"))
    lise.follow("notifications:preferences")
    lise.hands.tick(lise.page.locator("main [name=credit-mail]"))
    lise.press()
    expect(lise.page.locator("main").get_by_role("status").filter(visible=True)).to_be_visible()
    expect(lise.page.locator("main [name=credit-mail]")).to_be_checked()

    lise.hands.press(link(lise, "pages:mine"))
    lise.hands.press(link(lise, "account_logout"))
    lise.press("main form .button")
    expect(link(lise, "account_login")).to_be_visible()


def test_finding_a_call_and_passing_it_on_without_a_mouse(newcomer, story):
    ada = newcomer("Ada", "en", hands=Keyboard, permissions=["clipboard-read", "clipboard-write"])
    ada.go("pages:home")
    ada.hands.press(link(ada, "pages:calls"))
    ada.hands.fill(ada.page.get_by_label("Search for"), "name")
    expect(ada.page).to_have_url(re.compile("text=name"))
    expect(ada.page.get_by_label("Search for")).to_be_focused()
    ada.hands.select(ada.page.get_by_label("Language"), "English")
    expect(ada.page).to_have_url(re.compile("text=name.*language=en"))
    expect(ada.page.get_by_label("Language")).to_be_focused()

    ada.hands.press(ada.page.locator("#results .call a").first)
    ada.hands.press(ada.page.get_by_role("button", name="Copy the link"))
    expect(ada.page.get_by_text("Copied.")).to_be_visible()


@pytest.mark.parametrize(
    ("name", "address", "key"),
    [
        pytest.param("amina", "pages:call", "menu", id="call"),
        pytest.param("amina", "pages:calls", "", id="list"),
        pytest.param("chloe", "calls:new", "refuge", id="form"),
        pytest.param("chloe", "organizations:team", "refuge", id="team"),
        pytest.param("chloe", "outcomes:desk", "slogans_alone", id="desk"),
    ],
)
def test_tab_comes_to_everything_in_the_order_of_the_page_and_leaves_it(member, story, name, address, key):
    person = member(name, "en", hands=Keyboard)
    person.go(address, *story.get(key, []))
    number = person.page.evaluate("findStops().length")
    passed = []
    while passed[-1:] != [OUTSIDE] and len(passed) <= number:
        person.page.keyboard.press("Tab")
        here = person.page.evaluate(HERE)
        # A date has several stops within.
        passed += [here] if passed[-1:] != [here] else []

    assert passed == [*range(number), OUTSIDE]
    assert person.page.evaluate("astray") == []
