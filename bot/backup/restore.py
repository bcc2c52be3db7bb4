"""A backup file -> an installation, or an error before anything was changed.

The whole file is checked in a folder of its own first. Then the conversations are made
fit to come back: who was erased since is erased again, and what is past its retention
is deleted. Only then is anything put in place; what was there is put aside, not
deleted.
"""

import asyncio
import contextlib
import datetime
import fcntl
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot import erasures
from bot.backup.archive import hash_file, read_archive
from bot.backup.database_copy import (
    all_tables,
    count_rows,
    n_connections,
    own_engine,
    restore_postgresql,
    sqlite_damage,
)
from bot.backup.errors import (
    BackupDamagedError,
    BackupError,
    BackupMismatchError,
    InTheWayError,
    InUseError,
    NotABackupError,
)
from bot.backup.manifest import POSTGRESQL, SQLITE, Manifest
from bot.backup.places import Place, places
from bot.database import Database, DatabaseError
from bot.housekeeping import LEAST_KEPT_S, delete_before
from bot.settings import Settings

LOCK_FILE = "server.lock"
STAGING = ".restoring-"
ERASURES_KIND = "bedside erasures"
# Tables of what is sent again until the other side took it.
QUEUES = ("deliveries", "handovers")
OWNER_ONLY_PARTS = ("audit", "keys")
DATABASE_TIMEOUT_S = 600.0


@dataclass(frozen=True)
class Restored:
    """What a restore did.

    Attributes:
        manifest: Of the backup.
        n_rows: Rows of the conversations that came back, of all tables.
        n_erased_again: Rows of conversations that were erased after the backup.
        n_expired: Rows that were past their retention.
        n_waiting: Messages that were on their way when the backup was made: they are
            sent, perhaps for the second time, when the server starts.
        is_former_unreadable: Whether the database that was here could not be asked for
            its erasures.
        put_aside: Where the files are that were there before; None without any.
        missing: Parts that the backup does not hold, and that are not here either.
    """

    manifest: Manifest
    n_rows: int
    n_erased_again: int
    n_expired: int
    n_waiting: int
    is_former_unreadable: bool
    put_aside: Optional[Path]
    missing: tuple[str, ...]


def restore(
    settings: Settings,
    database: Database,
    file: Path,
    *,
    now: datetime.datetime,
    force: bool = False,
    erased: Mapping[str, float] | None = None,
) -> Restored:
    """Put a backup in place.

    Args:
        settings: Of the installation.
        database: Its conversations.
        file: The backup.
        now: Names the folder for what was there before.
        force: Whether what is there may be put aside.
        erased: Erasures that are known from elsewhere, hash -> Unix seconds.

    Raises:
        BackupError: With its reason; nothing was changed.
        DatabaseError: PostgreSQL cannot be used.
    """
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        with _alone(settings, database), _staging(settings.data_dir) as folder:
            manifest = read_archive(file, folder)
            _check_fits(file, manifest, database, folder)
            known = places(settings)
            in_the_way = _in_the_way(known, manifest, database)
            if in_the_way and not force:
                raise InTheWayError(in_the_way)
            since = {**(erased or {})}
            is_unreadable = False
            try:
                for name, at in _erasures_here(database).items():
                    since[name] = max(at, since.get(name, 0.0))
            except DatabaseError:
                # A file that is broken is why somebody restores.
                if database.is_shared:
                    raise
                is_unreadable = True
            done = asyncio.run(
                _restore_conversations(
                    settings, database, file, manifest, folder, since
                )
            )
            aside = settings.data_dir / f"replaced-{now:%Y%m%d-%H%M%S}"
            _put_in_place(known, manifest, database, folder, aside)
            parts = manifest.parts()
            return Restored(
                manifest,
                *done,
                is_former_unreadable=is_unreadable,
                put_aside=aside if aside.is_dir() else None,
                missing=tuple(
                    part
                    for part, place in known.items()
                    if part not in parts and not place.path.exists()
                ),
            )
    except OSError as error:
        raise BackupError(
            f"'{error.filename}' cannot be written: {error.strerror}. Put that right "
            "and restore again with --force; what is in place already stays there."
        ) from error


