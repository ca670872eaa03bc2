import shutil
import sqlite3
from contextlib import closing

import pytest
from django.core.files.storage import storages
from django.db import connection

from pyjama.mail.tests.conftest import no_mail, server
from pyjama.operating import files
from tests.snapshot import put_files_back
from tests.world import told_in

__all__ = ["no_mail", "server"]


@pytest.fixture
def folder(world, tmp_path):
    """A folder with a copy of the world and its files, for processes that are killed."""
    # Read beside the test's own transaction, which holds the file for itself.
    with (
        closing(sqlite3.connect(connection.settings_dict["NAME"])) as told,
        closing(sqlite3.connect(tmp_path / "pyjama.sqlite3")) as copy,
    ):
        told.backup(copy)
    if told_in():
        shutil.copytree(told_in() / "static", tmp_path / "static")
    put_files_back()
    for place, name in files.named():
        target = tmp_path / place / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with storages[files.STORAGES[place]].open(name) as file:
            target.write_bytes(file.read())
    return tmp_path
