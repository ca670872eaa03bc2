"""One real site for all journeys, its mail server, and a browser for each person."""

from shutil import copytree

import pytest
from playwright.sync_api import expect, sync_playwright

from pyjama.world.story import address_of
from tests.journeys.browsers import LOCALES, Watch, find_chromium
from tests.journeys.hands import Mouse
from tests.journeys.letters import Letters
from tests.journeys.people import Person
from tests.journeys.site import Site
from tests.world import told_in

MILLISECONDS = 20_000

# All of these end with this folder's last test: while Playwright runs, Django's database layer refuses to.


@pytest.fixture(scope="package")
def letters():
    """What arrived by mail."""
    with Letters() as box:
        yield box


@pytest.fixture(scope="package")
def site(letters, tmp_path_factory):
    """A running site with the demo world in it."""
    folder = tmp_path_factory.mktemp("site")
    if told_in():
        copytree(told_in(), folder, dirs_exist_ok=True)
    site = Site(folder, letters.port)
    site.start()
    yield site
    site.stop()


@pytest.fixture(scope="package")
def story(site):
    """What the world has for journeys, by name: see story.py."""
    return site.tell()


@pytest.fixture(scope="package")
def album(site):
    """Every page of the site in every state: see scenes/."""
    return site.draw()


@pytest.fixture(scope="package")
def launch():
    """A function: `launch(path)` starts the browser that is there, with options of Playwright's."""
    with sync_playwright() as playwright:
        expect.set_options(timeout=MILLISECONDS)
        yield lambda path, **options: playwright.chromium.launch(executable_path=path, **options)


@pytest.fixture(scope="package")
def chromium(launch):
    browser = launch(find_chromium())
    yield browser
    browser.close()


@pytest.fixture
def watch(site):
    """Notes what nobody should see; when a test is over, nothing must be noted."""
    watch = Watch(site)
    yield watch
    assert watch.complaints == []


@pytest.fixture
def newcomer(site, letters, chromium, watch):
    """A function: `newcomer("Noémie", "fr")` is somebody at a fresh browser.

    `javascript=False` turns scripts off; `session` is the key of one she has begun already. What the service worker keeps
    concerns test_offline.py only: elsewhere there is none.
    """
    contexts = []

    def arrive(name, language, *, email="", javascript=True, session="", hands=Mouse, **options):
        options |= {"locale": LOCALES[language], "java_script_enabled": javascript, "reduced_motion": "reduce"}
        options.setdefault("service_workers", "block")
        contexts.append(chromium.new_context(**options))
        contexts[-1].set_default_timeout(MILLISECONDS)
        watch.follow(contexts[-1])
        if session:
            contexts[-1].add_cookies([{"name": "sessionid", "value": session, "url": site.origin}])
        return Person(name, email, language, page=contexts[-1].new_page(), site=site, letters=letters, hands=hands)

    yield arrive
    for context in contexts:
        context.close()


@pytest.fixture
def member(newcomer, story):
    """A function: `member("amina", "en")` is somebody of the story, signed in at a browser of hers.

    Whoever signs out `leaves`: her session ends, and is nobody else's.
    """

    def come(name, language, *, leaves=False, **options):
        session = story["leaving"][name].pop() if leaves else story["sessions"][name]
        return newcomer(name, language, email=address_of(name), session=session, **options)

    return come