def write_erasures(database: Database, file: Path, now: datetime.datetime) -> int:
    """Write the erasures that are known to a file; how many.

    Small, and without a name in it: to be kept on another machine, so that a patient
    who was erased after the last backup stays erased when this machine is lost.

    Raises:
        DatabaseError: The database cannot be read.
        BackupError: The file cannot be written.
    """
    known = _erasures_here(database)
    text = json.dumps(
        {
            "kind": ERASURES_KIND,
            "made_at": now.astimezone(datetime.timezone.utc).isoformat(),
            "erased": known,
        }
    )
    part = file.with_name(f".{file.name}.part-{os.getpid()}")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as opened:
            opened.write(text + "\n")
            opened.flush()
            os.fsync(opened.fileno())
        os.replace(part, file)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise BackupError(
            f"'{file}' cannot be written: {error.strerror}. Check the folder."
        ) from error
    return len(known)


def read_erasures(file: Path) -> dict[str, float]:
    """Read what `write_erasures` wrote.

    Raises:
        NotABackupError: It is something else.
    """
    try:
        found = json.loads(file.read_text(encoding="ascii"))
        if found["kind"] != ERASURES_KIND:
            raise NotABackupError(file, "it is no list of erasures")
        return {str(name): float(at) for name, at in found["erased"].items()}
    except OSError as error:
        raise NotABackupError(file, error.strerror or "it cannot be read") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotABackupError(file, "it is no list of erasures") from error


@contextlib.contextmanager
def _alone(settings: Settings, database: Database) -> Iterator[None]:
    """While no server runs, and so that none starts on these files meanwhile."""
    if database.is_shared and (n := n_connections(database)):
        raise InUseError(f"The database has {n} other connections")
    with (settings.data_dir / LOCK_FILE).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise InUseError(f"A server uses '{settings.data_dir}'") from error
        yield


@contextlib.contextmanager
def _staging(data_dir: Path) -> Iterator[Path]:
    """A folder on the same disk, gone afterwards; also those of killed restores."""
    for left in data_dir.glob(f"{STAGING}*"):
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=data_dir, prefix=STAGING) as made:
        yield Path(made)


def _check_fits(
    file: Path, manifest: Manifest, database: Database, folder: Path
) -> None:
    here = "postgresql" if database.is_shared else "sqlite"
    if manifest.database != here:
        raise BackupMismatchError(
            file,
            f"its conversations are from {manifest.database}, and {here} is set here",
            "Set or unset BEDSIDE_DATABASE_URL.",
        )
    if database.is_shared or SQLITE not in manifest.files:
        return
    copy = folder / SQLITE
    if problem := sqlite_damage(copy):
        raise BackupDamagedError(file, f"its database: {problem}")
    with own_engine(Database(f"sqlite:///{copy}")) as engine, engine.connect() as read:
        if missing := _missing_columns(read, database):
            raise _other_schema(file, manifest, missing)
        if count_rows(read, all_tables(database)) != dict(manifest.rows):
            raise BackupDamagedError(file, "its database has not the rows it lists")


def _missing_columns(connection: Connection, database: Database) -> list[str]:
    """Columns that this version wants of tables that are there."""
    inspector = sa.inspect(connection)
    there = set(inspector.get_table_names())
    return [
        f"{table.name}.{column.name}"
        for table in all_tables(database)
        if table.name in there
        for column in table.columns
        if column.name not in {c["name"] for c in inspector.get_columns(table.name)}
    ]


def _other_schema(file: Path, manifest: Manifest, missing: list[str]) -> BackupError:
    return BackupMismatchError(
        file,
        f"its tables are those of version {manifest.made_by}, without "
        f"{', '.join(missing[:3])}",
        "Restore with that version, then upgrade as its changelog says.",
    )


def _in_the_way(
    known: Mapping[str, Place], manifest: Manifest, database: Database
) -> list[str]:
    """What is here and is not what the backup holds."""
    found = []
    if database.is_shared:
        if POSTGRESQL in manifest.files and any(_rows_here(database).values()):
            found.append("conversations in the database")
    elif SQLITE in manifest.files and database.file and database.file.exists():
        found.append(str(database.file))
    for part in sorted(manifest.parts() & set(known)):
        place = known[part]
        held = {
            place.target(name): entry
            for name, entry in manifest.files.items()
            if name.startswith(f"{part}/")
        }
        for _, path in place.files():
            entry = held.get(path)
            if entry is None or hash_file(path) != entry.sha256:
                found.append(str(path))
    return found


def _rows_here(database: Database) -> dict[str, int]:
    try:
        with own_engine(database) as engine, engine.connect() as connection:
            return count_rows(connection, database.patient_tables)
    except SQLAlchemyError as error:
        raise DatabaseError(type(error).__name__) from error


