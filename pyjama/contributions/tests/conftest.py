import pytest

from pyjama.contributions.tests.by_mail import news_to, post_in_thread
from pyjama.contributions.tests.guests import KEEP, answer


@pytest.fixture
def call(world):
    return world.call("menu")


@pytest.fixture
def page(call):
    return f"/en/calls/{call.pk}-{call.slug}/"


@pytest.fixture
def guest(browser, page):
    """A browser in which somebody without an account has just written."""
    client = browser()
    assert client.post(page, answer()).url == KEEP
    return client


@pytest.fixture
def contribution(world):
    """What Sam contributed to the menu."""
    return post_in_thread(world, world.sam, "Call it Ladle.")


@pytest.fixture
def reply(world, contribution):
    """What Lise replied to Sam: he has a mail of it."""
    return post_in_thread(world, world.lise, "I like Ladle.", contribution)


@pytest.fixture
def news(world, reply):
    """The mail that tells Sam of it."""
    return news_to(world.sam)
