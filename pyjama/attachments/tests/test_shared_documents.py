"""What may become a PDF that everybody can fetch, and what it no longer says."""

import zlib

import pytest
from django.core.exceptions import ValidationError

from pyjama.attachments.documents import shared_document
from pyjama.attachments.pdf import MOST_UNFOLDED
from pyjama.attachments.tests.files import HTML, SECRET, objects_pdf, pdf, picture, upload

pytestmark = pytest.mark.once

AUTHOR = b"<</Author(Jeanne (Secret))/Creator(Word)>>"
INFO = b"trailer<</Info 10 0 R>>\n"


def kept(content):
    return shared_document(upload(content, "budget.pdf")).contents[0]


def sentence(content, name="budget.pdf"):
    with pytest.raises(ValidationError) as refusal:
        shared_document(upload(content, name))
    return refusal.value.messages[0]


def packed(content, head=b"3 0 obj<</Type/ObjStm/N 1/First 5/Filter/FlateDecode>>", rest=b" endobj\n"):
    """One object stream, with what stands before and after it."""
    return head + b"stream\n" + zlib.compress(content) + b"\nendstream" + rest


def unfolded(content):
    packed = content.split(b"stream\n", 1)[1].split(b"\nendstream", 1)[0]
    return zlib.decompressobj().decompress(packed)


def test_a_pdf_that_says_nothing_stays_as_it_came():
    assert kept(pdf()) == pdf()


def test_its_author_is_overwritten_and_everything_stays_in_its_place():
    content = pdf(b"10 0 obj" + AUTHOR + b"endobj\n" + INFO)
    silent = kept(content)

    assert b"Secret" in content
    assert b"Secret" not in silent
    assert b"Word" not in silent
    assert len(silent) == len(content)
    assert silent.index(b"trailer<</Info") == content.index(b"trailer<</Info")


def test_an_author_that_is_packed_away_is_overwritten_too():
    content = objects_pdf(AUTHOR, b"<</Type/Page/Rotate 90>>", trailer=INFO)
    silent = kept(content)

    assert b"Secret" in unfolded(content)
    assert b"Secret" not in unfolded(silent)
    assert b"<</Type/Page/Rotate 90>>" in unfolded(silent)
    assert len(silent) == len(content)


@pytest.mark.parametrize(
    ("filter", "packed"), [(b"", b"<x:xmpmeta>Secret</x:xmpmeta>"), (b"/Filter/FlateDecode", zlib.compress(b"Secret " * 9))]
)
def test_its_xml_metadata_is_overwritten(filter, packed):
    content = pdf(b"5 0 obj<</Type /Metadata" + filter + b">>stream\n" + packed + b"\nendstream endobj")
    silent = kept(content)

    assert packed not in silent
    assert len(silent) == len(content)


def test_a_photograph_inside_no_longer_says_where_it_was_taken():
    exif, captions = b"Exif\0\0" + SECRET.encode(), b"Photoshop 3.0\0" + SECRET.encode()
    photograph = b"\xff\xd8\xff\xe1" + (len(exif) + 2).to_bytes(2) + exif
    photograph += b"\xff\xed" + (len(captions) + 2).to_bytes(2) + captions + b"\xff\xdb the picture"
    silent = kept(pdf(b"5 0 obj<</Subtype/Image>>stream\n" + photograph + b"\nendstream endobj"))

    assert SECRET.encode() not in silent
    assert b"\xff\xdb the picture" in silent


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        (b"3 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj", "Print it to a new PDF"),
        (b"3 0 obj<</S/J#61vaScript>>endobj", "Print it to a new PDF"),
        (b"3 0 obj<</S/Launch/F(cmd.exe)>>endobj", "Print it to a new PDF"),
        (b"3 0 obj<</Names<</EmbeddedFiles 4 0 R>>>>endobj", "Print it to a new PDF"),
        (b"3 0 obj<</S/SubmitForm/F(http://e.org)>>endobj", "Print it to a new PDF"),
        (b"3 0 obj<</S/Rendition/OP 0/JS(app.alert(1))>>endobj", "Print it to a new PDF"),
        (b"3 0 obj<</S/GoToR/F(\\\\\\\\elsewhere\\\\a)/D[0/Fit]>>endobj", "Print it to a new PDF"),
        (b"3 0 obj<</AcroForm<</XFA 5 0 R>>>>endobj", "Print it to a new PDF"),
        (b"trailer<</Encrypt 4 0 R>>", "locked with a password"),
        (b"3 0 obj<</Type/ObjStm/Filter/LZWDecode>>stream\nabcdef\nendstream endobj", "cannot look into"),
        (packed(bytes(MOST_UNFOLDED + 1)), "cannot look into"),
        (packed(bytes(MOST_UNFOLDED)) + packed(b"10 0 <<>>"), "cannot look into"),
        (b"endobj" * 100_001, "cannot look into"),
        (b"#41" * 200_001, "cannot look into"),
    ],
)
def test_what_acts_or_cannot_be_looked_into_is_refused(inside, words):
    text = sentence(pdf(inside))
    assert text.startswith("“budget.pdf” ")
    assert words in text


