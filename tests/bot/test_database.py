import asyncio
import sqlite3

import pytest
import sqlalchemy as sa

from bot.database import Database, DatabaseError, DatabaseUrlError, LockTimeoutError


@pytest.fixture
async def database(tmp_path):
    database = Database.of_file(tmp_path / "folder" / "conversations.db")
    yield database
    await database.close()


@pytest.mark.parametrize(
    "url", ["", "no address", "mysql://somewhere/db", "redis://localhost"]
)
def test_an_address_of_no_database_is_refused_without_showing_it(url):
    with pytest.raises(DatabaseUrlError, match="postgresql://USER") as error:
        Database(url)
    assert not url or url not in str(error.value)


async def test_sqlite_writes_ahead_syncs_each_commit_and_overwrites(database):
    def pragmas(connection):
        names = ("journal_mode", "synchronous", "secure_delete")
        return [connection.exec_driver_sql(f"PRAGMA {n}").scalar() for n in names]

    assert await database.run(pragmas) == ["wal", 2, 1]


async def test_work_is_done_whole_or_not_at_all(database):
    table = sa.Table("things", sa.MetaData(), sa.Column("sender_id", sa.Text))
    database.add(table)

    def half(connection):
        connection.execute(table.insert().values(sender_id="x"))
        raise sa.exc.OperationalError("", {}, sqlite3.OperationalError("my words"))

    with pytest.raises(DatabaseError, match="OperationalError") as error:
        await database.run(half)
    assert "my words" not in str(error.value)
    assert await database.run(lambda c: list(c.execute(table.select()))) == []


async def test_a_file_that_cannot_be_made_is_an_error_with_the_next_step(tmp_path):
    (tmp_path / "a-file").write_text("")
    database = Database(f"sqlite:///{tmp_path}/a-file/conversations.db")
    with pytest.raises(DatabaseError, match="BEDSIDE_DATABASE_URL"):
        await database.check()
    await database.close()


async def test_what_does_not_end_in_time_is_an_error(database):
    import time

    with pytest.raises(DatabaseError, match="no end within"):
        await database.run(lambda connection: time.sleep(0.3), timeout_s=0.05)


async def test_one_at_a_time_in_a_conversation_and_in_order(database):
    done = []

    async def turn(number):
        async with database.conversation("a", timeout_s=5):
            done.append(f"{number} begins")
            await asyncio.sleep(0.001)
            done.append(f"{number} ends")

    await asyncio.gather(*map(turn, range(20)))
    assert done == [f"{n} {what}" for n in range(20) for what in ("begins", "ends")]


async def test_other_conversations_do_not_wait(database):
    async with database.conversation("a", timeout_s=1):
        async with database.conversation("b", timeout_s=1):
            with pytest.raises(LockTimeoutError):
                async with database.conversation("a", timeout_s=0.05):
                    pass
    async with database.conversation("a", timeout_s=0.05):
        pass


async def test_a_cancellation_never_keeps_a_lock(database):
    """`wait_for` would, when both come in one moment."""

    async def turn():
        async with database.conversation("a", timeout_s=5):
            await asyncio.sleep(0)

    for n_steps in range(12):
        first = asyncio.ensure_future(turn())
        second = asyncio.ensure_future(turn())
        for _ in range(n_steps):
            await asyncio.sleep(0)
        second.cancel()
        await asyncio.gather(first, second, return_exceptions=True)
        async with database.conversation("a", timeout_s=0.2):
            pass
