import secrets
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.db.models import Sum
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from pyjama.accounts.models import User
from pyjama.attachments.illustrations import light_from
from pyjama.attachments.models import FOLDER, MOST_ATTACHMENTS, Attachment, Upload
from pyjama.core import clock
from pyjama.core.limits import LIMITS, refuse_newcomer_beyond
from pyjama.core.refusals import Refused

# What one person may have here, in bytes: about three hundred photographs.
QUOTA = 200 * 1024 * 1024
WAITING_FOR = timedelta(days=1)
# Pictures to draw in a round: some seconds, in which no mail leaves.
AT_ONCE = 20


@transaction.atomic
def count_uploads(*, person, files):
    """Count the files a person sends, those among `files` that are new; called before they are kept.

    Refuses beyond 100 a day.
    """
    for file in files:
        if isinstance(file, ContentFile):
            _count_upload(person, file.size)


def _count_upload(person, size):
    LIMITS["uploads"].refuse_beyond(Upload.objects.filter(person=person), "uploaded_at")
    refuse_newcomer_beyond("first_uploads", person, Upload.objects.filter(person=person), "uploaded_at")
    Upload.objects.create(person=person, size=size)


def discard(file):
    """Delete a stored file (FieldFile) that was replaced, once the transaction that replaced it is kept."""
    if file:
        storage, name = file.storage, file.name
        transaction.on_commit(lambda: storage.delete(name))


@transaction.atomic
def keep_attachment(*, owner, file):
    """Keep a file that was checked, an `Illustration` or a `Paper`, until the form it was added to is sent.

    Refuses what goes beyond the owner's QUOTA, or her uploads of the day. The files are written before the row is kept: a
    row never lacks its file, and a file that a crash left without its row is erased by a round.
    """
    # Two uploads of one person wait for each other, or both would find room.
    list(User.objects.select_for_update(no_key=True).filter(pk=owner.pk))
    attachment = Attachment(owner=owner, key=secrets.token_hex(16), **file.facts)
    _refuse_beyond_quota(attachment)
    _count_upload(owner, attachment.size)

    _store(attachment, file.contents)
    attachment.save()
    return attachment


def _refuse_beyond_quota(attachment):
    taken = Attachment.objects.given_by(attachment.owner).aggregate(size=Sum("size", default=0))["size"]
    if taken + attachment.size > QUOTA:
        left = filesizeformat(max(0, QUOTA - taken))
        sentence = _("There is no room for “%(name)s”: you have %(left)s left of %(quota)s. Remove files you sent before.")
        raise Refused(sentence % {"name": attachment.name, "left": left, "quota": filesizeformat(QUOTA)})


def _store(attachment, contents):
    """Write an attachment's files (bytes each), all of them or none."""
    try:
        for name, content in zip(attachment.files, contents, strict=True):
            storages["private"].save(f"{FOLDER}/{name}", ContentFile(content))
    except OSError as cause:
        _erase_files(attachment.files)
        raise Refused(
            _("The site has no room for files at the moment. Send your text without them, or try later.")
        ) from cause


def _erase_files(names):
    for name in names:
        storages["private"].delete(f"{FOLDER}/{name}")


@transaction.atomic
def attach(*, target, person, files):
    """Make `files` what is attached to a row: pairs of an Attachment and its alternative text, in their order.

    Takes those that wait with this person, or are attached to this row already; leaves out any other. What was attached and
    is not among them is erased. The caller knows that the person may change the row. Refuses more than ten.
    """
    at_hand = Attachment.objects.at_hand(person, target).select_for_update().in_bulk()
    chosen = [(at_hand.pop(file.pk), alternative) for file, alternative in files if file.pk in at_hand]
    for attachment, _alternative in chosen[MOST_ATTACHMENTS:]:
        raise Refused(_("“%(name)s” is one too many: ten files at most.") % {"name": attachment.name})

    for position, (attachment, alternative) in enumerate(chosen):
        attachment.target, attachment.position = target, position
        attachment.alternative = alternative
    fields = ["content_type", "object_id", "position", "alternative"]
    Attachment.objects.bulk_update([pair[0] for pair in chosen], fields)
    erase([attachment for attachment in at_hand.values() if attachment.object_id])


def detach_all(target):
    """Erase what is attached to a row that goes."""
    erase(Attachment.objects.of(target))


@transaction.atomic
def erase_waiting(*, person, attachment):
    """Erase a file that waits with this person: she took it out of the form."""
    erase(Attachment.objects.editable_by(person).filter(pk=attachment.pk))


def erase(attachments):
    """Delete these rows, and their files once the transaction is kept."""
    attachments = list(attachments)
    names = [name for attachment in attachments for name in attachment.files]
    Attachment.objects.filter(pk__in=[attachment.pk for attachment in attachments]).delete()
    transaction.on_commit(lambda: _erase_files(names))


@transaction.atomic
def erase_forgotten():
    """Erase what has waited for its form for a day. Safe to run twice, and twice at once."""
    forgotten = Attachment.objects.waiting().filter(created_at__lt=clock.now() - WAITING_FOR)
    erase(forgotten.select_for_update(skip_locked=True))


def erase_orphans():
    """Delete files that no row has named for a day: a process was killed, or the row went with what it was attached to."""
    storage = storages["private"]
    try:
        names = storage.listdir(FOLDER)[1]
    except FileNotFoundError:
        return
    # Asked for after the files: one that came meanwhile is young.
    strange = set(names)
    for attachment in Attachment.objects.only("key", "kind", "width", "light").iterator() if strange else []:
        strange.difference_update(attachment.files)
    _erase_files(name for name in strange if storage.get_modified_time(f"{FOLDER}/{name}") < clock.now() - WAITING_FOR)


def draw_light_versions():
    """Draw what pages show of pictures that were kept before each had a light version: the oldest, AT_ONCE of them.

    Safe to run twice, and twice at once. Their largest file stays as it is; those of other widths go with what has no row.
    """
    for attachment in Attachment.objects.without_light()[:AT_ONCE]:
        try:
            with storages["private"].open(f"{FOLDER}/{attachment.files[-1]}") as file:
                largest = file.read()
        except FileNotFoundError:
            largest = b""
        _keep_light(attachment, _drawn(largest), len(largest))


def _drawn(largest):
    """The light version (bytes) of a picture's largest file, b"" where that is damaged or lost."""
    try:
        return light_from(largest)
    except OSError:
        return b""


@transaction.atomic
def _keep_light(attachment, content, size):
    """Write a picture's light version (bytes), unless another worker has, or the picture went meanwhile."""
    attachment = Attachment.objects.without_light().select_for_update().filter(pk=attachment.pk).first()
    if not attachment:
        return
    attachment.light, attachment.size = len(content), size + len(content)
    if content:
        # A worker that was killed may have left one.
        _erase_files(attachment.files[:1])
        storages["private"].save(f"{FOLDER}/{attachment.files[0]}", ContentFile(content))
    attachment.save(update_fields=["light", "size"])
