"""What a backup takes along, where it may stand, and how many stay. That it can be restored: tests/faults."""

import json
import re
from datetime import timedelta
from threading import Thread

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.management import CommandError, call_command
from django.db import connection

from pyjama.accounts.models import User
from pyjama.core import clock
from pyjama.core.refusals import Refused
from pyjama.operating import archive, dump, files, variables
from pyjama.operating.actions import backup, make_backup


@pytest.fixture
def place(tmp_path, settings, monkeypatch):
    """A folder for backups, of a site whose data and files are in folders beside it; the database is the world's."""
    settings.DATA_DIR = tmp_path / "data"
    storages = {
        "default": FileSystemStorage(tmp_path / "data/media"),
        "private": FileSystemStorage(tmp_path / "data/private"),
    }
    monkeypatch.setattr(files, "storages", storages)
    for folder in ("data/media", "data/private", "backups"):
        (tmp_path / folder).mkdir(parents=True)
    return tmp_path / "backups"


@pytest.mark.django_db(transaction=True)
def test_it_holds_rows_files_and_settings_and_no_secret(world, place, settings, monkeypatch):
    files.storages["default"].save("logos/refuge.webp", ContentFile(b"a logo"))
    monkeypatch.setenv("SECRET_KEY", "the-key-of-keys")
    monkeypatch.setenv("MAIL_PASSWORD", "open-sesame")
    monkeypatch.setenv("ANYMAIL_POSTMARK_SERVER_TOKEN", "open-barley")
    monkeypatch.setenv("SITE_NAME_FR", "Chez nous")
    (settings.DATA_DIR / "vapid_key").write_text("a-key-in-a-file")
    made = make_backup(place / "site.tar.gz")

    there = place / "out"
    manifest = archive.unpacked(made["path"], there)
    assert manifest["tables"]["accounts_user"]["rows"] == User.objects.count()
    assert (there / "files/media/logos/refuge.webp").read_bytes() == b"a logo"
    assert json.loads((there / "settings.json").read_text())["SITE_NAME_FR"] == "Chez nous"
    whole = b"".join(path.read_bytes() for path in files.found(there))
    assert [word for word in (b"key-of-keys", b"open-sesame", b"open-barley", b"key-in-a-file") if word in whole] == []
    assert {"SECRET_KEY", "MAIL_PASSWORD", "ANYMAIL_POSTMARK_SERVER_TOKEN", "vapid_key"} <= {*manifest["left_out"]}
    # Pictures of the world are in memory: nothing here has them, and that is said.
    assert manifest["missing"]
    assert [*settings.DATA_DIR.glob("backup-*")] == []


@pytest.mark.django_db(transaction=True)
def test_the_moment_is_one_even_when_somebody_writes_meanwhile(world, tmp_path):
    """Another connection commits between the counting and the copy: neither sees it."""
    before = User.objects.count()
    with dump.one_moment():
        in_another_connection(lambda: User.objects.create_user("late@example.org", display_name="Late"))
        assert dump.counts()["accounts_user"] == before
        dump.write(tmp_path)
    assert User.objects.count() == before + 1
    if connection.vendor == "sqlite":
        copy = connection.Database.connect(tmp_path / dump.SQLITE_FILE)
        assert copy.execute("SELECT count(*) FROM accounts_user").fetchone() == (before,)
        copy.close()
    else:
        assert len((tmp_path / "accounts_user.copy").read_bytes().splitlines()) == before


def in_another_connection(write):
    def run():
        write()
        connection.close()

    thread = Thread(target=run)
    thread.start()
    thread.join()


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite is copied as a file.")
@pytest.mark.django_db(transaction=True)
def test_rows_of_postgresql_come_back_and_numbers_go_on(world, tmp_path):
    last = User.objects.create_user("last@example.org", display_name="Last").pk
    before, columns = dump.counts(), dump.tables()
    dump.write(tmp_path)
    numbers = dump.sequences()
    User.objects.create_user("after@example.org", display_name="After the backup")
    dump.load_postgresql(tmp_path, columns, numbers)

    assert dump.counts() == before
    assert User.objects.get(email="last@example.org").pk == last
    assert User.objects.create_user("next@example.org", display_name="Next").pk > last


@pytest.mark.once
@pytest.mark.django_db(transaction=True)
def test_as_many_stay_as_are_kept_and_no_other_file_goes(world, place, at, monkeypatch):
    monkeypatch.setattr(backup, "collect", lambda folder: {"made_at": "2026-11-27"})
    (place / "site-of-mine.tar.gz").write_text("not a backup")
    names = []
    for day in range(4):
        with at(clock.now() + timedelta(days=day)):
            names.append(make_backup(place / "site.tar.gz", keep=2)["path"].name)
    assert sorted(path.name for path in place.iterdir()) == sorted([*names[-2:], "site-of-mine.tar.gz"])
    assert re.fullmatch(r"site-\d{8}T\d{6}Z\.tar\.gz", names[0])


@pytest.mark.once
def test_a_backup_is_not_put_where_everybody_could_fetch_it(place, settings):
    for path in (settings.DATA_DIR / "media" / "site.tar.gz", place, place / "nowhere" / "site.tar.gz"):
        with pytest.raises(Refused):
            make_backup(path)
    with pytest.raises(CommandError, match="No backup was made"):
        call_command("backup", str(place))


@pytest.mark.once
def test_nothing_is_restored_where_something_is(world, place):
    (place / "any.tar.gz").write_bytes(b"")
    with pytest.raises(CommandError, match="There is a database already"):
        call_command("restore", str(place / "any.tar.gz"))


@pytest.mark.once
def test_every_setting_that_is_known_to_be_no_secret_is_one():
    assert variables.known() >= variables.NO_SECRETS
    assert not {name for name in variables.NO_SECRETS if re.search("KEY|PASSWORD|TOKEN|_URL$|USER", name)} - {
        "SITE_URL",
        "SOURCE_URL",
    }
