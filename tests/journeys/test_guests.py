"""Without an account: one writes, gives an address, opens the mail, and is thanked; with scripts and without."""

import pytest
from playwright.sync_api import expect

WORDS = {
    "fr": {"body": "La Louche d’or, tout simplement.", "letter": "Publiez"},
    "en": {"body": "The Golden Ladle, simply.", "letter": "Publish"},
}


@pytest.mark.parametrize(("language", "javascript"), [("fr", True), ("en", False)])
def test_one_writes_first_and_the_mailed_link_publishes(newcomer, story, language, javascript):
    words, call = WORDS[language], story["menu"][0]
    ines = newcomer("Inès", language, email=f"ines.{language}@example.org", javascript=javascript)
    write_and_give_an_address(ines, call, words["body"])

    neighbour = newcomer("Yann", language, javascript=javascript)
    neighbour.go_to_call(call)
    expect(neighbour.page.locator(".contribution__body", has_text=words["body"])).to_have_count(0)

    letter = ines.receive(words["letter"])
    assert words["body"] not in letter.text
    ines.open(letter.link)
    ines.sees(words["body"])
    expect(ines.page.locator("kept-minutes input")).to_have_value("2" if javascript else "")
    ines.press()
    expect(ines.page.locator("main").get_by_role("status").first).to_be_visible()
    ines.find(words["body"])
    neighbour.go_to_call(call)
    neighbour.find(words["body"])
    assert ines.letters.unread_by(ines.email) == []


def write_and_give_an_address(guest, call, body):
    """Answer a call as a visitor, and ask for the link; a name to show is there already."""
    guest.go_to_call(call)
    guest.fill(body=body)
    guest.press("#write .button:not([formnovalidate])")
    expect(guest.page.locator("main [name=display_name]")).not_to_have_value("")
    guest.fill(email=guest.email)
    guest.press("main [name=old_enough]")
    expect(guest.page.get_by_text(guest.email)).to_be_visible()
