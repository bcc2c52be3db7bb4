import datetime
import fcntl
import sqlite3
import stat
import time
from contextlib import closing
from dataclasses import replace

import pytest

from bot import erasures
from bot.audit_log import AuditLog
from bot.backup.errors import (
    BackupDamagedError,
    BackupMismatchError,
    InTheWayError,
    InUseError,
    NotABackupError,
)
from bot.backup.restore import read_erasures, restore, write_erasures
from tests.bot.backup.conftest import Installation

LATER = datetime.datetime(2026, 3, 2, 9, 0)


def put_back(installation, file, **options):
    return restore(
        installation.settings,
        installation.database(),
        file,
        now=LATER,
        **options,
    )


def snapshot(installation):
    """Every file but the database and the lock, as bytes."""
    return {
        path.relative_to(installation.folder).as_posix(): path.read_bytes()
        for path in installation.folder.rglob("*")
        if path.is_file() and ".db" not in path.name and path.name != "server.lock"
    }


def test_all_that_was_lost_comes_back(installation):
    before, file = snapshot(installation), installation.back_up()
    installation.lose_everything()
    done = put_back(installation, file)
    assert snapshot(installation) == before
    assert installation.texts("anna") == ["how many sessions?"]
    assert installation.texts("bert") == ["does it hurt?"]
    link = installation.settings.knowledge.index_dir / "current"
    assert link.readlink().as_posix() == "builds/b1"
    assert (done.n_erased_again, done.n_expired, done.put_aside) == (0, 0, None)
    assert done.missing == ("models",)
    assert len(AuditLog(installation.settings.data_dir).verify()) == 1


def test_conversations_and_keys_come_back_for_their_owner_only(installation):
    file = installation.back_up()
    installation.lose_everything()
    put_back(installation, file)
    settings = installation.settings
    private = (settings.conversations_file, settings.widget_key_file)
    assert [stat.S_IMODE(path.stat().st_mode) for path in private] == [0o600] * 2
    page = settings.knowledge.sources_dir / "peels.md"
    assert stat.S_IMODE(page.stat().st_mode) == 0o644


def test_who_was_erased_after_the_backup_does_not_come_back(installation):
    file = installation.back_up()
    installation.erase("anna")
    done = put_back(installation, file, force=True)
    assert done.n_erased_again > 0
    assert installation.texts("anna") == []
    assert installation.texts("bert") == ["does it hurt?"]
    content = installation.settings.conversations_file.read_bytes()
    assert b"how many sessions" not in content and b"does it hurt" in content


def test_the_list_of_erasures_does_it_when_the_machine_was_lost(installation, tmp_path):
    file, kept = installation.back_up(), tmp_path / "erasures.json"
    installation.erase("anna")
    assert write_erasures(installation.database(), kept, LATER) == 1
    assert b"anna" not in kept.read_bytes()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    installation.lose_everything()
    put_back(installation, file, erased=read_erasures(kept))
    assert installation.texts("anna") == []
    # And what was restored knows it, for the restore after this one.
    installation.back_up("second")
    put_back(installation, file, force=True)
    assert installation.texts("anna") == []


def test_who_began_anew_after_an_erasure_keeps_what_is_new(installation):
    installation.erase("anna")
    time.sleep(0.01)
    installation.say("anna", "a new question")
    file = installation.back_up()
    installation.lose_everything()
    assert put_back(installation, file).n_erased_again == 0
    assert installation.texts("anna") == ["a new question"]


def test_what_is_past_its_retention_does_not_come_back(installation):
    old = time.time() - 31 * 86_400
    with closing(sqlite3.connect(installation.settings.conversations_file)) as c, c:
        c.execute("UPDATE inbox SET received_at = ? WHERE sender_id = 'anna'", (old,))
    file = installation.back_up()
    installation.lose_everything()
    assert put_back(installation, file).n_expired == 1
    assert installation.texts("anna") == []
    content = installation.settings.conversations_file.read_bytes()
    assert b"how many sessions" not in content


def test_nothing_is_overwritten_unless_forced_and_then_it_is_put_aside(installation):
    file = installation.back_up()
    installation.say("carl", "later than the backup")
    page = installation.settings.knowledge.sources_dir / "peels.md"
    page.write_text("# Peels, edited\n")
    extra = installation.settings.knowledge.sources_dir / "lasers.md"
    extra.write_text("# Lasers\n")
    before = snapshot(installation)
    with pytest.raises(InTheWayError, match="Nothing was changed") as raised:
        put_back(installation, file)
    assert set(raised.value.found) == {
        str(installation.settings.conversations_file),
        str(page),
        str(extra),
    }
    assert snapshot(installation) == before
    assert installation.texts("carl") == ["later than the backup"]

    aside = put_back(installation, file, force=True).put_aside
    assert aside == installation.settings.data_dir / "replaced-20260302-090000"
    assert (page.read_text(), extra.exists()) == ("# Peels\n", False)
    assert (aside / "sources" / "peels.md").read_text() == "# Peels, edited\n"
    assert (aside / "sources" / "lasers.md").read_text() == "# Lasers\n"
    assert installation.texts("carl") == []
    with closing(sqlite3.connect(aside / "conversations/conversations.db")) as c:
        assert c.execute("SELECT count(*) FROM inbox").fetchone() == (3,)


