from datetime import timedelta

from django.core.files.base import ContentFile
from django.db import transaction

from pyjama.attachments.models import Upload
from pyjama.core.limits import Limit

DAILY = Limit(20, timedelta(days=1))


@transaction.atomic
def count_uploads(*, person, files):
    """Count the files a person sends, those among `files` that are new; called before they are kept.

    Refuses beyond 20 a day.
    """
    for file in files:
        if isinstance(file, ContentFile):
            DAILY.refuse_beyond(Upload.objects.filter(person=person), "uploaded_at")
            Upload.objects.create(person=person, size=file.size)


def discard(file):
    """Delete a stored file (FieldFile) that was replaced, once the transaction that replaced it is kept."""
    if file:
        storage, name = file.storage, file.name
        transaction.on_commit(lambda: storage.delete(name))
