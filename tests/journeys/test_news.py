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


def test_a_page_that_nobody_looks_at_asks_for_nothing(member):
    sam = member("sam", "en")
    sam.page.clock.install()
    sam.go("pages:home")
    asked = []
    address = sam.path("notifications:count")
    sam.page.on("request", lambda request: asked.append(request.url) if request.url.endswith(address) else None)

    see(sam, is_hidden=True)
    sam.page.clock.run_for(10 * A_MINUTE)
    assert asked == []

    with sam.page.expect_response(lambda response: response.url.endswith(address)):
        see(sam, is_hidden=False)
    with sam.page.expect_response(lambda response: response.url.endswith(address)):
        sam.page.clock.run_for(A_MINUTE)
    assert len(asked) == 2


def see(person, *, is_hidden):
    """Put another tab before hers, or hers before the others."""
    person.page.evaluate(
        "hidden => { Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });"
        " document.dispatchEvent(new Event('visibilitychange')); }",
        is_hidden,
    )
