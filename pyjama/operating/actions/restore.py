"""A backup put back into an empty place; whoever was erased since it was made does not come back."""

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from pyjama.core.refusals import Refused
from pyjama.operating import archive, dump, files
from pyjama.operating.actions.backup import DATABASE, FILES, FORMAT
from pyjama.privacy import ledger
from pyjama.privacy.actions import replay_erasures, squeeze


def restore(path):
    """Put a backup (Path) back where nothing is yet; gives a report (dict).

    The report has the `manifest`, the `rows` of each table as they were restored, the number of `files`, how many people
    were `erased` again (None without a ledger), and the files that rows name and that are `missing`. Refuses a place
    where something is, what is damaged, and what this version cannot read: all that before anything is put back.
    """
    refuse_full_place()
    with unpacked(path) as (folder, manifest):
        refuse_foreign(manifest)
        if connection.vendor == "sqlite":
            dump.refuse_unsound(folder / DATABASE / dump.SQLITE_FILE)
        number = put_files(folder / FILES)
        PUT_DATABASE[connection.vendor](folder / DATABASE, manifest)
    rows = dump.counts()
    call_command("migrate", verbosity=0, interactive=False)
    erased = erase_again()
    missing = files.missing(files.named(), files.folders())
    return {"manifest": manifest, "rows": rows, "files": number, "erased": erased, "missing": missing}


def refuse_full_place():
    """Refuse a database with tables in it, and folders with files."""
    if connection.introspection.table_names():
        raise Refused(f"There is a database already: {where()}. A backup is restored into an empty place only.")
    for folder in files.folders().values():
        if next(files.found(folder), None):
            raise Refused(f"There are files already: {folder}. A backup is restored into an empty place only.")


def where():
    facts = connection.settings_dict
    return f"{facts['NAME']} on {facts['HOST'] or 'this machine'}"


@contextmanager
def unpacked(path):
    """The backup in a folder on the disk of the data, and its manifest; the folder is gone after the block."""
    if not path.is_file():
        raise Refused(f"There is no file {path}.")
    folder = Path(tempfile.mkdtemp(prefix="restore-", dir=settings.DATA_DIR))
    try:
        yield folder, archive.unpacked(path, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def refuse_foreign(manifest):
    """Refuse what another database, or a newer version, wrote."""
    if manifest["format"] > FORMAT:
        raise Refused("A newer version made this backup: restore it with that version.")
    if manifest["database"] != connection.vendor:
        raise Refused(f"This is a backup of {manifest['database']}, and the settings name {connection.vendor}.")
    unknown = {*map(tuple, manifest["migrations"])} - {*MigrationExecutor(connection).loader.disk_migrations}
    if unknown := sorted(f"{app} {name}" for app, name in unknown):
        raise Refused(f"A newer version made this backup: this one does not know {', '.join(unknown[:3])}.")


def put_files(root):
    """Move the files where the storages look for them; gives their number."""
    number = 0
    for name, folder in files.folders().items():
        for path in files.found(root / name):
            target = folder / path.relative_to(root / name)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(path, target)
            number += 1
    return number


def put_sqlite(folder, manifest):
    connection.close()
    target = Path(connection.settings_dict["NAME"])
    for log in ("-wal", "-shm"):
        target.with_name(target.name + log).unlink(missing_ok=True)
    (folder / dump.SQLITE_FILE).replace(target)
    archive.sync_folder(target.parent)


def put_postgresql(folder, manifest):
    """Make the tables as they were then, and fill them."""
    executor = MigrationExecutor(connection)
    executor.migrate(last_of_each_app(executor.loader.graph, {*map(tuple, manifest["migrations"])}))
    columns_of = {name: facts["columns"] for name, facts in manifest["tables"].items()}
    dump.load_postgresql(folder, columns_of, manifest["sequences"])


PUT_DATABASE = {"sqlite": put_sqlite, "postgresql": put_postgresql}


def last_of_each_app(graph, applied):
    """The migrations (list of pairs) among `applied` that no other one of the same app was built on."""
    nodes = {node for node in applied if node in graph.nodes}
    built_on = {parent.key for node in nodes for parent in graph.node_map[node].parents if parent.key[0] == node[0]}
    return sorted(nodes - built_on)


def erase_again():
    """Erase whoever left since; None where the ledger of erasures is not there, which the operator must know."""
    if not ledger.place().exists():
        return None
    number = replay_erasures()
    squeeze()
    return number
