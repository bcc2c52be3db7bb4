"""An installation -> one backup file, while its servers go on.

The order matters: what names other things is copied before them. It stops nothing and
changes nothing. What is copied lies unpacked beside the file until it is packed, in a
folder that only its owner can read.
"""

import datetime
import importlib.metadata
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from bot.backup.archive import hash_file, write_archive
from bot.backup.database_copy import (
    all_tables,
    copy_sqlite,
    count_rows,
    dump_postgresql,
    own_engine,
)
from bot.backup.errors import BackupError, BackupExistsError
from bot.backup.manifest import POSTGRESQL, SQLITE, Entry, Manifest, is_name
from bot.backup.places import BUILDS, KEYS, Place, places
from bot.database import Database
from bot.settings import Settings

# A build of the index may be removed while it is copied: then all is looked at anew.
N_TRIES = 3
LINKS = ("current", "previous")


def back_up(
    settings: Settings,
    database: Database,
    file: Path,
    *,
    now: datetime.datetime,
    with_builds: bool = True,
    with_keys: bool = True,
    progress: Callable[[str, int, int], None] = lambda step, done, total: None,
) -> Manifest:
    """Write a backup; what is in it.

    Args:
        settings: Of the installation.
        database: Its conversations; with SQLite the file need not exist.
        file: To write; must not be there.
        now: For the manifest.
        with_builds: Whether index, encoder and model are in it.
        with_keys: Whether the secret that names conversations is in it.
        progress: Told a step, how much is done, and how much there is.

    Raises:
        BackupExistsError: The file is there already.
        BackupError: Something cannot be read or written.
        DatabaseError: PostgreSQL cannot be read.
    """
    file = file.resolve()
    if file.exists():
        raise BackupExistsError(file)
    left_out = (() if with_builds else BUILDS) + (() if with_keys else (KEYS,))
    wanted = [p for name, p in places(settings).items() if name not in left_out]
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=file.parent, prefix=".backup-") as made:
            folder = Path(made)
            progress("conversations", 0, 1)
            rows = _copy_conversations(database, folder)
            progress("conversations", 1, 1)
            links = _copy_places(wanted, folder, progress)
            names = sorted(
                path.relative_to(folder).as_posix()
                for path in folder.rglob("*")
                if path.is_file()
            )
            manifest = Manifest(
                made_at=now.astimezone(datetime.timezone.utc).isoformat(
                    timespec="seconds"
                ),
                made_by=importlib.metadata.version("bedside"),
                database="postgresql" if database.is_shared else "sqlite",
                rows=rows,
                files={name: _entry_of(folder / name) for name in names},
                links=links,
                left_out=left_out,
            )
            progress("packing", 0, 1)
            write_archive(folder, manifest, file)
            progress("packing", 1, 1)
            return manifest
    except OSError as error:
        raise BackupError(
            f"The backup '{file}' cannot be written: {error.strerror} "
            f"('{error.filename}'). Check the disk and who may write there."
        ) from error


def _copy_conversations(database: Database, folder: Path) -> dict[str, int]:
    """Copy the database; rows of each table in the copy."""
    (folder / "conversations").mkdir(mode=0o700)
    if database.is_shared:
        return dump_postgresql(database, folder / POSTGRESQL)
    file = database.file
    if file is None or not file.is_file():
        return {}
    copy = folder / SQLITE
    copy_sqlite(file, copy)
    with own_engine(Database(f"sqlite:///{copy}")) as engine, engine.connect() as read:
        return count_rows(read, all_tables(database))


def _copy_places(
    wanted: list[Place], folder: Path, progress: Callable[[str, int, int], None]
) -> dict[str, str]:
    """Copy files, and name the links between builds of the index."""
    links: dict[str, str] = {}
    for n_done, place in enumerate(wanted):
        progress("files", n_done, len(wanted))
        for n_try in range(1, N_TRIES + 1):
            shutil.rmtree(folder / place.part, ignore_errors=True)
            # The links first: what they name is kept longest.
            links |= _links_of(place)
            try:
                for name, path in place.files():
                    _copy(name, path, place, folder)
                break
            except FileNotFoundError:
                if n_try == N_TRIES:
                    raise
    progress("files", len(wanted), len(wanted))
    there = {name for name in links if _is_copied(folder, name, links[name])}
    return {name: links[name] for name in sorted(there)}


def _copy(name: str, path: Path, place: Place, folder: Path) -> None:
    if not place.is_folder:
        name = f"{place.part}/{_FILE_NAMES[place.part]}"
    if not is_name(name):
        raise BackupError(
            f"'{path}' has a name that a backup cannot hold. Give the file another one."
        )
    target = folder / name
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    shutil.copyfile(path, target)


# Whatever they are called here: the way back is by part.
_FILE_NAMES = {
    "audit": "audit.jsonl",
    "keys": "widget.key",
    "questions": "filed.jsonl",
    "clinic": "clinic.yml",
    "credentials": "credentials.yml",
}


def _entry_of(path: Path) -> Entry:
    return Entry(path.stat().st_size, hash_file(path))


def _links_of(place: Place) -> dict[str, str]:
    if place.part != "index":
        return {}
    return {
        f"index/{name}": os.readlink(place.path / name)
        for name in LINKS
        if (place.path / name).is_symlink()
    }


def _is_copied(folder: Path, name: str, target: str) -> bool:
    return (folder / name).parent.joinpath(target).is_dir()
