"""The static files of a running site: hashed and compressed by WhiteNoise, our style in one sheet, our scripts in one."""

import re
from pathlib import Path
from posixpath import dirname, join, normpath

from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

SHEET, SCRIPT = "css/site.css", "js/site.js"
IMPORTS = {SHEET: re.compile(r'@import "([\w-]+\.css)";'), SCRIPT: re.compile(r'import "([\w./-]+\.js)";')}
COMMENTS = {SHEET: re.compile(r"/\*.*?\*/", re.S), SCRIPT: re.compile(r"^\s*//.*$", re.M)}
# A script is a module: what it names is its own, in one file as in several.
AS_PART = {SHEET: "{}", SCRIPT: "{{{}}}"}


class GatheringStorage(CompressedManifestStaticFilesStorage):
    """Collects css/site.css and js/site.js with what they import written in its place: a page asks for one file of each."""

    def post_process(self, paths, **options):
        """As collectstatic calls it: `paths` gives each file's name the storage (and the name there) it comes from."""
        gathered = InMemoryStorage()
        for name in IMPORTS.keys() & paths.keys():
            gathered.save(name, ContentFile(gather(name, paths)))
            paths = paths | {name: (gathered, name)}
        return super().post_process(paths, **options)


def gather(whole, paths):
    """The text (str) of the one sheet, or the one script, without what only its authors read.

    All sheets lie in one folder, so what they say of other files stays true.
    """

    def text(name):
        storage, path = paths[name]
        with storage.open(path) as file:
            return bare(whole, file.read().decode())

    def part(found):
        return AS_PART[whole].format(text(normpath(join(dirname(whole), found[1]))))

    return IMPORTS[whole].sub(part, text(whole))


def bare(whole, text):
    """A text without comments, empty lines and the space before each line, which no string of ours goes across."""
    lines = (line.strip() for line in COMMENTS[whole].sub("", text).splitlines())
    return "\n".join(line for line in lines if line)


def are_stale():
    """Say whether a static file is newer than what was last collected."""
    manifest = Path(staticfiles_storage.path(staticfiles_storage.manifest_name))
    if not manifest.exists():
        return True
    sources = (storage.path(name) for finder in get_finders() for name, storage in finder.list([]))
    return max(Path(source).stat().st_mtime for source in sources) > manifest.stat().st_mtime
