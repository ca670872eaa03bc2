"""Installed, without a network, and back: what was opened can be read, what was written leaves once."""

import re

import pytest
from playwright.sync_api import expect

from pyjama.attachments.tests.files import picture

WORKER = "**/service-worker.js"
# The page asks itself again and again, for ten seconds: Playwright’s own way to wait is what the security policy forbids.
WAIT = """async () => {
  for (let tries = 200; !(await (%s)); tries--) {
    if (!tries) throw new Error("It does not come.");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}"""
# What the browser keeps: the names of its caches, and the text of the one call that was opened.
CACHES = "caches.keys().then((names) => names.sort())"
KEPT = "caches.open('pages').then((pages) => pages.matchAll()).then(([page]) => page?.text())"
# A person’s own browser is never in the private mode that a test’s is in.
PRIVATE_MODE = "in-incognito"
SEND = "#write .button:not([formnovalidate])"


@pytest.fixture
def come(member):
    """A function: `come("sam", "en")` is somebody of the story whose browser keeps what she reads and writes."""
    return lambda name, language, **options: member(name, language, service_workers="allow", **options)


def wait(page, expression):
    """Return once an expression of the page (str, JavaScript) is true."""
    page.evaluate(WAIT % expression)


def read(person, call):
    """Open a call, and stay until it is kept."""
    person.go_to_call(call)
    wait(person.page, KEPT)


def waiting(person):
    return person.page.locator("kept-texts .notice")


def come_back(person):
    """The network is there again: for pages first, for the worker a moment later, which nobody should have to wait for."""
    person.page.context.set_offline(False)
    person.page.evaluate("dispatchEvent(new Event('online'))")


def break_posts(route):
    """A site that shows its pages, and takes nothing."""
    if route.request.method == "POST":
        route.fulfill(status=503)
    else:
        route.fallback()


def make_older(route):
    """The worker as it was before something changed."""
    body = re.sub(r'"version": "\w+"', '"version": "older"', route.fetch().text())
    route.fulfill(body=body, content_type="text/javascript")


def hurry(route):
    """A worker for which every network is slow, and that waits for none."""
    body = route.fetch().text().replace("PATIENCE = 4_000", "PATIENCE = 0")
    late = "new Promise((begin) => setTimeout(begin, 1_000)).then(() => fromNetwork(event))"
    body = body.replace("network = fromNetwork(event)", f"network = {late}")
    assert late in body
    route.fulfill(body=body, content_type="text/javascript")


def registered(page):
    """The number (str) under which the browser knows this page’s worker."""
    session, found = page.context.new_cdp_session(page), []
    session.on("ServiceWorker.workerRegistrationUpdated", lambda told: found.extend(told["registrations"]))
    session.send("ServiceWorker.enable")
    wait(page, "navigator.serviceWorker.ready")
    return found[0]["registrationId"]


def expect_once(person, call, body):
    person.go_to_call(call)
    expect(person.page.locator(".contribution__body", has_text=body)).to_have_count(1)


def test_a_call_is_read_and_answered_without_a_network(come, story):
    sam, call, body = come("sam", "en"), story["menu"][0], "The Night Ladle, from the metro"
    read(sam, call)
    assert sam.path("pages:mine") not in sam.page.evaluate(KEPT)
    sam.fill(body=body)
    sam.page.context.set_offline(True)
    sam.press(SEND)

    expect(waiting(sam)).to_contain_text(body)
    expect(waiting(sam)).to_be_in_viewport()
    expect(sam.page.locator("main > [data-kept]")).to_be_visible()
    sam.sees("Thursday at Five")
    sam.page.goto(sam.site.origin + sam.path("pages:about"))
    expect(waiting(sam)).to_contain_text(body)
    sam.page.locator("[data-kept] li a").first.click()
    expect(sam.page).to_have_url(re.compile(rf"/{call}-"))

    come_back(sam)
    waiting(sam).get_by_role("link").click()
    expect(sam.page).to_have_url(re.compile(r"#contribution-\d+$"))
    expect(waiting(sam)).to_have_count(0)
    expect_once(sam, call, body)


def test_what_a_visitor_writes_on_a_kept_page_is_held_for_her_once_she_is_back(newcomer, story):
    visitor, body = newcomer("Somebody", "fr", service_workers="allow"), "Le Bol de minuit"
    read(visitor, story["menu"][0])
    visitor.page.context.set_offline(True)
    visitor.page.reload()
    expect(visitor.page.locator("main > [data-kept]")).to_be_visible()
    visitor.fill(body=body)
    visitor.press("#write .button")
    expect(waiting(visitor)).to_contain_text(body)
    expect(visitor.page.locator("#write [name=body]")).to_have_value("")

    come_back(visitor)
    expect(visitor.page).to_have_url(visitor.site.origin + visitor.path("contributions:keep"))
    visitor.sees(body)