def test_a_later_build_is_put_aside_whole(installation):
    file = installation.back_up()
    index = installation.settings.knowledge.index_dir
    (index / "builds" / "b2").mkdir()
    (index / "builds" / "b2" / "manifest.json").write_text("{2}")
    (index / "current").unlink()
    (index / "current").symlink_to("builds/b2")
    aside = put_back(installation, file, force=True).put_aside
    assert (index / "current").resolve().name == "b1"
    assert not (index / "builds" / "b2").exists()
    assert (aside / "index/builds/b2/manifest.json").read_text() == "{2}"


def test_a_small_backup_leaves_builds_and_keys_as_they_are(installation):
    file = installation.back_up(with_builds=False, with_keys=False)
    key = installation.settings.widget_key_file.read_bytes()
    done = put_back(installation, file, force=True)
    assert installation.settings.widget_key_file.read_bytes() == key
    assert (installation.settings.model_dir / "bedside.tar.gz").is_file()
    assert done.missing == ("models",)


def test_what_neither_backup_nor_machine_has_is_named(installation):
    file = installation.back_up(with_builds=False, with_keys=False)
    installation.lose_everything()
    assert put_back(installation, file).missing == ("keys", "index", "models", "rasa")


def test_a_server_that_runs_is_not_overwritten(installation):
    file = installation.back_up()
    with (installation.settings.data_dir / "server.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(InUseError, match="Stop every server first"):
            put_back(installation, file, force=True)
    assert installation.texts("anna") == ["how many sessions?"]


def test_a_damaged_backup_changes_nothing(installation):
    file = installation.back_up()
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    before = snapshot(installation)
    with pytest.raises((BackupDamagedError, NotABackupError)):
        put_back(installation, file, force=True)
    assert snapshot(installation) == before
    assert installation.texts("anna") == ["how many sessions?"]
    left = [p.name for p in installation.settings.data_dir.iterdir()]
    assert not [name for name in left if name.startswith((".restoring", "replaced"))]


def test_what_a_killed_restore_unpacked_is_removed(installation):
    file = installation.back_up()
    left = installation.settings.data_dir / ".restoring-x"
    left.mkdir()
    (left / "words").write_text("how many sessions?")
    put_back(installation, file, force=True)
    assert not left.exists()


def test_a_database_that_is_broken_can_be_restored_over_and_it_is_said(installation):
    file = installation.back_up()
    installation.settings.conversations_file.write_bytes(b"no database" * 999)
    done = put_back(installation, file, force=True)
    assert done.is_former_unreadable
    assert installation.texts("anna") == ["how many sessions?"]


def test_a_backup_of_the_other_database_is_refused(installation, tmp_path):
    file = installation.back_up()
    other = Installation(tmp_path / "other")
    other.settings = replace(
        other.settings, database_url="postgresql://nobody@127.0.0.1:1/none"
    )
    with pytest.raises(BackupMismatchError, match="from sqlite, and postgresql is set"):
        # Nobody is asked before the file was read: the server may be down.
        from bot.backup import restore as restoring

        manifest = restoring.read_archive(file, tmp_path / "out-folder")
        restoring._check_fits(file, manifest, other.database(), tmp_path / "out-folder")


def test_tables_of_an_older_version_are_named_before_anything_is_changed(installation):
    with closing(sqlite3.connect(installation.settings.conversations_file)) as c, c:
        c.execute("ALTER TABLE chat_feedback RENAME COLUMN comment TO remark")
    file = installation.back_up()
    with pytest.raises(BackupMismatchError, match=r"without chat_feedback\.comment"):
        put_back(installation, file, force=True)


def test_what_waited_to_be_sent_is_counted(installation):
    with closing(sqlite3.connect(installation.settings.conversations_file)) as c, c:
        c.row_factory = sqlite3.Row
        columns = c.execute("PRAGMA table_info(deliveries)").fetchall()
        values = {
            row["name"]: (time.time() if "FLOAT" in row["type"] else 1)
            for row in columns
        }
        values |= {"state": "waiting", "sender_id": "anna"}
        marks = ", ".join("?" * len(values))
        names = ", ".join(values)
        c.execute(
            f"INSERT INTO deliveries ({names}) VALUES ({marks})", list(values.values())
        )
    file = installation.back_up()
    installation.lose_everything()
    assert put_back(installation, file).n_waiting == 1


@pytest.mark.parametrize("text", ["", "[]", '{"kind": "other"}', "{", '{"kind": 1}'])
def test_a_list_of_erasures_that_is_none_is_refused(text, tmp_path):
    file = tmp_path / "erasures.json"
    file.write_text(text)
    with pytest.raises(NotABackupError, match="no list of erasures"):
        read_erasures(file)


def test_erasures_are_dropped_after_the_longest_retention(installation):
    now = time.time()

    async def age(inbox):
        await inbox.database.run(
            lambda c: erasures.add(
                c, {"a" * 64: now - erasures.KEPT_S - 1, "b" * 64: now}
            )
        )
        await erasures.forget_old(inbox.database)
        return await inbox.database.run(erasures.read)

    assert installation.do(age) == {"b" * 64: now}
