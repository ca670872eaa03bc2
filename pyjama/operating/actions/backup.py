"""A backup of the running site in one file: see docs/decisions/0056 for the order in which it is made, and why."""

import json
import platform
import shutil
import tempfile
import tomllib
from contextlib import contextmanager
from pathlib import Path

import django
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from pyjama.core import clock
from pyjama.core.refusals import Refused
from pyjama.core.turns import one_at_a_time
from pyjama.operating import archive, dump, files, variables

FORMAT = 1
TRIES = 5
SETTINGS, DATABASE, FILES = "settings.json", "database", "files"
NOTE = "last_backup.json"
STAMP = "%Y%m%dT%H%M%SZ"
STAMP_LIKE = "[0-9]" * 8 + "T" + "[0-9]" * 6 + "Z"


def make_backup(path, *, keep=0):
    """Write a backup to `path` (Path), while the site goes on; gives its manifest (dict), with the `path` it stands at.

    With `keep`, its name carries the moment, and only so many of that name stay. What stood there before stays until
    this one is whole. Files that rows name and that are gone already are told under `missing`. Refuses a place that the
    site shows to everybody, or that is no place for a file.
    """
    refuse_place(path)
    target = path.with_name(stamped(path, clock.now().strftime(STAMP))) if keep else path
    with scratch() as folder:
        manifest = collect(folder)
        with archive.written(target) as writer:
            for part in files.found(folder):
                writer.add(part.relative_to(folder).as_posix(), part)
            writer.finish(manifest)
    note(manifest, target)
    for old in sorted(path.parent.glob(stamped(path, STAMP_LIKE)))[:-keep] if keep else []:
        old.unlink()
    return manifest | {"path": target, "bytes": target.stat().st_size}


def stamped(path, stamp):
    """`site.tar.gz` as `site-20261127T030000Z.tar.gz`."""
    stem, dot, suffixes = path.name.partition(".")
    return f"{stem}-{stamp}{dot}{suffixes}"


def refuse_place(path):
    if path.is_dir() or not path.parent.is_dir():
        raise Refused(f"{path} is no place for a file: name a file in a folder that exists.")
    shown = [settings.STATIC_ROOT, *files.folders().values()]
    if any(path.resolve().is_relative_to(Path(folder).resolve()) for folder in shown):
        raise Refused(f"{path} lies among the files of the site: choose a folder of its own, better on another disk.")


@contextmanager
def scratch():
    """A folder (Path) on the disk of the data, for as long as the block lasts; those that a crash left go first.

    Whoever makes another backup meanwhile waits.
    """
    with one_at_a_time("backup"):
        for left in settings.DATA_DIR.glob("backup-*"):
            shutil.rmtree(left, ignore_errors=True)
        folder = Path(tempfile.mkdtemp(prefix="backup-", dir=settings.DATA_DIR))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def collect(folder):
    """Put the files and one moment of the database into a folder, so that no row lacks its file; gives the manifest.

    A file that came and went within the moment may be missed: then the moment was badly chosen, and another one is.
    """
    places = {place: folder / FILES / place for place in files.folders()}
    for _try in range(TRIES):
        # Before the moment, what may be erased during it; at the moment, what came since.
        files.gather(folder / FILES)
        with dump.one_moment():
            files.gather(folder / FILES)
            missing = files.missing(files.named(), places)
            if missing and _try < TRIES - 1:
                continue
            return put_down(folder, missing)


def put_down(folder, missing):
    """Write the database and the settings of this moment into the folder; gives the manifest."""
    (folder / DATABASE).mkdir()
    tables, rows = dump.tables(), dump.counts()
    dump.write(folder / DATABASE)
    (folder / SETTINGS).write_text(json.dumps(variables.plain(), indent=1, ensure_ascii=False), encoding="utf-8")
    return about() | {
        "tables": {name: {"rows": rows[name], "columns": columns} for name, columns in tables.items()},
        "sequences": dump.sequences(),
        "files": {name: len([*files.found(folder / FILES / name)]) for name in files.folders()},
        "files_elsewhere": files.elsewhere(),
        "missing": missing,
        "left_out": variables.left_out(),
    }


def about():
    """What made it, and when (dict)."""
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))
    return {
        "format": FORMAT,
        "made_at": clock.now().isoformat(),
        "pyjama": project["project"]["version"],
        "python": platform.python_version(),
        "django": django.get_version(),
        "database": connection.vendor,
        "database_version": ".".join(map(str, database_version())),
        "migrations": sorted(map(list, MigrationRecorder(connection).applied_migrations())),
    }


def database_version():
    with connection.temporary_connection():
        return connection.get_database_version()


def note(manifest, target):
    """Write down that a backup was made: `doctor` looks at how old it is."""
    facts = {"at": manifest["made_at"], "path": str(target.resolve()), "bytes": target.stat().st_size}
    (settings.DATA_DIR / NOTE).write_text(json.dumps(facts), encoding="utf-8")
