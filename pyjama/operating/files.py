"""The files that people gave, beside the database: what a backup takes along, and which of them rows name."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

from django.apps import apps
from django.core.files.storage import FileSystemStorage, storages
from django.db.models import FileField

from pyjama.attachments.models import FOLDER, Attachment
from pyjama.privacy.models import Export

STORAGES = {"media": "default", "private": "private"}


def folders():
    """The folder (Path) of each storage whose files are on this machine, by the name it has in a backup."""
    ours = {name: storages[alias] for name, alias in STORAGES.items()}
    return {name: Path(storage.location) for name, storage in ours.items() if isinstance(storage, FileSystemStorage)}


def elsewhere():
    """The names of the storages whose files another service keeps (list of str)."""
    return sorted({*STORAGES} - {*folders()})


def gather(into):
    """Give every file a second name under `into` (Path): it stays there even when the site erases it meanwhile.

    May be done again: what came since is added. A second name takes no room; on another disk, it is a copy.
    """
    for name, folder in folders().items():
        for path in found(folder):
            target = into / name / path.relative_to(folder)
            if not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                keep(path, target)


def keep(path, target):
    """A file that is erased at this very moment is none any more."""
    with suppress(FileNotFoundError):
        try:
            os.link(path, target)
        except FileNotFoundError:
            raise
        except OSError:
            shutil.copyfile(path, target)


def found(folder):
    """Every file (Path) in a folder and those in it, in order; one that vanishes meanwhile is passed over."""
    for place, within, names in os.walk(folder):
        within.sort()
        yield from (Path(place) / name for name in sorted(names))


def named():
    """The files that rows of the database name: a set of pairs (str) of a storage of ours and a name in it."""
    pictures = Attachment.objects.only("key", "kind", "width", "light")
    names = {("private", f"{FOLDER}/{name}") for attachment in pictures for name in attachment.files}
    names |= {("private", export.name) for export in Export.objects.filter(made_at__isnull=False)}
    by_place = {storages[alias]: name for name, alias in STORAGES.items()}
    for model in apps.get_models():
        for field in (field for field in model._meta.local_fields if isinstance(field, FileField)):
            values = model._base_manager.exclude(**{field.name: ""}).values_list(field.name, flat=True)
            place = next((name for storage, name in by_place.items() if storage is same(field.storage)), None)
            names |= {(place, value) for value in values if place and value}
    return names


def same(storage):
    """A storage behind Django's lazy one, which is the default."""
    return storages["default"] if getattr(storage, "_wrapped", None) is not None else storage


def missing(names, places):
    """Those of `named()` that are not in their folder, given by place (a dict of Path), as sorted texts.

    What stands at none of these places, as others keep it, is not looked at.
    """
    return sorted(f"{place}/{name}" for place, name in names if place in places and not (places[place] / name).is_file())
