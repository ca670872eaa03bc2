"""A moderator at her queue: with nothing but keys, and many decided in at most three clicks."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.hands import Keyboard


@pytest.fixture
def odile(member):
    return member("odile", "fr", hands=Keyboard)


def noisy(page):
    """The rows of the call in which three contributions were reported."""
    return page.locator(".queue__row").filter(has_text="Un appel bruyant")


def go_down_to(page, row):
    """Press j until a row has the focus."""
    for _ in range(page.locator(".queue__row").count() + 1):
        page.keyboard.press("j")
        if row.evaluate("row => row === document.activeElement"):
            return
    raise AssertionError("The keys do not come to it.")


def test_the_queue_is_gone_through_by_keys_and_many_are_decided_at_once(odile):
    page = odile.go("moderation:queue")
    shows_the_keys(page)
    hides_two(odile, page)
    opens_the_third(odile, page)


def shows_the_keys(page):
    overlay = page.locator("[data-keys]")
    page.keyboard.press("?")
    expect(overlay).to_have_attribute("open", "")
    expect(overlay).to_contain_text("les flèches")
    page.keyboard.press("Escape")
    expect(overlay).not_to_have_attribute("open", "")


def hides_two(odile, page):
    first, second, third = noisy(page).all()
    go_down_to(page, first)
    for key in ("x", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
    expect(first).to_be_focused()
    go_down_to(page, second)
    page.keyboard.press("x")
    for row, is_ticked in ((first, True), (second, True), (third, False)):
        expect(row.locator("[name=items]")).to_be_checked(checked=is_ticked)
    odile.hands.press(page.locator("[name=act][value='hide:spam']"))
    expect(page.locator("main").get_by_role("status").filter(visible=True)).to_contain_text("2")
    expect(noisy(page)).to_have_count(1)


def opens_the_third(odile, page):
    go_down_to(page, noisy(page).first)
    page.keyboard.press("o")
    expect(page).to_have_url(re.compile(r"/moderation/\d+/"))
    odile.hands.tick(page.locator("main [name=verb][value=dismiss]"))
    odile.hands.fill(page.locator("main [name=words]"), "x, j, o: typed, and nothing else.")
    odile.press(".queue__decision .button")
    expect(page).to_have_url(re.compile(re.escape(odile.path("moderation:queue")) + "(#main)?$"))
    expect(noisy(page)).to_have_count(0)


def test_single_keys_can_be_switched_off_and_rest_while_one_types(odile):
    page, keys = odile.go("moderation:queue"), odile.page.keyboard
    keys.press("?")
    page.locator("[data-switch]").uncheck()
    page.reload()
    keys.press("a")
    expect(page.locator("[name=items]:checked")).to_have_count(0)
    page.locator("[data-keys]").evaluate("keys => { keys.open = true; }")
    page.locator("[data-switch]").check()
    page.locator("main [name=kind], [name=kind]").first.focus()
    keys.press("a")
    expect(page.locator("[name=items]:checked")).to_have_count(0)
    page.locator("h1").click()
    keys.press("a")
    expect(page.locator("[name=items]:checked")).to_have_count(page.locator("[name=items]").count())
    # Two clicks, this box and a button, decide on a page of them: fewer than three.
    expect(page.locator(".queue__bulk [data-all]")).to_be_checked()
    expect(page.locator(".queue__bulk [name=act]").first).to_be_visible()
