"""A file as it comes in: what to call it, what it weighs, and the name it is kept under."""

import secrets
import unicodedata
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from pyjama.core.forms import REORDERING

LONGEST_NAME = 60
MOST_BYTES = 10 * 1024 * 1024


def visible_name(upload):
    """The file's own name (str) without hidden or reordering characters."""
    hidden = {"Cc", "Cf", "Zl", "Zp", "Cs"}
    return "".join(
        letter for letter in upload.name if letter not in REORDERING and unicodedata.category(letter) not in hidden
    )


def shown_name(upload):
    """The file's own name (str) as a sentence may show it: short, without hidden or reordering characters."""
    name = visible_name(upload)
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def kept_name(upload):
    """The file's own name (str) as it is kept beside the file: as one reads it, never a path, its ending whole."""
    path = PurePath(visible_name(upload).replace("\\", "/").replace("/", " ").strip())
    return f"{path.stem[:LONGEST_NAME]}{path.suffix}"


def refused(upload, sentence, **facts):
    """The error to raise for a file; `sentence` names it with %(name)s and says what to do."""
    return ValidationError(sentence, code="refused", params={"name": shown_name(upload), **facts})


def damaged(upload):
    """The error to raise for a file that begins as it should and cannot be read to its end."""
    return refused(upload, _("“%(name)s” is damaged or cut short. Save it again and send it again."))


def refuse_by_weight(upload, most):
    """Refuse a file that is empty or weighs more than `most` bytes."""
    if not upload.size:
        raise refused(upload, _("“%(name)s” is empty. Choose the file once more."))
    if upload.size > most:
        sentence = _("“%(name)s” is too heavy: %(size)s. Send a file of %(most)s or less.")
        raise refused(upload, sentence, size=filesizeformat(upload.size), most=filesizeformat(most))


def refuse_by_name(upload, suffixes, kind):
    """Refuse a file whose name does not end as its content asks; `kind` is what it really is, such as “PNG”."""
    if PurePath(upload.name).suffix.lower() not in suffixes:
        sentence = _("“%(name)s” is in fact a %(kind)s file. Give it a name that ends in %(suffix)s and send it again.")
        raise refused(upload, sentence, kind=kind, suffix=suffixes[0])


def kept(content, suffix):
    """The bytes to keep as a file with a name nobody can guess (128 random bits), ready for a storage."""
    return ContentFile(content, name=f"{secrets.token_hex(16)}{suffix}")
