"""The files that came with a message, as a form takes them."""

import mimetypes

from django.core.files.uploadedfile import SimpleUploadedFile

from pyjama.mail.inbound.texts import is_file

# What programs attach by themselves: keys and seals, cards, invitations, and wrappings of their own.
BY_ITSELF = {
    "application/pgp-keys",
    "application/pgp-signature",
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "application/ms-tnef",
    "text/calendar",
    "text/vcard",
    "text/x-vcard",
    "text/html",
    "text/plain",
}
# A picture that stands in the text and weighs less is a logo, or the face beside a signature.
LIGHT = 40 * 1024


def files_of(message):
    """What somebody attached to a message (EmailMessage), as a list of uploaded files.

    Pictures of signatures are left out, and what no person attaches: a telephone puts photographs into the text too, so
    only small ones are taken for those.
    """
    return [file for part in message.walk() if (file := _file(part))]


def _file(part):
    kind = part.get_content_type()
    if part.is_multipart() or not is_file(part) or _is_by_itself(part, kind):
        return None
    content = part.get_payload(decode=True) or b""
    if kind.startswith("image/") and part.get_content_disposition() != "attachment" and len(content) < LIGHT:
        return None
    name = part.get_filename() or f"file{mimetypes.guess_extension(kind) or ''}"
    return SimpleUploadedFile(name, content, kind)


def _is_by_itself(part, kind):
    """Words that are a file by their name only were chosen by somebody; the rest of these kinds was not."""
    return kind in BY_ITSELF and not (kind.startswith("text/pl") and part.get_filename())
