"""What was decided about the clinic's pages, by whom and when: a chain that only grows.

`audit.jsonl` in the data folder, one entry a line. Each entry holds the sha256 of the
one before, so that a changed, removed or inserted line breaks the chain from there on.
What no chain can tell is that its end was cut off or all of it written anew: the last
hash has to be kept elsewhere too (`bedside audit verify` prints it and takes it).
It holds names of staff, ids, hashes, counts, and questions as staff wrote them; never a
word of a patient.
"""

import datetime
import fcntl
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

FILE_NAME = "audit.jsonl"
GENESIS = "0" * 64
"""What the first entry names as the hash before it."""

EVENTS: dict[str, tuple[str, ...]] = {
    "imported": ("source", "file", "sha256", "outcome"),
    "approved": ("source", "sha256", "review_due"),
    "withdrawn": ("source", "sha256", "because"),
    "resolved": ("contradiction", "sources", "because"),
    "questions added": ("source", "questions", "sentences"),
    "questions removed": ("source", "questions", "sentences"),
    "published": ("build", "before", "sources", "compared", "n_changes", "n_questions"),
    "rebuilt": ("build", "before", "encoder"),
    "rolled back": ("build", "before"),
}
"""Event -> what an entry of it may say: no other word gets in."""


class AuditError(Exception):
    """The audit log cannot be read or written as it stands."""


class BrokenChainError(AuditError):
    """An entry is not the one that was written."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        super().__init__(
            f"{path}:{line}: {problem} Everything from this line on is not proven. "
            "Compare it with a copy, and find out who can write to this file."
        )
        self.line = line
        self.problem = problem


@dataclass(frozen=True)
class Entry:
    """One line of the log.

    Attributes:
        n: Its number, from 1.
        at: UTC, ISO 8601 with seconds.
        event: One of `EVENTS`.
        by: Who decided it, or "bedside" for what no person decided.
        facts: What the event's list allows.
        previous: Hash of the entry before, or `GENESIS`.
        hash: sha256 of everything above as canonical JSON.
    """

    n: int
    at: str
    event: str
    by: str
    facts: Mapping[str, Any]
    previous: str
    hash: str


class AuditLog:
    """The log of one data folder; many processes may write to it."""

    def __init__(self, data_dir: Path) -> None:
        self.path = data_dir / FILE_NAME

    def append(
        self, event: str, by: str, now: datetime.datetime, **facts: Any
    ) -> Entry:
        """Write one entry, and have it on the disk before this returns.

        Raises:
            AuditError: The end of the log is broken, or it cannot be written to.
            ValueError: An event or fact that is in no list: an error of the program.
        """
        if event not in EVENTS or set(facts) - set(EVENTS[event]):
            raise ValueError(f"{event!r} with {sorted(facts)} is in no list of EVENTS.")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("ab+") as stream:
                fcntl.flock(stream, fcntl.LOCK_EX)
                stream.seek(0)
                lines = stream.read().split(b"\n")
                if lines.pop() != b"":
                    problem = "The last line has no end."
                    raise BrokenChainError(self.path, len(lines) + 1, problem)
                last = _read(self.path, len(lines), lines[-1]) if lines else None
                entry = _make(
                    n=len(lines) + 1,
                    at=now.astimezone(datetime.timezone.utc).isoformat(
                        timespec="seconds"
                    ),
                    event=event,
                    by=by,
                    facts=facts,
                    previous=last.hash if last else GENESIS,
                )
                stream.write(_canonical(asdict(entry)) + b"\n")
                stream.flush()
                os.fsync(stream.fileno())
                return entry
        except OSError as error:
            raise AuditError(
                f"'{self.path}' cannot be written: {error.strerror}. Check the folder."
            ) from error

    def verify(self) -> tuple[Entry, ...]:
        """Every entry, oldest first, when the chain is whole.

        Raises:
            BrokenChainError: At the first entry that is not the one that was written.
            AuditError: The file cannot be read.
        """
        entries, broken = self.read()
        if broken is not None:
            raise broken
        return entries

    def read(self) -> tuple[tuple[Entry, ...], BrokenChainError | None]:
        """The entries up to the first broken one, and what is wrong with that.

        Raises:
            AuditError: The file cannot be read.
        """
        try:
            content = self.path.read_bytes()
        except FileNotFoundError:
            return (), None
        except OSError as error:
            raise AuditError(
                f"'{self.path}' cannot be read: {error.strerror}."
            ) from error
        lines = content.split(b"\n")
        has_end = lines.pop() == b""
        entries: list[Entry] = []
        before = GENESIS
        try:
            for number, line in enumerate(lines, 1):
                entry = _read(self.path, number, line)
                if entry.n != number:
                    problem = f"This is entry {entry.n}, not {number}."
                    raise BrokenChainError(self.path, number, problem)
                if entry.previous != before:
                    problem = "It does not follow from the entry before."
                    raise BrokenChainError(self.path, number, problem)
                entries.append(entry)
                before = entry.hash
            if not has_end:
                problem = "The last line has no end."
                raise BrokenChainError(self.path, len(lines) + 1, problem)
        except BrokenChainError as error:
            return tuple(entries), error
        return tuple(entries), None


def _make(**fields: Any) -> Entry:
    return Entry(**fields, hash=hashlib.sha256(_canonical(fields)).hexdigest())


def _read(path: Path, number: int, line: bytes) -> Entry:
    """One entry whose own hash is right.

    Raises:
        BrokenChainError: It is none, or was changed.
    """
    try:
        data = json.loads(line)
        entry = Entry(**data)
        stated = data.pop("hash")
    except (ValueError, TypeError, KeyError) as error:
        raise BrokenChainError(path, number, "This is no entry.") from error
    # The bytes as well: JSON can say the same in many ways.
    is_whole = stated == hashlib.sha256(_canonical(data)).hexdigest()
    if not is_whole or line != _canonical({**data, "hash": stated}):
        raise BrokenChainError(path, number, "This entry was changed.")
    return entry


def _canonical(data: Mapping[str, Any]) -> bytes:
    """One spelling for one meaning: sorted keys, no blanks, ASCII."""
    return json.dumps(data, sort_keys=True, separators=(",", ":")).encode("ascii")
