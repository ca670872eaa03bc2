"""What was typed and not sent survives a closed tab, a killed browser, an ended session and a change of device."""

import os
import signal
import subprocess

import pytest
from playwright.sync_api import expect

from tests.journeys.browsers import find_chromium

WORDS = "Ladle, since everybody leaves with one"


@pytest.fixture
def visitor(newcomer, story):
    person = newcomer("Somebody", "en")
    person.go_to_call(story["menu"][0])
    return person


def body(page):
    return page.locator("#write [name=body]")


def kept_here(page, words=WORDS, is_kept=True):
    """Wait until the device has kept what was typed, or has forgotten it."""
    has = "([words, isKept]) => Object.values(localStorage).some((kept) => kept.includes(words)) === isKept"
    page.wait_for_function(has, arg=[words, is_kept])


def kept_there(page):
    """She looks at something else: what she typed goes to the server at once."""
    with page.expect_response(lambda response: "/drafts/keep/" in response.url and response.request.method == "POST"):
        page.evaluate("dispatchEvent(new Event('pagehide'))")


def test_a_closed_tab_keeps_the_text_until_it_is_thrown_away(visitor):
    body(visitor.page).fill(WORDS)
    address, context = visitor.page.url, visitor.page.context
    visitor.page.close()

    page = context.new_page()
    page.goto(address)
    expect(body(page)).to_have_value(WORDS)
    page.get_by_role("button", name="Throw it away").click()
    expect(body(page)).to_have_value("")
    page.reload()
    expect(body(page)).to_have_value("")


def test_two_tabs_are_warned_and_nothing_is_overwritten(visitor):
    other = visitor.page.context.new_page()
    other.goto(visitor.page.url)
    body(visitor.page).fill(WORDS)
    kept_here(visitor.page)
    body(other).fill("Something else")

    warning = other.locator("#write").get_by_role("alert")
    expect(warning).to_contain_text(WORDS)
    expect(body(visitor.page)).to_have_value(WORDS)
    other.reload()
    expect(body(other)).to_have_value(WORDS)
    expect(warning).to_contain_text("Something else")
    warning.get_by_role("button", name="Take the other text").click()
    expect(body(other)).to_have_value("Something else")
    other.reload()
    expect(body(other)).to_have_value("Something else")
    expect(warning).to_have_count(0)


def test_a_device_follows_what_another_one_wrote_and_sent(member, story):
    phone, laptop = member("sam", "en"), member("sam", "en")
    for device in (phone, laptop):
        device.go("contributions:reply", story["theirs"][0])
    field = "main [name=body]"
    phone.page.fill(field, WORDS)
    kept_there(phone.page)
    laptop.page.reload()
    expect(laptop.page.locator(field)).to_have_value(WORDS)
    laptop.page.fill(field, f"{WORDS}, says the laptop")
    kept_there(laptop.page)
    phone.page.reload()
    expect(phone.page.locator(field)).to_have_value(f"{WORDS}, says the laptop")

    laptop.press()
    laptop.sees(WORDS)
    phone.page.reload()
    expect(phone.page.locator(field)).to_have_value("")
    expect(phone.page.locator("main .kept")).to_have_count(0)


def test_who_types_before_the_server_has_answered_is_shown_both_texts(member, story):
    phone, laptop = member("sam", "en"), member("sam", "en")
    phone.go_to_call(story["menu"][0])
    body(phone.page).fill(WORDS)
    kept_there(phone.page)

    questions = []
    laptop.page.route("**/drafts/keep/?*", lambda route: questions.append(route))
    laptop.go_to_call(story["menu"][0])
    body(laptop.page).fill("Something else")
    questions.pop().continue_()
    warning = laptop.page.locator("#write").get_by_role("alert")
    expect(warning).to_contain_text(WORDS)

    laptop.page.unroute_all()
    laptop.page.reload()
    warning.get_by_role("button", name="Keep the text of the field").click()
    kept_there(laptop.page)
    phone.page.reload()
    expect(body(phone.page)).to_have_value("Something else")


