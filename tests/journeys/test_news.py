"""How much is unread, while a page stays open."""

import re

from playwright.sync_api import expect

A_MINUTE = 61_000


def read_all(person):
    person.go("notifications:list")
    if person.page.locator(f'form[action="{person.path("notifications:read_all")}"]').count():
        person.press_in("notifications:read_all")


def test_the_number_grows_where_one_reads_and_falls_where_one_sees_it(member, story):
    lise = member("lise", "fr")
    lise.go_to_call(story["menu"][0])
    own = lise.contribute("La marmite du jeudi")
    read_all(lise)
    lise.page.clock.install()
    lise.go("pages:home")
    spoken, badge = lise.page.locator("unread-count [role=status]"), lise.page.locator(".bar__count")
    expect(badge).to_be_hidden()

    amina = member("amina", "en")
    amina.go_to_call(story["menu"][0])
    amina.reply(own, "Yes, with leeks.")
    lise.page.clock.run_for(A_MINUTE)

    expect(badge).to_be_visible()
    expect(lise.page).to_have_title(re.compile(r"^\(1\) "))
    expect(spoken).to_have_text("Une nouvelle n’est pas lue.")
    lise.go_to_call(story["menu"][0])
    expect(badge).to_be_hidden()
    expect(lise.page).not_to_have_title(re.compile(r"^\("))
    expect(spoken).to_be_empty()
