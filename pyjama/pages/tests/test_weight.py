"""What a page of fifty contributions weighs, as it is read and as it is sent (decision 0063)."""

import gzip

import pytest

from tests.threads import NUMBER, fill_with_words

MOST_BYTES, MOST_BYTES_SENT = 70_000, 15_000


@pytest.fixture
def page(world):
    """The address of a call with 51 contributions on its one page."""
    call = world.call("menu")
    call.contributions.all().delete()
    fill_with_words(call)
    return call.get_absolute_url()


@pytest.mark.parametrize("name", [None, "lise"])
def test_a_page_of_a_thread_is_light(world, browser, page, name):
    response = browser(name and getattr(world, name)).get(page, headers={"Accept-Encoding": "gzip"})
    html = gzip.decompress(response.content)
    assert html.count(b'<article class="contribution') == NUMBER
    assert len(html) <= MOST_BYTES
    assert len(response.content) <= MOST_BYTES_SENT
