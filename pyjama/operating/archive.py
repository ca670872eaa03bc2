"""The one file of a backup: a tar, compressed, whose last part says what all the others must be."""

import fcntl
import gzip
import hashlib
import io
import json
import os
import tarfile
import zlib
from contextlib import contextmanager
from pathlib import Path

from pyjama.core.refusals import Refused

MANIFEST = "manifest.json"
# Pictures and papers are compressed already; more effort makes the rest a little smaller, and takes three times as long.
EFFORT = 4
BLOCK = 1 << 20


class Hashed:
    """A file that is read, or written, with the SHA-256 of all that went through."""

    def __init__(self, file):
        self.file, self.hash, self.size = file, hashlib.sha256(), 0

    def read(self, size=-1):
        return self.note(self.file.read(size))

    def write(self, block):
        return self.file.write(self.note(block))

    def note(self, block):
        self.hash.update(block)
        self.size += len(block)
        return block

    @property
    def facts(self):
        return {"bytes": self.size, "sha256": self.hash.hexdigest()}


class Writer:
    """Takes parts in, each a file with the name it has in the archive, and knows what each of them is."""

    def __init__(self, tar):
        self.tar, self.parts = tar, {}

    def add(self, name, path):
        """Add the file at `path` as it is now."""
        with path.open("rb") as file:
            facts = os.fstat(file.fileno())
            part, entry = Hashed(file), tarfile.TarInfo(name)
            entry.size, entry.mtime, entry.mode = facts.st_size, int(facts.st_mtime), 0o600
            self.tar.addfile(entry, part)
        self.parts[name] = part.facts

    def finish(self, manifest):
        """Add what the archive is (a dict), and the parts with it, as the last one."""
        text = json.dumps(manifest | {"parts": self.parts}, indent=1, ensure_ascii=False).encode()
        entry = tarfile.TarInfo(MANIFEST)
        entry.size, entry.mode = len(text), 0o600
        self.tar.addfile(entry, io.BytesIO(text))


@contextmanager
def written(path):
    """A Writer whose archive stands at `path` (Path) once the block ends well, whole and on the disk; else nothing does.

    It is readable by its owner alone. Refuses while another one is written there.
    """
    part = path.with_name(f"{path.name}.part")
    with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        hold(file)
        file.truncate()
        try:
            with gzip.GzipFile("", "wb", EFFORT, file) as thin, tarfile.open(fileobj=thin, mode="w|", bufsize=BLOCK) as tar:
                yield Writer(tar)
            file.flush()
            os.fsync(file.fileno())
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    sync_folder(path.parent)


def hold(file):
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as cause:
        raise Refused("Another backup is being written there at this moment.") from cause


def sync_folder(folder):
    """See that the disk knows the new name too."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def unpacked(path, into):
    """Unpack an archive into a folder (both Path) and return its manifest (dict), once every part is what it must be.

    Refuses what is no backup of ours, what is not whole, and parts that are missing, too many or changed.
    """
    try:
        with tarfile.open(path, "r|gz", bufsize=BLOCK) as tar:
            parts = {entry.name: unpack(tar, entry, into) for entry in tar}
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise Refused(f"{path} is no backup, or not all of it is there: {error}") from error
    if parts.pop(MANIFEST, None) is None:
        raise Refused(f"{path} has no manifest: it is no backup of Pyjama, or its end is missing.")
    manifest = json.loads((into / MANIFEST).read_text(encoding="utf-8"))
    wrong = sorted(
        name for name in parts.keys() | manifest["parts"].keys() if parts.get(name) != manifest["parts"].get(name)
    )
    if wrong:
        raise Refused(f"{path} is damaged. Not as they were written: {', '.join(wrong[:5])} ({len(wrong)} in all).")
    return manifest


def unpack(tar, entry, into):
    """Write one part where its name says, and nowhere else; return its facts."""
    target = into / entry.name
    if not entry.isreg() or Path(entry.name).is_absolute() or ".." in Path(entry.name).parts:
        raise Refused(f"It holds something that no backup of ours holds: {entry.name}.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as file:
        part, source = Hashed(file), tar.extractfile(entry)
        while block := source.read(BLOCK):
            part.write(block)
    return part.facts
