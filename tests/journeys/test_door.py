"""From a cold link on a telephone to a contribution that is sent: a few taps and two fields, with scripts and without."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.hands import Mouse

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
MOST_TAPS, MOST_FIELDS = 6, 2
WORDS = {"fr": "La rampe à bateaux fait peur aux débutants.", "en": "“Occupation”, when you have none."}
IS_IN_SIGHT = """(box) => {
  const {x, y, width, height} = box.getBoundingClientRect();
  return box.parentElement.contains(document.elementFromPoint(x + width / 2, y + height / 2));
}"""


class Thumb(Mouse):
    """A hand that counts what it does."""

    taps = fields = 0

    def press(self, place):
        self.taps += 1
        place.tap()

    def tick(self, box):
        self.taps += 1
        box.tap()
        expect(box).to_be_checked()

    def fill(self, field, text):
        self.fields += 1
        super().fill(field, text)


@pytest.fixture
def zoe(newcomer, language, javascript):
    return newcomer("Zoé", language, email=f"zoe.door.{language}@example.org", hands=Thumb, javascript=javascript, **PHONE)


@pytest.mark.parametrize(("language", "javascript"), [("fr", True), ("en", False)])
def test_a_few_taps_and_two_fields_lead_from_a_cold_link_to_a_contribution(zoe, language, javascript):
    zoe.go("pages:home")
    first = come_to_a_call(zoe, cause={"fr": "environment", "en": "education"}[language], counts=javascript)
    zoe.fill(body=WORDS[language])
    zoe.press("#write .button:not([formnovalidate])")
    zoe.fill(email=zoe.email)
    zoe.press("main [name=old_enough]")

    expect(zoe.page.locator("body > header")).to_contain_text(zoe.email)
    zoe.sees(WORDS[language])
    assert zoe.hands.taps <= MOST_TAPS
    assert zoe.hands.fields <= MOST_FIELDS
    zoe.follow("matching:next")
    expect(zoe.page.locator("h1")).not_to_have_text(first)
    skip_and_come_back(zoe.open(zoe.path("matching:next") + "?minutes=30"))


def come_to_a_call(person, *, cause, counts):
    """Say three things, each with a tap or two, while the page counts what fits; return the title of the call that comes."""
    person.press("[name=minutes][value='5']")
    before = person.page.locator("#fits").inner_text()
    person.choose(cause=cause)
    if counts:
        expect(person.page.locator("#fits")).not_to_have_text(before)
    person.press()
    person.press("[name=skill][value=none]")
    said = rf"/\d+/\?minutes=5&cause={cause}&skill=none&language={person.language}$"
    expect(person.page).to_have_url(re.compile(said))
    return person.page.locator("h1").inner_text()


def skip_and_come_back(page):
    """Past one call comes another, and Back leads to the one before."""
    title = page.locator("h1").inner_text()
    page.locator("main form:not(.write) .button").tap()
    expect(page.locator("h1")).not_to_have_text(title)
    page.go_back()
    expect(page.locator("h1")).to_have_text(title)


def test_what_has_the_focus_is_never_behind_the_buttons_that_stay_in_sight(newcomer):
    zoe = newcomer("Zoé", "fr", viewport={"width": 390, "height": 560})
    zoe.go("matching:skills")
    for box in zoe.page.locator("main .choice input").all():
        box.focus()
        assert box.evaluate(IS_IN_SIGHT), box
