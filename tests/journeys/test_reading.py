"""Reading and answering a thread: what a page does without leaving it, and what it does without scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.barriers import check

POLL = 16_000
STAYING = "window.stays = true"


@pytest.fixture
def amina(member):
    return member("amina", "en")


def stays(person):
    """Whether the page is the one on which STAYING was said."""
    return person.page.evaluate("window.stays === true")


def test_contributions_of_others_appear_while_one_writes(amina, member, story):
    camille = member("camille", "fr")
    camille.page.clock.install()
    camille.go_to_call(story["menu"][0])
    camille.fill(body="Je réfléchis encore à")
    amina.go_to_call(story["menu"][0])
    amina.contribute("Thursday Night Ladle")

    camille.page.clock.run_for(POLL)
    camille.find("Thursday Night Ladle")
    amina.contribute("Second Helpings")
    camille.page.clock.run_for(POLL)
    camille.find("Second Helpings")
    expect(camille.page.locator("#write [name=body]")).to_have_value("Je réfléchis encore à")
    expect(camille.page.locator("#write [name=body]")).to_be_focused()


def test_a_vote_counts_where_one_reads(amina, member, story):
    contribution = story["theirs"][0]
    amina.go_to_call(story["menu"][0])
    amina.page.evaluate(STAYING)
    button = amina.page.locator(f"#useful-{contribution}")
    before = button.inner_text()
    amina.vote(contribution)

    expect(button).not_to_have_text(before)
    expect(button).to_be_focused()
    check(amina.page)
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(button).to_have_text(before)
    assert stays(amina)


def test_a_reply_opens_in_place_and_leaves_ones_contribution_alone(amina, story):
    contribution = story["theirs"][0]
    amina.go_to_call(story["menu"][0])
    amina.page.evaluate(STAYING)
    amina.page.locator("#write [name=body]").fill("Half a thought")
    amina.follow("contributions:reply", contribution)

    reply = amina.page.locator(f"#reply-{contribution} form")
    expect(reply.locator("[name=body]")).to_be_focused()
    reply.get_by_text(re.compile("AI")).click()
    expect(reply.locator("[name=used_ai]")).to_be_checked()
    expect(amina.page.locator("#write [name=body]")).to_have_value("Half a thought")
    assert stays(amina)
    check(amina.page)


def test_who_is_signed_out_meanwhile_is_told_and_loses_nothing(amina, story):
    contribution = story["theirs"][0]
    amina.go_to_call(story["menu"][0])
    amina.fill(body="Half a thought")
    amina.page.context.clear_cookies(name="sessionid")
    for _ in range(2):
        amina.press(f"#useful-{contribution}")
        expect(amina.page.get_by_role("alert")).not_to_be_empty()

    expect(amina.page.locator("#write [name=body]")).to_have_value("Half a thought")
    expect(amina.page.locator(f"#useful-{contribution}")).to_be_visible()
    check(amina.page)


def test_a_call_is_previewed_in_place(member, story):
    chloe = member("chloe", "fr")
    chloe.go("calls:edit", story["poster"][0])
    chloe.page.evaluate(STAYING)
    chloe.fill(title="Une affiche, deux avis ?")
    chloe.press("main [name=preview]")

    expect(chloe.page.locator("#preview h3").first).to_have_text("Une affiche, deux avis ?")
    expect(chloe.page.locator("main [name=title]")).to_have_value("Une affiche, deux avis ?")
    expect(chloe.page.locator("main [name=preview]")).to_be_focused()
    assert stays(chloe)
    check(chloe.page)


def test_a_link_to_a_contribution_lands_on_the_third_page(newcomer, story):
    reader = newcomer("Somebody", "fr")
    address = reader.path("pages:call", *story["thread"])
    reader.open(f"{address}#contribution-{story['last'][0]}")

    expect(reader.page).to_have_url(f"{reader.site.origin}{address}?page=3#contribution-{story['last'][0]}")
    expect(reader.page.locator(f"#contribution-{story['last'][0]}")).to_be_in_viewport()


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "plain"])
def test_the_own_address_of_a_contribution_lands_on_it(newcomer, story, javascript):
    reader = newcomer("Somebody", "en", javascript=javascript)
    reader.go("contributions:address", story["last"][0])

    expect(reader.page.locator(f"#contribution-{story['last'][0]}")).to_be_in_viewport()


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "plain"])
def test_a_double_click_posts_once(member, story, javascript):
    sam = member("sam", "en", javascript=javascript)
    sam.go_to_call(story["menu"][0])
    body = f"The Double Ladle, {javascript}"
    sam.fill(body=body)
    sam.page.locator("#write .button:not([formnovalidate])").dblclick()

    sam.find(body)
    sam.go_to_call(story["menu"][0])
    expect(sam.page.locator(".contribution__body", has_text=body)).to_have_count(1)