def test_a_preview_is_no_other_window(member, story):
    chloe = member("chloe", "en")
    chloe.go("calls:edit", story["poster"][0])
    field = chloe.page.locator("main [name=body]")
    field.fill(WORDS)
    chloe.press("main [name=preview]")
    expect(chloe.page.locator("#preview")).to_contain_text(WORDS)
    field.fill(f"{WORDS} or two")
    kept_there(chloe.page)
    field.fill(WORDS)
    kept_there(chloe.page)
    expect(chloe.page.locator("main .kept")).to_have_count(0)
    chloe.page.reload()
    chloe.page.get_by_role("button", name="Bring it back").click()
    expect(field).to_have_value(WORDS)


def test_what_was_refused_is_still_a_draft_when_it_says_the_same_again(member, story):
    chloe = member("chloe", "en")
    chloe.go("calls:edit", story["poster"][0])
    field = chloe.page.locator("main [name=body]")
    field.fill(WORDS)
    chloe.fill(title=" ")
    chloe.press("#write .button:not([name])")
    expect(chloe.page.locator("main .is-wrong")).to_be_visible()
    field.fill("")
    field.fill(WORDS)
    chloe.go("calls:edit", story["poster"][0])
    chloe.page.get_by_role("button", name="Bring it back").click()
    expect(field).to_have_value(WORDS)


def test_an_ended_session_loses_nothing_and_what_was_sent_is_forgotten(member, story):
    sam = member("sam", "en")
    reply = story["theirs"][0]
    sam.go("contributions:reply", reply)
    session = sam.page.context.cookies()
    body = sam.page.locator("main [name=body]")
    body.fill(WORDS)
    kept_here(sam.page)
    sam.page.context.clear_cookies(name="sessionid")
    sam.press()
    expect(sam.page.locator("main [name=login]")).to_be_visible()

    # The sign-in page asks for a passkey's riddle, in a session of its own.
    sam.page.goto("about:blank")
    sam.page.context.add_cookies([cookie for cookie in session if cookie["name"] == "sessionid"])
    sam.go("contributions:reply", reply)
    expect(body).to_have_value(WORDS)
    sam.press()
    sam.sees(WORDS)
    sam.go("contributions:reply", reply)
    expect(body).to_have_value("")


def begin(person, story, words, *, finds=""):
    """Open a call, find this text there, and type another one, which the device keeps."""
    person.go_to_call(story["menu"][0])
    expect(body(person.page)).to_have_value(finds)
    body(person.page).fill(words)
    kept_here(person.page, words)


def test_the_next_person_at_a_shared_computer_neither_sees_nor_loses_it(member, story):
    """Sam's session ends by itself; somebody types there without one, then Lise signs in, and out; Sam's copy waits."""
    sam, theirs, hers = member("sam", "en"), "Something else", story["leaving"]["lise"].pop()
    page, context = sam.page, sam.page.context
    session = context.cookies(sam.site.origin)
    page.route("**/drafts/keep/*", lambda route: route.fulfill(status=204))
    begin(sam, story, WORDS)
    context.clear_cookies(name="sessionid")
    begin(sam, story, theirs)

    context.add_cookies([{"name": "sessionid", "value": hers, "url": sam.site.origin}])
    begin(sam, story, f"{theirs}, says Lise", finds=theirs)
    sam.go("account_logout")
    sam.press()
    kept_here(page, theirs, is_kept=False)
    context.add_cookies(session)
    begin(sam, story, WORDS, finds=WORDS)


def test_a_killed_browser_and_another_device_find_the_text_on_the_server(site, chromium, member, story, tmp_path):
    options = {"executable_path": find_chromium(), "locale": "en-CA"}
    session = {"name": "sessionid", "value": story["sessions"]["chloe"], "url": site.origin}
    profile = chromium.browser_type.launch_persistent_context(tmp_path, **options)
    profile.add_cookies([session])
    page = profile.new_page()
    page.goto(site.origin + site.path("en", "pages:call", story["menu"][0], "-"))
    with page.expect_response(lambda response: "/drafts/keep/" in response.url and response.request.method == "POST"):
        body(page).fill(WORDS)
    for process in subprocess.check_output(["pgrep", "-f", str(tmp_path)], text=True).split():
        os.kill(int(process), signal.SIGKILL)

    chloe = member("chloe", "fr")
    chloe.go_to_call(story["menu"][0])
    expect(body(chloe.page)).to_have_value(WORDS)
    chloe.go("drafts:list")
    chloe.sees(WORDS)
