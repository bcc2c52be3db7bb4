"""A consistent copy of the conversation database while servers write to it, and back.

SQLite by its online backup (https://www.sqlite.org/backup.html), PostgreSQL by pg_dump
and pg_restore, with the snapshot that the rows were counted in. Programs of PostgreSQL
get the password by the environment, never by an argument that others can see.
"""

import os
import sqlite3
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from bot.backup.errors import BackupError, DatabaseToolError
from bot.database import Database, DatabaseError

# pg_dump of millions of rows takes minutes; a server that hangs must not take for ever.
TOOL_TIMEOUT_S = 3600
CONNECT_TIMEOUT_S = 5


def all_tables(database: Database) -> list[sa.Table]:
    """Every table that this program makes."""
    return [*database.patient_tables, *database.own_tables]


def copy_sqlite(file: Path, copy: Path) -> None:
    """Copy a database file that others may write to, as of one moment.

    One read from begin to end: writers go on meanwhile, and an erasure waits for it.

    Raises:
        BackupError: It cannot be read, or the copy is damaged.
    """
    try:
        with (
            closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            os.chmod(copy, 0o600)
            source.backup(target)
            # One file, not three.
            target.execute("PRAGMA journal_mode = DELETE")
        problem = sqlite_damage(copy)
    except sqlite3.Error as error:
        raise BackupError(
            f"'{file}' cannot be copied: {type(error).__name__}. Check that it is a "
            "database that this user may read, and that the disk is not full."
        ) from error
    if problem:
        raise BackupError(
            f"The conversation database '{file}' is damaged ({problem}): no backup was "
            "made. Restore the last good one."
        )


def sqlite_damage(file: Path) -> str:
    """What SQLite finds wrong in a file; "" when nothing is."""
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as opened:
            found = str(opened.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.Error as error:
        return type(error).__name__
    return "" if found == "ok" else "quick_check fails"


def count_rows(connection: Connection, tables: Sequence[sa.Table]) -> dict[str, int]:
    """Rows of each table that is there."""
    there = set(sa.inspect(connection).get_table_names())
    return {
        table.name: int(
            connection.execute(sa.select([sa.func.count()]).select_from(table)).scalar()
        )
        for table in tables
        if table.name in there
    }


def dump_postgresql(database: Database, file: Path) -> dict[str, int]:
    """Dump this program's tables; the rows that are in the dump, by table.

    Raises:
        DatabaseError: The database cannot be read.
        DatabaseToolError: pg_dump is not there, or failed.
    """
    tables = all_tables(database)
    try:
        with own_engine(database) as engine, engine.connect() as plain:
            connection = plain.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                snapshot = connection.execute(
                    sa.text("SELECT pg_export_snapshot()")
                ).scalar()
                rows = count_rows(connection, tables)
                _run(
                    database,
                    "pg_dump",
                    "--format=custom",
                    "--no-owner",
                    "--no-privileges",
                    f"--snapshot={snapshot}",
                    f"--file={file}",
                    *(f"--table={name}" for name in rows),
                )
    except SQLAlchemyError as error:
        raise DatabaseError(type(error).__name__) from error
    os.chmod(file, 0o600)
    return rows


def restore_postgresql(database: Database, file: Path) -> None:
    """Put a dump in place of this program's tables, wholly or not at all.

    Raises:
        DatabaseToolError: pg_restore is not there, or failed.
    """
    _run(
        database,
        "pg_restore",
        "--clean",
        "--if-exists",
        "--no-owner",
        "--no-privileges",
        "--single-transaction",
        "--exit-on-error",
        str(file),
    )


def n_connections(database: Database) -> int:
    """How many others are connected to a PostgreSQL database.

    Raises:
        DatabaseError: It cannot be asked.
    """
    query = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    try:
        with own_engine(database) as engine, engine.connect() as connection:
            return int(connection.execute(sa.text(query)).scalar())
    except SQLAlchemyError as error:
        raise DatabaseError(type(error).__name__) from error


@contextmanager
def own_engine(database: Database) -> Iterator[sa.engine.Engine]:
    """An engine without a pool, for one block."""
    arguments = {"connect_timeout": CONNECT_TIMEOUT_S} if database.is_shared else {}
    engine = sa.create_engine(
        database.url,
        poolclass=NullPool,
        hide_parameters=True,
        connect_args=arguments,
    )
    try:
        yield engine
    finally:
        engine.dispose()


def _run(database: Database, program: str, *arguments: str) -> None:
    url = database.url.set(drivername="postgresql", password=None)
    environment = {**os.environ, "PGCONNECT_TIMEOUT": str(CONNECT_TIMEOUT_S)}
    if database.url.password:
        environment["PGPASSWORD"] = str(database.url.password)
    try:
        done = subprocess.run(
            [program, f"--dbname={url.render_as_string(False)}", *arguments],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=TOOL_TIMEOUT_S,
        )
    except FileNotFoundError as error:
        raise DatabaseToolError(program, "it is not installed here") from error
    except subprocess.TimeoutExpired as error:
        raise DatabaseToolError(program, f"no end within {TOOL_TIMEOUT_S} s") from error
    if done.returncode != 0:
        # Its first line names the server's objection; a later one may quote a row.
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        first = said[0].removeprefix(f"{program}: ") if said else "it said nothing"
        raise DatabaseToolError(program, first[:300].rstrip("."))
