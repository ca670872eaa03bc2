"""All that is kept about a person, in one file, made by the worker."""

from tempfile import TemporaryFile

from django.core.files import File
from django.core.files.storage import storages
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from pyjama.accounts.models import User
from pyjama.core import clock
from pyjama.core.refusals import Refused
from pyjama.notifications.actions import forget_news, notify
from pyjama.notifications.models import Kind
from pyjama.privacy.archive import write_archive
from pyjama.privacy.models import Export


@transaction.atomic
def ask_for_export(*, person, language):
    """Ask for all that is kept about oneself, in a language ("fr" or "en"). It replaces a file that was made before.

    Refused while one is being made.
    """
    User.objects.select_for_update().get(pk=person.pk)
    if person.exports.waiting().exists():
        raise Refused(_("Your file is being made already: we write to you when it is there, in a few minutes."))
    forget_exports(person.exports.all())
    return Export.objects.create(person=person, language=language)


def make_exports():
    """Make the files that were asked for. Several workers may meet: each takes one that nobody else has begun."""
    for export in Export.objects.to_make().select_related("person"):
        if claim(export):
            make(export)


def claim(export):
    """Say whether this worker is the one who makes it: it is marked as begun, unless somebody else was quicker."""
    return Export.objects.to_make().filter(pk=export.pk).update(claimed_at=clock.now())


def make(export):
    """Write the file, then say that it is there, by list and by mail."""
    with TemporaryFile() as file:
        with translation.override(export.language):
            write_archive(export.person, file)
        export.size = file.tell()
        file.seek(0)
        storages["private"].delete(export.name)
        storages["private"].save(export.name, File(file))
    tell(export=export)


@transaction.atomic
def tell(*, export):
    """The file is there. Nothing is said where she asked for another one, or left, meanwhile."""
    if Export.objects.filter(pk=export.pk, made_at=None).update(made_at=clock.now(), size=export.size):
        notify([export.person], Kind.EXPORT_READY, export)


def forget_exports(exports):
    """Erase these files (a queryset of Export), and what was told of them."""
    for export in exports:
        storages["private"].delete(export.name)
        forget_news(export)
        export.delete()


def forget_old_exports():
    """Erase the files that were there for a week."""
    forget_exports(Export.objects.over())
