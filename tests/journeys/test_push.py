"""A phone that rings: asked for, sent through a push service of our own, shown, opened, stopped.

Of the browser everything is real but its push service, which a test's browser cannot reach: what it would say of a
subscription is said for it, and what the service got from the site is handed to the browser's own door for pushes.
"""

import json

import pytest
from django.utils import translation
from playwright.sync_api import expect

from pyjama.notifications.models import Kind
from pyjama.notifications.push.tests.service import PushService, claims_of
from tests.journeys.browsers import find_chromium

# The browser's push service says yes, with this subscription, and remembers it.
SUBSCRIBE = """(() => {
  const made = (key) => ({
    options: { applicationServerKey: Uint8Array.from(JSON.parse(key)).buffer, userVisibleOnly: true },
    toJSON: () => ({ endpoint: "%(endpoint)s", keys: { p256dh: "%(p256dh)s", auth: "%(auth)s" } }),
    unsubscribe: async () => localStorage.removeItem("subscribed"),
  });
  PushManager.prototype.subscribe = async ({ userVisibleOnly, applicationServerKey }) => {
    if (!userVisibleOnly || Notification.permission !== "granted") throw new DOMException("", "NotAllowedError");
    const key = JSON.stringify([...applicationServerKey]);
    localStorage.setItem("subscribed", key);
    return made(key);
  };
  PushManager.prototype.getSubscription = async () => {
    const key = localStorage.getItem("subscribed");
    return key && made(key);
  };
})()"""
A_MINUTE = 60_000
SHOWN = """async () => {
  const shown = await (await navigator.serviceWorker.ready).getNotifications();
  return shown.map(({ title, body, lang, tag, data }) => ({ title, body, lang, tag, data }));
}"""
# A click that the browser would dispatch, on what it shows. Only a real one may bring a window to the front.
CLICK = """async () => {
  WindowClient.prototype.focus = async function () { return this; };
  const [notification] = await registration.getNotifications();
  const event = new NotificationEvent("notificationclick", { notification });
  let work;
  Object.defineProperty(event, "waitUntil", { value: (promise) => { work = promise; } });
  dispatchEvent(event);
  await work;
}"""


@pytest.fixture(scope="module")
def chromium(launch):
    browser = launch(find_chromium(is_whole=True))
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def service():
    service = PushService()
    service.start()
    yield service
    service.stop()


@pytest.fixture
def phone(member, service):
    """A function: `phone("amina", "fr")` is her browser, whose push service is ours."""

    def come(name, language, **options):
        person = member(name, language, service_workers="allow", **options)
        person.subscription = service.subscription(f"/send/{name}")
        person.page.context.grant_permissions(["notifications"], origin=person.site.origin)
        person.page.context.add_init_script(SUBSCRIBE % person.subscription.told())
        return person

    return come


def deliver(person, push):
    """Give the browser what its push service got, as that would: encrypted there, so read here."""
    session, found = person.page.context.new_cdp_session(person.page), []
    session.on("ServiceWorker.workerRegistrationUpdated", lambda told: found.extend(told["registrations"]))
    session.send("ServiceWorker.enable")
    person.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    _, _, body = push
    told = {"origin": person.site.origin, "registrationId": found[0]["registrationId"]}
    session.send("ServiceWorker.deliverPushMessage", told | {"data": json.dumps(person.subscription.read(body))})


def next_push(person, service, number):
    """The push with this number, once the site’s worker has sent it."""
    for _ in range(100):
        if len(service.pushes) >= number:
            return service.pushes[number - 1]
        person.page.wait_for_timeout(100)
    raise AssertionError("Nothing rings.")


def shown(person):
    """What the device shows, once it shows something."""
    for _ in range(50):
        if news := person.page.evaluate(SHOWN):
            return news
        person.page.wait_for_timeout(100)
    raise AssertionError("Nothing is shown.")


def ring_here(person):
    """Have this browser ring. One that was started a moment ago may first take a while to say whether it does."""
    person.go("notifications:preferences")
    button = "push-device [data-state=off] .button"
    expect(person.page.locator(button)).to_be_visible(timeout=A_MINUTE)
    person.press(button)
    expect(person.page.locator("push-device [data-state=on]")).to_be_visible()


def click_on_what_is_shown(person):
    [worker] = person.page.context.service_workers
    with person.page.expect_navigation():
        worker.evaluate(CLICK)


def test_a_phone_rings_for_a_reply_which_a_click_opens_and_marks_as_read(phone, member, service, story):
    camille, sam = phone("camille", "fr"), member("sam", "en")
    ring_here(camille)
    key, [contribution] = camille.page.locator("push-device").get_attribute("key"), story["last"]
    sam.go("contributions:address", contribution)
    sam.reply(contribution, "Rings well, I hope.")

    path, headers, body = push = next_push(camille, service, 1)
    assert (path, claims_of(headers["Authorization"])[1]) == ("/send/camille", key)
    assert "Sam" not in json.dumps(camille.subscription.read(body))
    deliver(camille, push)
    [news] = shown(camille)
    with translation.override("fr"):
        assert (news["title"], news["body"], news["lang"]) == ("Pyjama", Kind.REPLY.label, "fr-CA")

    click_on_what_is_shown(camille)
    camille.sees("Rings well, I hope.")
    assert camille.page.evaluate(SHOWN) == []
    camille.go("notifications:list")
    expect(camille.page.locator("main .is-unread", has_text="Sam")).to_have_count(0)


def test_a_try_rings_and_who_signs_out_is_not_rung_again(phone, service):
    service.forget()
    ruth = phone("ruth", "en", leaves=True)
    ring_here(ruth)
    ruth.press('form[action$="/try/"] button')
    deliver(ruth, next_push(ruth, service, 1))
    assert [news["body"] for news in shown(ruth)] == ["This is how it rings here."]

    ruth.press('form[action$="/try/"] button')
    ruth.go("account_logout")
    ruth.press()
    expect(ruth.page.locator(f'a[href="{ruth.path("account_login")}"]')).to_be_visible()
    assert ruth.page.evaluate(SHOWN) == []


def test_who_refuses_is_told_how_to_undo_it_and_is_not_asked_by_itself(member):
    lise = member("lise", "fr", service_workers="allow")
    lise.page.add_init_script("Notification.requestPermission = async () => 'denied'")
    lise.go("notifications:preferences")
    expect(lise.page.locator("push-device [data-state=off]")).to_be_visible()
    lise.press("push-device [data-state=off] .button")
    expect(lise.page.locator("push-device [data-state=refused]")).to_be_visible()


@pytest.mark.parametrize(
    ("state", "missing"),
    [
        ("unsupported", "delete window.PushManager"),
        ("home", "delete window.PushManager; navigator.standalone = false"),
        ("refused", "Object.defineProperty(Notification, 'permission', { value: 'denied' })"),
    ],
)
def test_a_browser_that_cannot_ring_says_why(member, state, missing):
    lise = member("lise", "fr", service_workers="allow")
    lise.page.add_init_script(missing)
    lise.go("notifications:preferences")
    expect(lise.page.locator(f"push-device [data-state={state}]")).to_be_visible()
    expect(lise.page.locator("push-device [data-state]:visible")).to_have_count(1)
