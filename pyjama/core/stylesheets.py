"""The static files of a running site: hashed and compressed by WhiteNoise, the sheets of our style in one."""

import re
from pathlib import Path

from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

SITE = "css/site.css"
IMPORT = re.compile(r'@import "([\w-]+\.css)";')


class OneSheetStorage(CompressedManifestStaticFilesStorage):
    """Collects css/site.css with what it imports written in its place: a page then asks for one file."""

    def post_process(self, paths, **options):
        """As collectstatic calls it: `paths` gives each file's name the storage (and the name there) it comes from."""
        gathered = InMemoryStorage()
        gathered.save(SITE, ContentFile(gather(paths)))
        return super().post_process(paths | {SITE: (gathered, SITE)}, **options)


def gather(paths):
    """The text (str) of the one sheet. All sheets lie in one folder, so what they say of other files stays true."""

    def text(name):
        storage, path = paths[name]
        with storage.open(path) as file:
            return file.read().decode()

    return IMPORT.sub(lambda found: text(f"css/{found[1]}"), text(SITE))


def are_stale():
    """Say whether a static file is newer than what was last collected."""
    manifest = Path(staticfiles_storage.path(staticfiles_storage.manifest_name))
    if not manifest.exists():
        return True
    sources = (storage.path(name) for finder in get_finders() for name, storage in finder.list([]))
    return max(Path(source).stat().st_mtime for source in sources) > manifest.stat().st_mtime
