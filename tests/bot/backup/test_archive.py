import gzip
import hashlib
import io
import random
import stat
import tarfile

import pytest

from bot.backup.archive import hash_file, read_archive, write_archive
from bot.backup.errors import (
    BackupDamagedError,
    BackupError,
    BackupExistsError,
    NotABackupError,
)
from bot.backup.manifest import FILE_NAME, Entry, Manifest

CONTENT = {"sources/peels.md": b"# Peels\n", "conversations/sqlite.db": b"rows" * 999}


def manifest_of(content):
    return Manifest(
        made_at="2026-03-01T02:00:00+00:00",
        made_by="0.1.0",
        database="sqlite",
        rows={},
        files={
            name: Entry(len(text), hashlib.sha256(text).hexdigest())
            for name, text in content.items()
        },
        links={},
        left_out=(),
    )


@pytest.fixture
def archive(tmp_path):
    folder = tmp_path / "folder"
    for name, text in CONTENT.items():
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_bytes(text)
    file = tmp_path / "backup"
    write_archive(folder, manifest_of(CONTENT), file)
    return file


def pack(file, *members, content=CONTENT):
    """An archive that somebody else made: (name or TarInfo, bytes) after the list."""
    with tarfile.open(file, "w:gz") as tar:
        for name, text in ((FILE_NAME, manifest_of(content).to_json()), *members):
            info = name if isinstance(name, tarfile.TarInfo) else tarfile.TarInfo(name)
            info.size = len(text)
            tar.addfile(info, io.BytesIO(text))


def unpacked(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_what_goes_in_comes_out_for_its_owner_only(archive, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    assert read_archive(archive, out) == manifest_of(CONTENT)
    assert unpacked(out) == CONTENT
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    assert {stat.S_IMODE(p.stat().st_mode) for p in out.rglob("*") if p.is_file()} == {
        0o600
    }


def test_a_file_that_is_there_is_not_overwritten(archive, tmp_path):
    before = archive.read_bytes()
    with pytest.raises(BackupExistsError, match="there already"):
        write_archive(tmp_path / "folder", manifest_of(CONTENT), archive)
    assert archive.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir() if "part" in p.name] == []


def test_one_flipped_bit_anywhere_is_refused_or_changes_nothing(archive, tmp_path):
    whole, random_bits = archive.read_bytes(), random.Random(7)
    # Bytes 4 to 9 of gzip are a time and names of systems, which nothing reads.
    places = [0, 1, *random_bits.sample(range(10, len(whole)), 200)]
    n_refused = 0
    for place in places:
        flipped = bytearray(whole)
        flipped[place] ^= 1 << random_bits.randrange(8)
        archive.write_bytes(flipped)
        out = tmp_path / f"out-{place}"
        out.mkdir()
        try:
            read_archive(archive, out)
        except (BackupDamagedError, NotABackupError):
            n_refused += 1
        else:
            # There are two ways to pack a run of zeros.
            assert unpacked(out) == CONTENT
    assert n_refused > 190


def test_an_archive_cut_anywhere_is_refused(archive, tmp_path):
    whole = archive.read_bytes()
    for n_bytes in (0, 1, 9, 10, 50, len(whole) // 2, len(whole) - 8, len(whole) - 1):
        archive.write_bytes(whole[:n_bytes])
        out = tmp_path / f"out-{n_bytes}"
        out.mkdir()
        with pytest.raises((BackupDamagedError, NotABackupError)):
            read_archive(archive, out)


def test_a_name_that_is_not_listed_is_refused_and_not_written(tmp_path):
    file, out = tmp_path / "backup", tmp_path / "out"
    out.mkdir()
    pack(file, *CONTENT.items(), ("../evil", b"x"))
    with pytest.raises(BackupDamagedError, match="evil"):
        read_archive(file, out)
    assert not (tmp_path / "evil").exists()


def test_a_link_in_place_of_a_file_is_refused(tmp_path):
    file, out = tmp_path / "backup", tmp_path / "out"
    out.mkdir()
    link = tarfile.TarInfo("sources/peels.md")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    pack(file, (link, b""))
    with pytest.raises(BackupDamagedError, match=r"peels\.md.* is not as listed"):
        read_archive(file, out)
    assert unpacked(out) == {}


def test_other_bytes_under_a_listed_name_are_refused(tmp_path):
    file, out = tmp_path / "backup", tmp_path / "out"
    out.mkdir()
    pack(file, ("sources/peels.md", b"# Eel!!\n"))
    with pytest.raises(BackupDamagedError, match=r"peels\.md' was changed"):
        read_archive(file, out)


def test_the_same_name_twice_is_refused(tmp_path):
    file, out = tmp_path / "backup", tmp_path / "out"
    out.mkdir()
    pack(file, *CONTENT.items(), *CONTENT.items())
    with pytest.raises(BackupDamagedError, match="is not as listed"):
        read_archive(file, out)


def test_a_listed_file_that_is_not_there_is_named(tmp_path):
    file, out = tmp_path / "backup", tmp_path / "out"
    out.mkdir()
    pack(file, ("sources/peels.md", CONTENT["sources/peels.md"]))
    with pytest.raises(BackupDamagedError, match=r"sqlite\.db' is not in it"):
        read_archive(file, out)


@pytest.mark.parametrize(
    "content",
    [b"hello", gzip.compress(b"hello"), gzip.compress(b"\0" * 10240)],
    ids=["text", "packed text", "no entries"],
)
def test_some_other_file_is_refused(content, tmp_path):
    file = tmp_path / "holiday.zip"
    file.write_bytes(content)
    with pytest.raises(BackupError, match=r"holiday\.zip"):
        read_archive(file, tmp_path)


def test_a_models_archive_is_no_backup(tmp_path):
    file = tmp_path / "model.tar.gz"
    with tarfile.open(file, "w:gz") as tar:
        info = tarfile.TarInfo("metadata.json")
        tar.addfile(info, io.BytesIO(b""))
    with pytest.raises(NotABackupError, match="does not begin with manifest.json"):
        read_archive(file, tmp_path)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(NotABackupError, match="No such file"):
        read_archive(tmp_path / "backup", tmp_path)


def test_the_hash_of_a_file_is_that_of_its_bytes(tmp_path):
    (tmp_path / "a").write_bytes(b"abc")
    assert hash_file(tmp_path / "a") == hashlib.sha256(b"abc").hexdigest()
