"""What may become a private paper."""

import io
import re

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from pyjama.attachments.documents import MOST_BYTES, private_document
from pyjama.attachments.tests.files import (
    HTML,
    PDF,
    SECRET,
    SVG,
    bomb,
    pdf,
    picture,
    telling_picture,
    upload,
)

pytestmark = pytest.mark.once


def sentence(content, name):
    with pytest.raises(ValidationError) as refusal:
        private_document(upload(content, name))
    return refusal.value.messages[0]


def test_a_pdf_is_kept_as_it_came_under_a_random_name():
    kept = private_document(upload(pdf(), "letters-patent.PDF"))
    assert kept.read() == pdf()
    assert re.fullmatch(r"[0-9a-f]{32}\.pdf", kept.name)


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "scan.jpg"), ("PNG", "scan.png")])
def test_a_scan_is_drawn_anew(kind, name):
    kept = private_document(upload(picture(kind, (3_000, 100)), name))
    assert kept.name.endswith(".webp")
    assert Image.open(io.BytesIO(kept.read())).size[0] == 2_560


def test_a_scan_tells_nothing_of_where_it_was_taken():
    assert SECRET.encode() not in private_document(upload(telling_picture(), "scan.jpg")).read()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (SVG, "proof.svg"),
        (SVG, "proof.pdf"),
        (HTML, "proof.pdf"),
        (b"\n" + pdf(), "proof.pdf"),
        (HTML + pdf(), "proof.pdf"),
        (b"PK\x03\x04 zip", "proof.pdf"),
        (picture("GIF"), "proof.gif"),
        (picture("WEBP"), "proof.webp"),
        (pdf(), "proof.png"),
        (pdf(), "proof.pdf.html"),
        (picture("PNG"), "proof.pdf"),
        (picture("PNG"), "proof.jpg"),
        (PDF, "proof.pdf"),
        (pdf()[:-12], "proof.pdf"),
        (picture("PNG", (300, 300))[:-40], "proof.png"),
        (b"", "proof.pdf"),
        (bomb(9_000), "proof.png"),
    ],
)
def test_anything_else_is_refused_by_its_name(content, name):
    text = sentence(content, name)
    assert text.startswith(f"“{name}” ")
    assert text.endswith(".")


@pytest.mark.parametrize("rest", [b"PK\x03\x04" + bytes(5_000), b"PK\x05\x06" + bytes(18), HTML])
def test_what_comes_behind_a_pdf_is_refused(rest):
    assert "damaged" in sentence(pdf() + rest, "proof.pdf")


def test_an_archive_that_is_a_pdf_as_well_is_refused():
    assert "holds a program or another file" in sentence(pdf(b"PK\x05\x06" + bytes(18)), "proof.pdf")


@pytest.mark.parametrize("spaces", [b"\r\n", b"\n\n\n", bytes(600)])
def test_spaces_behind_a_pdf_do_no_harm(spaces):
    assert private_document(upload(pdf() + spaces, "proof.pdf"))


@pytest.mark.parametrize("name", [b"JavaScript", b"Launch", b"EmbeddedFile", b"RichMedia", b"J#61vaScrip#74"])
def test_a_pdf_that_acts_is_refused(name):
    assert "Print it to a new PDF" in sentence(pdf(b"3 0 obj<</S/" + name + b">>endobj"), "proof.pdf")


def test_a_heavy_paper_is_refused_at_the_first_byte_too_many():
    room = MOST_BYTES - len(pdf())
    assert private_document(upload(pdf(bytes(room)), "proof.pdf"))
    assert "too heavy" in sentence(pdf(bytes(room + 1)), "proof.pdf")