def test_a_text_that_the_site_cannot_take_stays(come, story, watch):
    """First the site is broken; then it refuses, since Camille has written a lot today (see story.fill)."""
    camille, body = come("camille", "fr"), "Une dernière idée"
    read(camille, story["menu"][0])
    camille.page.context.route("**/*", break_posts)
    camille.fill(body=body)
    camille.press(SEND)
    expect(waiting(camille)).to_contain_text(body)
    broken = waiting(camille).inner_text()

    camille.page.context.unroute_all()
    camille.page.reload()
    expect(waiting(camille)).to_contain_text("tisane")
    assert body in waiting(camille).inner_text() != broken
    watch.complaints[:] = [complaint for complaint in watch.complaints if not complaint.startswith("503")]
    waiting(camille).get_by_role("button").last.click()
    expect(waiting(camille)).to_have_count(0)


def test_a_new_version_takes_the_place_of_the_old_one(come, story):
    ruth = come("ruth", "en", leaves=True)
    page, context = ruth.page, ruth.page.context
    context.route(WORKER, make_older)
    read(ruth, story["menu"][0])
    assert page.evaluate(CACHES) == ["files", "pages", "shell older"]

    context.unroute(WORKER)
    page.reload()
    wait(page, "caches.has('shell older').then((is_there) => !is_there)")
    assert len(page.evaluate(CACHES)) == len(["files", "pages", "shell"])
    errors = context.new_cdp_session(page).send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert {error["errorId"] for error in errors} <= {PRIVATE_MODE}
    ruth.go("account_logout")
    ruth.press()
    wait(page, "caches.has('pages').then((is_there) => !is_there)")


def leave_waiting(person, call, body):
    """Open a call, lose the network, and send an answer, which waits."""
    read(person, call)
    person.fill(body=body)
    person.page.context.set_offline(True)
    person.press(SEND)
    expect(waiting(person)).to_contain_text(body)


def test_a_text_whose_session_ended_meanwhile_waits_for_whoever_wrote_it(come, story):
    sam, call, body = come("sam", "en"), story["thread"][0], "Written under the bridge"
    context, session = sam.page.context, sam.page.context.cookies(sam.site.origin)
    leave_waiting(sam, call, body)
    context.clear_cookies(name="sessionid")
    come_back(sam)
    expect(waiting(sam)).to_contain_text("sign in, and it leaves")
    expect(waiting(sam)).to_contain_text(body)

    context.add_cookies(session)
    sam.page.reload()
    waiting(sam).get_by_role("link").click()
    expect(sam.page).to_have_url(re.compile(r"#contribution-\d+$"))


def test_a_text_whose_call_closed_meanwhile_stays_with_a_way_on(come, member, story):
    amina, chloe = come("amina", "fr"), member("chloe", "fr")
    call, body = story["closing"][0], "Trop tard, peut-être"
    leave_waiting(amina, call, body)
    chloe.go("calls:close", call)
    chloe.press()
    come_back(amina)
    expect(waiting(amina)).to_contain_text("les contributions sont closes")
    expect(waiting(amina)).to_contain_text(body)
    expect(waiting(amina).get_by_role("link")).to_have_attribute("href", amina.path("pages:calls"))
    expect(waiting(amina).get_by_role("button")).to_have_count(3)


def test_a_picture_without_words_comes_back_with_a_sentence(come, story):
    sam, call, body = come("sam", "en"), story["menu"][0], "A drawing from the metro"
    read(sam, call)
    sam.fill(body=body)
    file = {"name": "sketch.png", "mimeType": "image/png", "buffer": picture(size=(40, 30))}
    sam.page.locator("#write [name=files]").set_input_files(file)
    sam.page.context.set_offline(True)
    sam.press(SEND)
    expect(waiting(sam)).to_contain_text(body)
    come_back(sam)
    expect(waiting(sam)).to_contain_text("Say what each picture shows. Your files are kept.")
    expect(waiting(sam)).to_contain_text(body)


def test_the_browser_sends_by_itself_where_it_can(come, story):
    """No page is open when the network comes back: the browser wakes the worker up (Background Sync)."""
    ruth, call, body = come("ruth", "en"), story["menu"][0], "Sent in my sleep"
    leave_waiting(ruth, call, body)
    registration = registered(ruth.page)
    ruth.page.goto("about:blank")
    ruth.page.context.set_offline(False)
    event = {"origin": ruth.site.origin, "registrationId": registration, "tag": "texts", "lastChance": False}
    browser = ruth.page.context.new_cdp_session(ruth.page)
    browser.send("ServiceWorker.enable")
    browser.send("ServiceWorker.dispatchSyncEvent", event)
    expect_once(ruth, call, body)


def test_a_slow_network_shows_what_is_kept(come, story):
    sam = come("sam", "en")
    sam.page.context.route("**/worker/pages*.js", hurry)
    read(sam, story["menu"][0])
    sam.page.reload()
    expect(sam.page.locator("main > [data-kept]")).to_be_visible()
    sam.sees("Thursday at Five")
