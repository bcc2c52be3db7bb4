"""What can go wrong with a backup, each with the next step in it.

BackupError
├── BackupExistsError       the file is there already
├── NotABackupError         it is none, or cannot be read
├── BackupDamagedError      it is cut, changed, or holds what its list does not name
├── NewerBackupError        a later version of this program made it
├── BackupMismatchError     it does not fit this installation
├── InUseError              a server answers from what would be overwritten
├── InTheWayError           something else is there already
└── DatabaseToolError       pg_dump or pg_restore failed, or is not there
"""

from collections.abc import Sequence
from pathlib import Path


class BackupError(Exception):
    """Base of every error of this package; its text is written for people."""


class BackupExistsError(BackupError):
    """A file that a backup would overwrite."""

    def __init__(self, file: Path) -> None:
        super().__init__(f"'{file}' is there already. Give another name.")


class NotABackupError(BackupError):
    """A file that is no backup of this program."""

    def __init__(self, file: Path, problem: str) -> None:
        super().__init__(
            f"'{file}' is no backup: {problem}. Give a file that `bedside backup` "
            "wrote."
        )


class BackupDamagedError(BackupError):
    """A backup that is not as it was written; nothing of it was restored."""

    def __init__(self, file: Path, problem: str) -> None:
        super().__init__(
            f"'{file}' is damaged: {problem}. Nothing was changed. Take an earlier one."
        )


class NewerBackupError(BackupError):
    """A backup whose form this version does not know."""

    def __init__(self, file: Path, made_by: str) -> None:
        super().__init__(
            f"'{file}' was made by a newer version ({made_by}). Install that version, "
            "then restore."
        )


class BackupMismatchError(BackupError):
    """A backup that is whole and does not fit here."""

    def __init__(self, file: Path, problem: str, step: str) -> None:
        super().__init__(f"'{file}' does not fit: {problem}. {step}")


class InUseError(BackupError):
    """Somebody works with what would be overwritten."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}. Stop every server first, then restore.")


class InTheWayError(BackupError):
    """What is there already and is not what the backup holds."""

    def __init__(self, found: Sequence[str]) -> None:
        shown = ", ".join(found[:5]) + (
            f" and {len(found) - 5} more" if len(found) > 5 else ""
        )
        super().__init__(
            f"Already there, and not what the backup holds: {shown}. Nothing was "
            "changed. With --force files are put aside, and the tables of a PostgreSQL "
            "database overwritten."
        )
        self.found = tuple(found)


class DatabaseToolError(BackupError):
    """A program of PostgreSQL did not do what it was asked."""

    def __init__(self, program: str, problem: str) -> None:
        super().__init__(
            f"{program}: {problem}. It comes with PostgreSQL's client programs, of the "
            "server's version or a later one (Debian: postgresql-client)."
        )
