"""What a page weighs on its way."""

import gzip

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.templatetags.static import static
from django.urls import reverse

pytestmark = pytest.mark.once

GZIP = {"Accept-Encoding": "gzip, br"}


@pytest.fixture
def picture():
    """The address of a file of 800 bytes that everybody may see."""
    name = default_storage.save("logos/abc.webp", ContentFile(b"RIFF" * 200))
    yield default_storage.url(name)
    default_storage.delete(name)


@pytest.fixture
def terms(browser):
    """A function: the page of the terms (as a response) to a browser that sends these headers."""
    return lambda headers=None: browser().get(reverse("pages:terms"), headers=headers)


def test_a_page_goes_out_compressed_to_whoever_can_read_that(terms):
    compressed, plain = terms(GZIP), terms()
    assert compressed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in compressed["Vary"]
    assert "Content-Encoding" not in plain
    assert len(compressed.content) < len(plain.content) / 2
    assert "</html>" in gzip.decompress(compressed.content).decode()


def test_no_two_answers_have_the_same_length_so_that_none_tells_a_secret(terms):
    assert len({len(terms(GZIP).content) for _ in range(5)}) > 1


def test_a_picture_goes_out_as_it_is(browser, picture):
    response = browser().get(picture, headers=GZIP)
    assert "Content-Encoding" not in response
    assert response["Content-Length"] == "800"
    assert b"".join(response) == b"RIFF" * 200


def test_a_page_names_its_style_in_its_heads_and_a_part_of_one_does_not(terms, browser):
    address = static("css/site.css")
    assert terms()["Link"] == f"<{address}>; rel=preload; as=style"
    assert browser().get("/fr/nothing-here/")["Link"] == terms()["Link"]
    assert "Link" not in terms({"HX-Request": "true"})
    assert "Link" not in browser().get("/robots.txt")
