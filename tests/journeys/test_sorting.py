"""Forty contributions are sorted, thanked and finished by keys alone, with at most sixty presses, each letter counted."""

from playwright.sync_api import expect

from pyjama.world.story import address_of

MOST_PRESSES = 60
USED, INSPIRED, THANKED = "1", "2", "3"
OUTCOME = "Le Ronron ouvre !"


class Presses:
    """A keyboard that counts."""

    def __init__(self, page):
        self.keys, self.number = page.keyboard, 0

    def press(self, *keys):
        for key in keys:
            self.keys.press(key)
        self.number += len(keys)


def test_forty_contributions_are_sorted_thanked_and_finished_by_keys(member, story):
    chloe = member("chloe", "fr")
    page, keyboard = chloe.go("outcomes:desk", *story["forty"]), Presses(chloe.page)
    tally = page.locator("#tally")
    keyboard.press(*[USED] * 3, *[INSPIRED] * 6, THANKED)
    expect(tally).to_contain_text("30")
    keyboard.press("u")
    expect(tally).to_contain_text("31")

    keyboard.press("t")
    expect(page.locator("main [name=body]")).to_be_focused()
    keyboard.press("Tab", "Tab", "Enter")
    expect(page).to_have_url(chloe.site.origin + chloe.path("outcomes:desk", *story["forty"]))
    letter = chloe.letters.open_next(address_of("camille"), "Quarante")
    assert "Bonjour Camille," in letter.text
    assert "Réponse numéro" in letter.text
    keyboard.press("f", *OUTCOME, *["Tab"] * 5, "Enter")
    expect(page.locator(".outcome")).to_contain_text(OUTCOME)

    assert keyboard.number <= MOST_PRESSES, keyboard.number
