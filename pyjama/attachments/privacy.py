"""What these tables keep of people, field by field (core/privacy.py)."""

from pyjama.attachments.actions import erase as erase_attachments
from pyjama.attachments.models import FOLDER, Attachment
from pyjama.core.privacy import Kept, Leaving, Nature, Subject, Table

TABLES = [
    Table(
        "attachments.Upload",
        Subject.WORDS,
        [
            Kept("person", Nature.PERSON, "who", "nobody"),
            Kept("size", Nature.PERSON, "how many bytes", "nobody"),
            Kept("uploaded_at", Nature.PERSON, "when", "nobody"),
        ],
        about=(
            "One file a person sent: that she sent it, not what. **Whose**: hers. **Why**: to limit how many one may "
            "send in a day. **How long**: as long as the account."
        ),
        links={"person": Leaving.ERASED},
    ),
    Table(
        "attachments.Attachment",
        Subject.WORDS,
        [
            Kept("owner", Nature.PUBLIC, "who sent it", "whoever sees the text beside it"),
            Kept(
                "content_type object_id",
                Nature.TECHNICAL,
                "what it is attached to; nothing while it waits for its form",
                "the same",
            ),
            Kept(
                "key",
                Nature.TECHNICAL,
                "128 random bits: the name of its files in `private/attachments`",
                "whoever may see the file",
            ),
            Kept("kind size", Nature.PUBLIC, "picture or document, bytes, pixels, its place among others", "the same"),
            Kept(
                "light width height position",
                Nature.TECHNICAL,
                "picture or document, bytes, pixels, its place among others",
                "the same",
            ),
            Kept("name", Nature.PUBLIC, "the file's own name", "its owner; everybody who may see a PDF"),
            Kept("alternative", Nature.PUBLIC, "what a picture shows, in words", "whoever may see the file"),
            Kept("created_at", Nature.PUBLIC, "when it was sent", "nobody"),
        ],
        about=(
            "A picture or a PDF beside a call, a contribution or a reply. **Whose**: its owner's. **Why**: to show what"
            " words cannot. **How long**: as long as what it is attached to; it goes at once when a contribution is "
            "withdrawn or the file is removed, and after a day where its form was never sent. Of a file sent, only "
            "pixels are kept, or the PDF without what it says of its author; where a photograph was taken is never "
            "stored."
        ),
        links={"owner": Leaving.KEPT},
    ),
]


def erase(person, *, words_go):
    """Files that wait for a form go; those beside her words go or stay with them."""
    erase_attachments(Attachment.objects.given_by(person).waiting())


def files(person):
    """The files of her export: each one's name there, and where it is in the private storage (pairs of str)."""
    for attachment in Attachment.objects.given_by(person).order_by("pk").iterator():
        stored = attachment.files[-1]
        yield f"{attachment.pk}-{stored}", f"{FOLDER}/{stored}"