def _erasures_here(database: Database) -> dict[str, float]:
    """The erasures of the database that is here; none when there is no such table."""
    if database.file is not None and not database.file.exists():
        return {}
    try:
        with own_engine(database) as engine, engine.connect() as connection:
            if not sa.inspect(connection).has_table(erasures.erasures.name):
                return {}
            return erasures.read(connection)
    except SQLAlchemyError as error:
        raise DatabaseError(type(error).__name__) from error


async def _restore_conversations(
    settings: Settings,
    database: Database,
    file: Path,
    manifest: Manifest,
    folder: Path,
    since: Mapping[str, float],
) -> tuple[int, int, int, int]:
    """Make them fit to come back; rows, erased again, expired, waiting.

    SQLite's copy is still in the staging folder; PostgreSQL's dump is in place then.
    """
    if database.is_shared:
        if POSTGRESQL not in manifest.files:
            return 0, 0, 0, 0
        restore_postgresql(database, folder / POSTGRESQL)
        with own_engine(database) as engine, engine.connect() as read:
            if missing := _missing_columns(read, database):
                raise _other_schema(file, manifest, missing)
        try:
            return await _fit(database, settings, since)
        finally:
            await database.close()
    if SQLITE not in manifest.files:
        return 0, 0, 0, 0
    copy = Database(f"sqlite:///{folder / SQLITE}")
    for table in database.patient_tables:
        copy.add(table)
    for table in database.own_tables:
        copy.add_own(table)
    try:
        return await _fit(copy, settings, since)
    finally:
        await copy.close()


async def _fit(
    database: Database, settings: Settings, since: Mapping[str, float]
) -> tuple[int, int, int, int]:
    tables = database.patient_tables

    def again(connection: Connection) -> int:
        erasures.add(connection, since)
        # Also those that the backup itself knows of: nothing of them may be in it.
        return erasures.erase_again(connection, tables, erasures.read(connection))

    def count(connection: Connection) -> tuple[int, int]:
        rows = count_rows(connection, tables)
        n_waiting = 0
        for table in tables:
            if table.name in QUEUES:
                waiting = sa.select([sa.func.count()]).where(table.c.state == "waiting")
                n_waiting += int(connection.execute(waiting).scalar())
        return sum(rows.values()), n_waiting

    n_erased = await database.run(again, timeout_s=DATABASE_TIMEOUT_S)
    before = time.time() - max(settings.retention_days * 86_400, LEAST_KEPT_S)
    n_expired = await delete_before(database, before)
    await database.scrub()
    n_rows, n_waiting = await database.run(count, timeout_s=DATABASE_TIMEOUT_S)
    return n_rows, n_erased, n_expired, n_waiting


def _put_in_place(
    known: Mapping[str, Place],
    manifest: Manifest,
    database: Database,
    folder: Path,
    aside: Path,
) -> None:
    if database.file is not None and SQLITE in manifest.files:
        for end in ("", "-wal", "-shm"):
            _set_aside(Path(f"{database.file}{end}"), aside / "conversations")
        database.file.parent.mkdir(parents=True, exist_ok=True)
        os.replace(folder / SQLITE, database.file)
    for part in sorted(manifest.parts() & set(known)):
        place = known[part]
        names = [name for name in manifest.files if name.startswith(f"{part}/")]
        if place.is_folder:
            _clear_of_others(place, names, aside)
        for name in names:
            target = place.target(name)
            if target.is_file() and hash_file(target) == manifest.files[name].sha256:
                continue
            _set_aside(target, aside / Path(name).parent)
            target.parent.mkdir(parents=True, exist_ok=True)
            if part not in OWNER_ONLY_PARTS:
                (folder / name).chmod(0o666 & ~_umask())
            # Across disks too: pages may be on another one.
            shutil.move(str(folder / name), target)
        for name, link in manifest.links.items():
            if name.startswith(f"{part}/"):
                _point(place.target(name), link)


def _clear_of_others(place: Place, names: list[str], aside: Path) -> None:
    """Set aside what the backup does not hold: a folder comes back as it was."""
    held = {place.target(name) for name in names}
    for name, path in list(place.files()):
        if path not in held:
            _set_aside(path, aside / Path(name).parent)
    for path in sorted(place.path.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink() and not any(path.iterdir()):
            path.rmdir()


def _set_aside(path: Path, folder: Path) -> None:
    if not path.exists():
        return
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    shutil.move(str(path), folder / path.name)


def _umask() -> int:
    """What this user's new files are not; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _point(link: Path, target: str) -> None:
    made = link.with_name(f".{link.name}.restored")
    made.unlink(missing_ok=True)
    made.symlink_to(target)
    os.replace(made, link)
