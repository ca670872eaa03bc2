"""What machines can tell: on every page of the loop axe finds nothing serious, and nothing runs off a small phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.journeys.browsers import REPEATED_IDS

pytestmark = pytest.mark.journey

NARROW, WIDE = {"width": 320, "height": 720}, {"width": 1280, "height": 900}
# Each page is looked at twice: on a small phone by day in French, on a large screen by night in English.
VIEWS = {"fr": (NARROW, "light"), "en": (WIDE, "dark")}
SERIOUS = """() => axe.run({resultTypes: ["violations"]}).then(({violations}) => violations
  .filter((rule) => ["serious", "critical"].includes(rule.impact))
  .flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 120)} ${node.failureSummary}`)))"""
OVERFLOWING = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll("body *")]
    .filter((element) => element.getBoundingClientRect().right > width + 1)
    .map((element) => element.outerHTML.slice(0, 120));
}"""

VISITOR = [
    ("pages:home",),
    ("calls:list",),
    ("pages:call", "slogans"),
    ("pages:call", "letter"),
    ("pages:call", "finished"),
    ("pages:how_it_works",),
    ("pages:privacy",),
    ("pages:contact",),
    ("account_login",),
    ("account_login_with_password",),
    ("account_signup",),
]
AMINA = [
    ("pages:mine",),
    ("pages:call", "menu"),
    ("contributions:reply", "theirs"),
    ("contributions:edit", "own"),
    ("contributions:withdraw", "own"),
    ("contributions:former_texts", "own"),
    ("notifications:list",),
    ("notifications:preferences",),
    ("karma:mine",),
    ("account_settings",),
    ("usersessions_list",),
    ("account_set_password",),
    ("account_logout",),
    ("organizations:register",),
]
CHLOE = [
    ("pages:mine",),
    ("pages:call", "poster"),
    ("pages:call", "slogans"),
    ("calls:new", "refuge"),
    ("calls:extend", "slogans_alone"),
    ("calls:close", "slogans_alone"),
    ("outcomes:desk", "slogans_alone"),
    ("organizations:edit", "refuge"),
    ("organizations:team", "refuge"),
]
ODILE = [("pages:review",), ("organizations:decide", "waiting"), ("calls:decide", "review")]


PARTS = {"visitor": ("", VISITOR), "helper": ("amina", AMINA), "owner": ("chloe", CHLOE), "moderator": ("odile", ODILE)}


def check(person):
    """Fail on what axe finds serious, on an id used twice, and on what one must scroll sideways to see."""
    page = person.page
    size, scheme = VIEWS[person.language]
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(NARROW)
    found = page.evaluate(REPEATED_IDS) + page.evaluate(OVERFLOWING)
    page.set_viewport_size(size)
    page.evaluate(Axe().axe_script)
    found += page.evaluate(SERIOUS)
    assert not found, page.url + "\n" + "\n".join(found)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("part", PARTS)
def test_pages_can_be_used_by_everybody(newcomer, member, story, language, part):
    name, places = PARTS[part]
    person = member(name, language) if name else newcomer("Somebody", language)
    for route, *keys in places:
        person.go(route, *(argument for key in keys for argument in story[key]))
        check(person)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_pages_that_say_no_can_be_used_by_everybody(newcomer, member, story, language):
    visitor, owner = newcomer("Somebody", language), member("chloe", language)
    visitor.open(f"/{language}/nowhere/")
    check(visitor)
    visitor.go("account_signup")
    send_empty(visitor)
    for route, *keys in [("organizations:register",), ("calls:new", "refuge"), ("contributions:reply", "theirs")]:
        owner.go(route, *(argument for key in keys for argument in story[key]))
        send_empty(owner)


def send_empty(person):
    """Send the main form as it is, past what the browser itself would ask for."""
    person.page.locator("main form").evaluate("form => form.noValidate = true")
    person.page.locator("main form .button:not([name])").click()
    expect(person.page.locator(".field__errors").first).to_be_visible()
    check(person)
