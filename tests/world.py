"""The demo world, copied from a demonstration that told it: bin/test has it told once for all its runs.

WORLD names the demonstration's folder. Without it, a run of the suite tells the world itself, which takes some seconds.
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from django.apps import apps
from django.core.files import File
from django.core.files.storage import storages
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction

from pyjama.operating.files import STORAGES


def told_in():
    """The folder of a demonstration that told the world, or None."""
    return Path(folder) if (folder := os.environ.get("WORLD")) else None


def copy_world(folder):
    """Fill the empty test database, and its storages, with the world of a demonstration."""
    with closing(sqlite3.connect(folder / "pyjama.sqlite3")) as told:
        {"sqlite": copy_to_sqlite, "postgresql": copy_to_postgresql}[connection.vendor](told)
    for name, storage in STORAGES.items():
        for path in filter(Path.is_file, (folder / name).rglob("*")):
            with path.open("rb") as file:
                storages[storage].save(str(path.relative_to(folder / name)), File(file))


def copy_to_sqlite(told):
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as copy:
        told.backup(copy)


@transaction.atomic
def copy_to_postgresql(told):
    """Copy row by row: both databases write their values alike. Foreign keys are looked at when all is there."""
    models = apps.get_models(include_auto_created=True)
    tables = {model._meta.db_table: model for model in models if model._meta.managed}
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(tables)}")
        for table, model in tables.items():
            columns = ", ".join(f'"{field.column}"' for field in model._meta.local_concrete_fields)
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as rows:
                for row in told.execute(f"SELECT {columns} FROM {table}"):
                    rows.write_row(row)
        for statement in connection.ops.sequence_reset_sql(no_style(), tables.values()):
            cursor.execute(statement)
    call_command("index_calls", verbosity=0)
