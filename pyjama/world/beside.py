"""The files that people of the story put beside a text."""

from pyjama.attachments.actions import keep_attachment
from pyjama.attachments.attaching import checked
from pyjama.world import story


def files(owner, told):
    """What somebody puts beside a text: pairs of an Attachment and its alternative text."""
    return [
        (keep_attachment(owner=owner, file=checked(story.upload(file["file"]))), file.get("alternative", ""))
        for file in told.get("attachments", [])
    ]