def test_what_acts_is_found_where_it_is_packed_away():
    content = objects_pdf(b"<</S/JavaScript/JS(app.alert(1))>>")
    assert b"JavaScript" not in content
    assert "Print it to a new PDF" in sentence(content)


@pytest.mark.parametrize(
    "head",
    [
        b"3 0 obj<</N 1/First 5/Filter/FlateDecode>>",
        b"3 0 obj<</N 1/First 9 0 R/Filter/FlateDecode>>",
        b"9 0 obj 5 endobj 3 0 obj<</N 1/F#69rst 9 0 R/Filter/FlateDecode>>",
        b"3 0 obj<</Type\0/ObjStm/N 1/First 5/Filter/FlateDecode>>",
        b"3 0 obj<</Type%\n/ObjStm/N 1/First 5/Filter/FlateDecode>>",
        b"3 0 obj<</Type         /ObjStm/N 1/First 5/Filter/FlateDecode>>",
        b"3 0 obj<</Type 9 0 R/N 1/F#69rst 5/Filter/FlateDecode>>",
        b"3 0 obj<</Type/ObjStm/N 1/First 5/Filter[/ASCIIHexDecode/FlateDecode]>>",
        b"3 0 obj<</Type/ObjStm/N 1/First 5/Filter/FlateDecode/DecodeParms 9 0 R>>",
        b"%stream\n3 0 obj<</Type/ObjStm/N 1/First 5/Filter/FlateDecode>>",
        b"7 0 obj<</Length 2>>stream\nab\nendstream 3 0 obj<</Type/ObjStm/N 1/First 5/Filter/FlateDecode>>",
    ],
)
def test_what_acts_is_not_missed_in_a_disguise(head):
    text = sentence(pdf(packed(b"10 0 <</S/JavaScript>>", head)))
    assert "Print it to a new PDF" in text or "cannot look into" in text


def test_other_streams_and_outlines_are_not_mistaken_for_packed_objects():
    drawing = (
        packed(b"0 0 m 9 9 l S", b"4 0 obj<</Filter/FlateDecode>>") + b"5 0 obj<</Length 3>>stream\n0 w\nendstream endobj"
    )
    content = pdf(drawing + b"6 0 obj<</Type/Outlines/First 7 0 R/Last 7 0 R>>endobj 8 0 obj<</FirstChar 32>>endobj")
    assert kept(content) == content


@pytest.mark.parametrize(
    ("content", "name"),
    [(pdf(), "budget.png"), (pdf(), "budget.pdf.exe"), (pdf()[:-12], "budget.pdf"), (b"", "budget.pdf"),
     (pdf() + HTML + bytes(3_000), "budget.pdf"), (picture()[:9] + pdf(), "budget.pdf")],
)  # fmt: skip
def test_what_is_no_sound_pdf_is_refused_by_its_name(content, name):
    assert sentence(content, name).startswith(f"“{name}” ")
