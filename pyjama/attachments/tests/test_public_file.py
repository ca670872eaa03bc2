"""The address of public pictures, and what it never gives."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages

from pyjama.attachments.tests.files import HTML, picture

pytestmark = pytest.mark.once


@pytest.fixture
def stored():
    """The name of a picture that everybody may see."""
    name = default_storage.save("logos/a1b2c3.webp", ContentFile(picture("WEBP")))
    yield name
    default_storage.delete(name)


def test_a_picture_comes_with_headers_that_keep_it_a_picture(browser, stored):
    response = browser().get(default_storage.url(stored))

    assert b"".join(response) == picture("WEBP")
    assert response["Content-Type"] == "image/webp"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "immutable" in response["Cache-Control"]
    assert "Cookie" not in response["Vary"]


def test_a_picture_is_only_read(browser, stored):
    assert browser().post(default_storage.url(stored)).status_code == 405
    assert browser().delete(default_storage.url(stored)).status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        "logos/missing.webp",
        "logos",
        "logos/",
        "../logos/a1b2c3.webp",
        "logos/../logos/a1b2c3.webp",
        "logos/..%2fa1b2c3.webp",
        "/logos/a1b2c3.webp",
        "logos//a1b2c3.webp",
        "logos/a1b2c3.webp%00",
        "logos/a1b2c3.webp%0a",
        "logos\\a1b2c3.webp",
        "C:/logos/a1b2c3.webp",
        "~/a1b2c3.webp",
    ],
)
def test_any_other_path_is_a_404(browser, stored, path):
    assert browser().get(f"/media/{path}").status_code == 404


def test_only_pictures_are_served(browser):
    names = [default_storage.save(f"logos/page{suffix}", ContentFile(HTML)) for suffix in (".html", ".svg", ".pdf", "")]
    assert {browser().get(f"/media/{name}").status_code for name in names} == {404}


def test_a_private_file_has_no_address_here(browser):
    name = storages["private"].save("proofs/a1b2c3.webp", ContentFile(picture("WEBP")))
    assert browser().get(f"/media/{name}").status_code == 404
