"""Papers that only a few may read, such as the proof that an organization is a nonprofit."""

import re

from django.utils.translation import gettext as _

from pyjama.attachments.images import redrawn
from pyjama.attachments.received import kept, refuse_by_name, refuse_by_weight, refused

MOST_BYTES = 10 * 1024 * 1024
PAGE_SIDE = 2_560
PICTURES = ["JPEG", "PNG"]
MAGIC = {b"%PDF-": "PDF", b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG"}
LAST_LINES = 2_048
HEX_IN_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")
ACTIVE = re.compile(rb"/(JavaScript|Launch|EmbeddedFile|RichMedia)")


def private_document(upload):
    """Accept an uploaded paper that is to be kept private.

    Takes an uploaded file; returns a file (ContentFile) under a random name: a PDF as it came, a picture drawn anew as WebP.
    Refuses, with a ValidationError that names the file, what is not a sound PDF, JPEG or PNG by content and by name, weighs
    more than 10 MB, or is a PDF that says it holds a program or another file.
    """
    refuse_by_weight(upload, MOST_BYTES)
    upload.seek(0)
    content = upload.read()
    kind = next((kind for magic, kind in MAGIC.items() if content.startswith(magic)), None)
    if kind == "PDF":
        return _sound_pdf(upload, content)
    if kind in PICTURES:
        return redrawn(upload, PICTURES, PAGE_SIDE)
    raise refused(upload, _("“%(name)s” is not a document we can read. Send a PDF, JPEG or PNG file."))


def _sound_pdf(upload, content):
    """A PDF that begins and ends as one and has nothing that acts; it is served only as a download, in a sandbox."""
    refuse_by_name(upload, [".pdf"], "PDF")
    end = content[-LAST_LINES:]
    if b"startxref" not in end or b"%%EOF" not in end:
        raise refused(upload, _("“%(name)s” is damaged or cut short. Save it again and send it again."))
    if ACTIVE.search(HEX_IN_NAME.sub(_letter, content)):
        raise refused(upload, _("“%(name)s” holds a program or another file. Print it to a new PDF and send that one."))
    return kept(content, ".pdf")


def _letter(match):
    """A name in a PDF may hide its letters as #4A: read them."""
    return bytes.fromhex(match[1].decode())
