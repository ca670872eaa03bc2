"""The one file of a backup: whole or not there at all, and refused where a part of it is not what it was."""

import io
import tarfile

import pytest

from pyjama.core.refusals import Refused
from pyjama.operating import archive

pytestmark = pytest.mark.once


@pytest.fixture
def backup(tmp_path):
    """A backup of two parts."""
    for name in ("one", "two"):
        (tmp_path / name).write_text(name * 2_000)
    with archive.written(tmp_path / "backup.tar.gz") as writer:
        writer.add("files/one", tmp_path / "one")
        writer.add("files/two", tmp_path / "two")
        writer.finish({"format": 1})
    return tmp_path / "backup.tar.gz"


def remade(path, change):
    """The same archive, with `change(entry, content)` in the place of each part's content; None leaves the part out."""
    with tarfile.open(path) as old, tarfile.open(path.with_name("other.tar.gz"), "w:gz") as new:
        for entry in old:
            content = change(entry, old.extractfile(entry).read())
            if content is not None:
                entry.size = len(content)
                new.addfile(entry, io.BytesIO(content))
    return path.with_name("other.tar.gz")


def test_what_was_put_in_comes_out_and_only_its_owner_reads_it(backup, tmp_path):
    manifest = archive.unpacked(backup, tmp_path / "out")
    assert (tmp_path / "out" / "files" / "one").read_text() == "one" * 2_000
    assert manifest["format"] == 1
    assert manifest["parts"]["files/two"]["bytes"] == 6_000
    assert backup.stat().st_mode & 0o077 == 0


def test_one_that_breaks_off_leaves_the_former_one_alone(backup, tmp_path):
    before = backup.read_bytes()
    with pytest.raises(FileNotFoundError), archive.written(backup) as writer:
        writer.add("files/one", tmp_path / "gone")
    assert backup.read_bytes() == before
    assert not backup.with_name("backup.tar.gz.part").exists()


def test_two_are_not_written_to_one_place_at_once(backup):
    with archive.written(backup) as writer:
        with pytest.raises(Refused, match="Another backup"), archive.written(backup):
            pass
        writer.finish({})


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda entry, content: content.replace(b"oneone", b"onEone", 1), "damaged.*files/one"),
        (lambda entry, content: None if entry.name == "files/two" else content, "damaged.*files/two"),
        (lambda entry, content: None if entry.name == "manifest.json" else content, "no manifest"),
    ],
)
def test_a_part_that_is_changed_or_gone_is_named(backup, tmp_path, change, why):
    with pytest.raises(Refused, match=why):
        archive.unpacked(remade(backup, change), tmp_path / "out")


def test_one_that_ends_too_early_is_refused(backup, tmp_path):
    backup.write_bytes(backup.read_bytes()[:-40])
    with pytest.raises(Refused):
        archive.unpacked(backup, tmp_path / "out")


@pytest.mark.parametrize("name", ["../stolen", "/stolen", "files/../../stolen"])
def test_no_part_lands_anywhere_else(backup, tmp_path, name):
    def rename(entry, content):
        entry.name = name if entry.name == "files/one" else entry.name
        return content

    with pytest.raises(Refused, match="no backup of ours"):
        archive.unpacked(remade(backup, rename), tmp_path / "out")
    assert not (tmp_path / "stolen").exists()
