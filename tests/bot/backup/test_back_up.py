import sqlite3
import stat
import threading
from contextlib import closing

import pytest

from bot.backup.archive import read_archive
from bot.backup.errors import BackupError, BackupExistsError
from bot.backup.manifest import SQLITE
from tests.bot.backup.conftest import NOW, Installation


def contents(file, folder):
    folder.mkdir()
    return read_archive(file, folder)


def test_a_backup_holds_every_part_and_says_how_many_rows(installation, tmp_path):
    manifest = contents(installation.back_up(), tmp_path / "out")
    assert sorted(manifest.files) == [
        "audit/audit.jsonl",
        "clinic/clinic.yml",
        SQLITE,
        "credentials/credentials.yml",
        "index/builds/b1/manifest.json",
        "keys/widget.key",
        "questions/filed.jsonl",
        "rasa/bedside.tar.gz",
        "sources/approvals.jsonl",
        "sources/peels.md",
    ]
    assert manifest.links == {"index/current": "builds/b1"}
    assert (manifest.rows["inbox"], manifest.database) == (2, "sqlite")
    assert manifest.made_at == NOW.isoformat()


def test_it_is_readable_by_its_owner_only_and_leaves_nothing_beside(installation):
    file = installation.back_up()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert sorted(p.name for p in file.parent.iterdir()) == ["backup.bin", "clinic"]


def test_keys_and_builds_can_be_left_out_and_it_says_so(installation, tmp_path):
    file = installation.back_up(with_builds=False, with_keys=False)
    manifest = contents(file, tmp_path / "out")
    assert manifest.left_out == ("index", "models", "rasa", "keys")
    assert manifest.parts() & set(manifest.left_out) == set()


def test_what_others_wrote_beside_is_not_in_it(installation, tmp_path):
    data_dir = installation.settings.data_dir
    for name in ("server.lock", "shell-history"):
        (data_dir / name).write_text("x")
    (installation.settings.knowledge.sources_dir / ".draft.swp").write_text("x")
    manifest = contents(installation.back_up(), tmp_path / "out")
    assert not {n for n in manifest.files if "lock" in n or "swp" in n or "hist" in n}


def test_the_copy_is_of_one_moment_while_a_server_writes(installation, tmp_path):
    """Two tables that are written in one transaction have the same rows in a copy."""
    stop = threading.Event()

    def write():
        with closing(sqlite3.connect(installation.settings.conversations_file)) as c:
            c.execute("PRAGMA journal_mode = WAL")
            n = 0
            while not stop.is_set():
                n += 1
                with c:
                    for table in ("a", "b"):
                        c.execute(f"INSERT INTO {table} VALUES (?)", (n,))

    with closing(sqlite3.connect(installation.settings.conversations_file)) as c:
        with c:
            c.execute("CREATE TABLE a (n)")
            c.execute("CREATE TABLE b (n)")
    writer = threading.Thread(target=write)
    writer.start()
    try:
        for n in range(5):
            out = tmp_path / f"out-{n}"
            contents(installation.back_up(f"backup-{n}"), out)
            with closing(sqlite3.connect(out / SQLITE)) as c:
                a, b = (
                    c.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in "ab"
                )
            assert a == b
            assert not (out / f"{SQLITE}-wal").exists()
    finally:
        stop.set()
        writer.join()
    assert a > 0


def test_a_backup_is_not_overwritten(installation):
    installation.back_up()
    with pytest.raises(BackupExistsError, match=r"backup\.bin' is there already"):
        installation.back_up()


def test_an_installation_without_conversations_can_be_backed_up(tmp_path):
    new = Installation(tmp_path / "clinic")
    assert contents(new.back_up(), tmp_path / "out").rows == {}


def test_a_damaged_database_is_not_backed_up_as_if_it_were_good(installation):
    file = installation.settings.conversations_file
    content = bytearray(file.read_bytes())
    for page in range(4096, len(content), 4096):
        content[page : page + 100] = b"\xff" * 100
    file.write_bytes(content)
    with pytest.raises(BackupError, match="damaged|cannot be copied"):
        installation.back_up()
    assert not (installation.folder.parent / "backup.bin").exists()


def test_a_folder_that_cannot_be_written_is_named(installation):
    (installation.folder.parent / "file").write_text("")
    with pytest.raises(BackupError, match="cannot be written: File exists"):
        installation.back_up("file/backup")


def test_a_file_name_that_no_backup_can_hold_is_named(installation):
    (installation.settings.knowledge.sources_dir / "a\\b.md").write_text("x")
    with pytest.raises(BackupError, match="has a name that a backup cannot hold"):
        installation.back_up()
