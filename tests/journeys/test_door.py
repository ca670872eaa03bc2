"""From a cold link on a telephone: a few taps to a call that fits and room to answer it, with scripts and without."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.hands import Mouse

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
TAPS = 4
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


@pytest.mark.parametrize(("language", "javascript"), [("fr", True), ("en", False)])
def test_a_few_taps_lead_to_a_call_that_fits(newcomer, language, javascript):
    zoe = newcomer("Zoé", language, hands=Thumb, javascript=javascript, **PHONE)
    zoe.go("pages:home")
    zoe.press("[name=minutes][value='5']")
    before = zoe.page.locator("#fits").inner_text()
    zoe.choose(cause="environment" if language == "fr" else "education")
    if javascript:
        expect(zoe.page.locator("#fits")).not_to_have_text(before)
    zoe.press()
    zoe.press("[name=skill][value=none]")

    expect(zoe.page).to_have_url(re.compile(r"/\d+/\?minutes=5&cause=\w+&skill=none&language=\w+$"))
    first = zoe.page.locator("h1").inner_text()
    assert (zoe.hands.taps, zoe.hands.fields) == (TAPS, 0)
    zoe.press(f'form[action^="{zoe.path("matching:skip", zoe.number_in_address("/?"))}"] button')
    expect(zoe.page.locator("h1")).not_to_have_text(first)
    zoe.page.go_back()
    expect(zoe.page.locator("h1")).to_have_text(first)


def test_what_has_the_focus_is_never_behind_the_buttons_that_stay_in_sight(newcomer):
    zoe = newcomer("Zoé", "fr", viewport={"width": 390, "height": 560})
    zoe.go("matching:skills")
    for box in zoe.page.locator("main .choice input").all():
        box.focus()
        assert box.evaluate(IS_IN_SIGHT), box
