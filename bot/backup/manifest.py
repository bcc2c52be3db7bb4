"""What a backup says of itself: the first file in it, JSON.

Text in, a checked `Manifest` out. Every name in it is one that a backup may hold, so
that whatever is written on restore stays within the installation's own places.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bot.backup.errors import (
    BackupDamagedError,
    NewerBackupError,
    NotABackupError,
)

KIND = "bedside backup"
FORMAT = 1
FILE_NAME = "manifest.json"
MAX_BYTES = 16 * 1024 * 1024

SQLITE = "conversations/sqlite.db"
POSTGRESQL = "conversations/postgresql.dump"

# A part, then names without a leading dot, a separator or a control character.
_NAME = re.compile(
    r"(?:conversations|audit|keys|index|models|rasa|sources|questions|clinic"
    r"|credentials)(?:/(?!\.)[^/\\\x00-\x1f\x7f]{1,200}){1,8}"
)
_LINK = re.compile(r"index/(?:current|previous)")
_LINKED = re.compile(r"builds/(?!\.)[A-Za-z0-9._-]{1,100}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Entry:
    """One file of a backup: its length in bytes and its hash."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What is in a backup.

    Attributes:
        made_at: UTC, ISO 8601.
        made_by: Version of the program.
        database: "sqlite" or "postgresql".
        rows: Table -> rows in it.
        files: Name in the backup -> the file.
        links: Name in the backup -> where it points, relative.
        left_out: Parts that were left out on demand.
    """

    made_at: str
    made_by: str
    database: str
    rows: Mapping[str, int]
    files: Mapping[str, Entry]
    links: Mapping[str, str]
    left_out: tuple[str, ...]

    def parts(self) -> set[str]:
        """First parts of all names."""
        return {name.partition("/")[0] for name in (*self.files, *self.links)}

    def to_json(self) -> bytes:
        """As it is stored."""
        fields = {"kind": KIND, "format": FORMAT, **asdict(self)}
        return json.dumps(fields, indent=1, sort_keys=True).encode("ascii")


def read_manifest(file: Path, text: bytes) -> Manifest:
    """Read and check what a backup says of itself.

    Args:
        file: The backup, for errors.
        text: Its first file.

    Raises:
        NotABackupError: It says nothing of the kind.
        NewerBackupError: It says so in a later form.
        BackupDamagedError: A value or a name cannot be one.
    """
    try:
        fields = json.loads(text)
        kind, form = fields.pop("kind"), fields.pop("format")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotABackupError(file, "its first file is no list of it") from error
    if kind != KIND or not isinstance(form, int):
        raise NotABackupError(file, f"it says it is '{kind}'")
    if form > FORMAT:
        raise NewerBackupError(file, str(fields.get("made_by", "unknown"))[:40])
    try:
        return _checked(file, fields)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BackupDamagedError(file, "its list cannot be read") from error


def _checked(file: Path, fields: Mapping[str, Any]) -> Manifest:
    files = {
        str(name): Entry(int(entry["size"]), str(entry["sha256"]))
        for name, entry in fields["files"].items()
    }
    for name, entry in files.items():
        if not is_name(name):
            raise BackupDamagedError(file, f"it names '{name!r:.80}', which it may not")
        if entry.size < 0 or not _SHA256.fullmatch(entry.sha256):
            raise BackupDamagedError(file, f"it says no length or hash of '{name}'")
    links = {str(name): str(target) for name, target in fields["links"].items()}
    for name, target in links.items():
        if not _LINK.fullmatch(name) or not _LINKED.fullmatch(target):
            raise BackupDamagedError(file, f"it links '{name!r:.80}' to somewhere else")
    if fields["database"] not in ("sqlite", "postgresql"):
        raise BackupDamagedError(file, "it names no database")
    return Manifest(
        made_at=str(fields["made_at"]),
        made_by=str(fields["made_by"]),
        database=str(fields["database"]),
        rows={str(table): int(n) for table, n in fields["rows"].items()},
        files=files,
        links=links,
        left_out=tuple(str(part) for part in fields["left_out"]),
    )


def is_name(name: str) -> bool:
    """Whether a backup may hold a file of this name."""
    return _NAME.fullmatch(name) is not None and ".." not in name.split("/")
