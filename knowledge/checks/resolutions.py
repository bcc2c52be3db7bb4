"""Who decided that two sentences may stand: an append-only file beside the pages.

`resolutions.jsonl`: one line each, by the contradiction's id, which is a hash of both
sentences. A changed sentence has another id, and has to be looked at again.
"""

import datetime
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from knowledge.approval import ApprovalError, checked_name
from knowledge.errors import SourceError

FILE_NAME = "resolutions.jsonl"


@dataclass(frozen=True)
class Resolution:
    """One decision: `at` is UTC, ISO 8601."""

    id: str
    by: str
    at: str
    because: str


def read_resolutions(sources_dir: Path) -> tuple[Resolution, ...]:
    """Every decision of a folder.

    Raises:
        SourceError: A line is none. Names file and line.
    """
    path = sources_dir / FILE_NAME
    if not path.is_file():
        return ()
    found = []
    for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
        if not line.strip():
            continue
        try:
            found.append(Resolution(**json.loads(line)))
        except (ValueError, TypeError) as error:
            step = "Put back an earlier copy, or remove the line."
            raise SourceError(path, number, "This is no decision.", step) from error
    return tuple(found)


def resolve(
    sources_dir: Path,
    contradiction_id: str,
    by: str,
    because: str,
    *,
    known: Iterable[str],
    now: datetime.datetime,
) -> Resolution:
    """Note that a person looked at two sentences and lets both stand.

    Raises:
        ApprovalError: No such contradiction, no name or no reason.
    """
    known = sorted(known)
    if contradiction_id not in known:
        raise ApprovalError(
            f"There is no contradiction '{contradiction_id}'. "
            f"Open or resolved: {', '.join(known) or 'none'}."
        )
    if not because.strip():
        raise ApprovalError('The reason is empty. Give one: --because "..."')
    read_resolutions(sources_dir)
    at = now.astimezone(datetime.timezone.utc).isoformat(timespec="seconds")
    made = Resolution(contradiction_id, checked_name(by), at, " ".join(because.split()))
    with (sources_dir / FILE_NAME).open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(asdict(made), ensure_ascii=False) + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    return made
