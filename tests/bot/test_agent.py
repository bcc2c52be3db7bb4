"""Every table of patients is erased, exported and aged out; and broken models."""

import importlib
import pkgutil
import time
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

import bot
from bot.agent import (
    PATIENT_TABLES,
    ModelNotLoadedError,
    check_model,
    open_database,
)
from bot.database import Database
from bot.housekeeping import delete_before
from bot.inbox import Inbox
from bot.settings import Settings
from knowledge.errors import IndexNotBuiltError, VectorStoreError

# The database's own row, with nothing of a patient.
PROBE = "bedside_probe"
# Hashes of erased names, which have to outlive them; what servers say of themselves.
OF_NO_PATIENT = {PROBE, "erasures", "servers"}
# Of its numbers that are never given twice.
SQLITES_OWN = "sqlite_sequence"
DAY_S = 86_400.0
NAMES = [
    "chat_feedback",
    "chat_sessions",
    "deliveries",
    "events",
    "handovers",
    "inbox",
    "receipt_quotes",
    "receipts",
]


def test_no_module_has_a_table_that_is_left_out():
    modules = [
        importlib.import_module(module.name)
        for module in pkgutil.walk_packages(bot.__path__, "bot.")
    ]
    tables = {
        value.name
        for module in modules
        for value in vars(module).values()
        if isinstance(value, sa.Table)
    }
    assert sorted(tables - OF_NO_PATIENT) == NAMES
    assert sorted(table.name for table in PATIENT_TABLES) == NAMES


@pytest.fixture
async def database(tmp_path):
    database = open_database(Settings(data_dir=tmp_path))
    yield database
    await database.close()


async def fill(database: Database, sender_id: str, at: float) -> None:
    """A row in each table, with the conversation's name in every text."""

    def value(column: sa.Column) -> object:
        if isinstance(column.type, sa.String):
            return sender_id
        if isinstance(column.type, sa.Boolean):
            return False
        return at if isinstance(column.type, (sa.Float, sa.Numeric)) else 1

    def insert(connection: sa.engine.Connection) -> None:
        for table in PATIENT_TABLES:
            columns = [column for column in table.c if column.name != "id"]
            connection.execute(
                table.insert().values({c.name: value(c) for c in columns})
            )

    await database.run(insert)


async def rows(database: Database) -> dict[str, list[str]]:
    """Whose rows are in which table, of all tables in the file."""

    def read(connection: sa.engine.Connection) -> dict[str, list[str]]:
        names = sa.inspect(connection).get_table_names()
        return {
            name: sorted(
                connection.exec_driver_sql(f"SELECT sender_id FROM {name}").scalars()
            )
            for name in sorted(names)
            if name not in {*OF_NO_PATIENT, SQLITES_OWN}
        }

    return await database.run(read)


def files_of(database: Database) -> bytes:
    return b"".join(f.read_bytes() for f in database.file.parent.glob("*.db*"))


async def test_the_file_has_these_tables_and_no_others(database):
    assert await rows(database) == {name: [] for name in NAMES}


async def test_an_export_has_the_rows_of_every_table(database):
    await fill(database, "canary-1", time.time())
    await fill(database, "canary-2", time.time())
    export = await Inbox(database).export("canary-1")
    assert {
        name: [row["sender_id"] for row in found] for name, found in export.items()
    } == {name: ["canary-1"] for name in NAMES}


async def test_erasing_empties_every_table_of_one_conversation_only(database):
    await fill(database, "canary-1", time.time())
    await fill(database, "canary-2", time.time())
    assert b"canary-1" in files_of(database)
    assert await Inbox(database).erase("canary-1") == len(NAMES)
    assert await rows(database) == {name: ["canary-2"] for name in NAMES}
    assert b"canary-1" not in files_of(database)
    assert b"canary-2" in files_of(database)


async def test_retention_deletes_what_is_older_from_every_table(database):
    now = time.time()
    await fill(database, "canary-1", now - 31 * DAY_S)
    await fill(database, "canary-2", now - 29 * DAY_S)
    assert await delete_before(database, now - 30 * DAY_S) == len(NAMES)
    assert await rows(database) == {name: ["canary-2"] for name in NAMES}
    assert b"canary-1" not in files_of(database)


def test_a_broken_model_asks_for_training_and_deletes_nothing(tmp_path):
    with pytest.raises(ModelNotLoadedError, match="`bedside train --force`"):
        check_model(tmp_path / "bedside.tar.gz")


@pytest.fixture
def loading(monkeypatch):
    """`load_behind` with a library that fails as said, and nothing else of weight."""

    async def nothing(*_):
        return None

    def load_with(error):
        def load(settings):
            raise error

        monkeypatch.setattr(bot.agent.actions.library, "load", load)
        monkeypatch.setattr(bot.agent, "load_second_screen", lambda *_: None)
        monkeypatch.setattr(bot.agent, "load_agent", nothing)
        monkeypatch.setattr(bot.agent, "_warm_up", nothing)
        monkeypatch.setattr(bot.agent, "put_behind", lambda *_: None)
        return bot.agent.load_behind(SimpleNamespace(inbox=None), Settings())

    return load_with


async def test_a_server_starts_though_its_index_database_is_down(loading, caplog):
    await loading(VectorStoreError("OperationalError"))
    assert "The index database failed: OperationalError" in caplog.text


async def test_a_server_does_not_start_without_an_index(loading, tmp_path):
    with pytest.raises(IndexNotBuiltError):
        await loading(IndexNotBuiltError(tmp_path))
