import pytest

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
