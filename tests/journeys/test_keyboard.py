"""Without a mouse: one sees where one is, and everything can be reached and pressed."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey

MOST_TABS = 120
FOCUSED = """(selector) => {
  const element = document.activeElement;
  const outlines = [];
  for (let each = element; each; each = each.parentElement) outlines.push(getComputedStyle(each));
  return {
    name: element.outerHTML.slice(0, 80),
    is_it: element.matches(selector),
    is_visible: outlines.some((style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2),
  };
}"""


def tab_to(person, selector):
    """Press Tab until the focus is there; on the way it is always to be seen."""
    for _ in range(MOST_TABS):
        person.page.keyboard.press("Tab")
        focused = person.page.evaluate(FOCUSED, selector)
        assert focused["is_visible"], f"The focus is not to be seen: {focused['name']}"
        if focused["is_it"]:
            return
    pytest.fail(f"{MOST_TABS} tabs do not lead to {selector}.")


def press(person, key):
    person.page.keyboard.press(key)


def test_signing_in_contributing_and_voting_without_a_mouse(newcomer, story):
    lise = newcomer("Lise", "fr", email="lise@example.org")
    sign_in(lise)
    open_a_call(lise, story["menu"])
    contribute(lise, "Le Grand Bol du jeudi")
    vote(lise, story["theirs"][0])


def sign_in(lise):
    lise.go("pages:home")
    tab_to(lise, f'a[href="{lise.path("account_login")}"]')
    press(lise, "Enter")
    expect(lise.page.locator("[name=login]")).to_be_visible()
    tab_to(lise, "[name=login]")
    lise.page.keyboard.type(lise.email)
    press(lise, "Enter")

    expect(lise.page.locator("[name=code]")).to_be_focused()
    lise.page.keyboard.type(lise.receive("Pyjama").code)
    press(lise, "Enter")
    expect(lise.page.locator(f'a[href="{lise.path("pages:mine")}"]')).to_be_visible()


def open_a_call(lise, call):
    tab_to(lise, f'a[href="{lise.path("calls:list")}"]')
    press(lise, "Enter")
    lise.page.wait_for_url(f"**{lise.path('calls:list')}")
    tab_to(lise, f'a[href="{lise.path("pages:call", *call)}"]')
    press(lise, "Enter")
    lise.page.wait_for_url(f"**{lise.path('pages:call', *call)}")


def contribute(lise, body):
    tab_to(lise, "#write [name=body]")
    lise.page.keyboard.type(body)
    tab_to(lise, "#write [name=used_ai]")
    press(lise, "Space")
    expect(lise.page.locator("#write [name=used_ai]")).to_be_checked()
    tab_to(lise, "#write .button:not([formnovalidate])")
    press(lise, "Enter")
    lise.find(body)


def vote(lise, contribution):
    lise.open(lise.page.url.partition("#")[0])
    tab_to(lise, f"#useful-{contribution}")
    press(lise, "Space")
    expect(lise.page.locator(f"#useful-{contribution}")).to_have_attribute("aria-pressed", "true")
    expect(lise.page.locator(f"#useful-{contribution}")).to_be_focused()
