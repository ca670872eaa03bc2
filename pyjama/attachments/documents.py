"""Papers: those that only a few may read, such as the proof that an organization is a nonprofit, and those for everybody."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from pyjama.attachments.images import redrawn
from pyjama.attachments.pdf import Unreadable, acts, is_locked, without_metadata
from pyjama.attachments.received import MOST_BYTES, damaged, kept, kept_name, refuse_by_name, refuse_by_weight, refused

PAGE_SIDE = 2_560
PDF = b"%PDF-"
PICTURES = ["JPEG", "PNG"]
MAGIC = {PDF: "PDF", b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG"}
LAST_LINES = 2_048
SPACES = b"\0\t\n\f\r "
# Where an archive keeps its list: a file can be a PDF and an archive at once.
ARCHIVE, MOST_AFTER = b"PK\5\6", 65_557


def private_document(upload):
    """Accept an uploaded paper that is to be kept private.

    Takes an uploaded file; returns a file (ContentFile) under a random name: a PDF as it came, a picture drawn anew as WebP.
    Refuses, with a ValidationError that names the file, what is not a sound PDF, JPEG or PNG by content and by name, weighs
    more than 10 MB, or is a PDF that says it holds a program or another file.
    """
    content = _read(upload)
    kind = next((kind for magic, kind in MAGIC.items() if content.startswith(magic)), None)
    if kind == "PDF":
        _refuse_unsound_pdf(upload, content)
        return kept(content, ".pdf")
    if kind in PICTURES:
        return redrawn(upload, PICTURES, PAGE_SIDE)
    raise refused(upload, _("“%(name)s” is not a document we can read. Send a PDF, JPEG or PNG file."))


class Paper(NamedTuple):
    """A PDF that is ready to be kept: `contents` has its bytes, alone in a list."""

    name: str
    contents: list

    @property
    def facts(self):
        """What its row says of it."""
        return {"kind": "document", "name": self.name, "size": len(self.contents[0]), "light": 0}


def shared_document(upload):
    """Accept an uploaded PDF that everybody may fetch, without what it says of who made it: returns a Paper.

    Refuses what `private_document` refuses of a PDF.
    """
    content = _read(upload)
    _refuse_unsound_pdf(upload, content)
    try:
        return Paper(kept_name(upload), [without_metadata(content)])
    except (Unreadable, ValueError) as cause:
        raise _unreadable(upload) from cause


def _read(upload):
    """All of a paper (bytes) that is not too heavy."""
    refuse_by_weight(upload, MOST_BYTES)
    upload.seek(0)
    return upload.read()


def _refuse_unsound_pdf(upload, content):
    """Refuse what does not begin and end as a PDF, acts, or cannot be looked at."""
    refuse_by_name(upload, [".pdf"], "PDF")
    end = content.rstrip(SPACES)[-LAST_LINES:]
    if not content.startswith(PDF) or b"startxref" not in end or not end.endswith(b"%%EOF"):
        raise damaged(upload)
    try:
        if is_locked(content):
            raise refused(upload, _("“%(name)s” is locked with a password. Print it to a new PDF and send that one."))
        if acts(content) or ARCHIVE in content[-MOST_AFTER:]:
            raise refused(upload, _("“%(name)s” holds a program or another file. Print it to a new PDF and send that one."))
    except Unreadable as cause:
        raise _unreadable(upload) from cause


def _unreadable(upload):
    return refused(upload, _("“%(name)s” is packed in a way we cannot look into. Print it to a new PDF and send that one."))
