"""Where the public data is, and its files as rows; it is never part of the project.

`BEDSIDE_BENCH` names the folder, `../shared/bench` is looked at without it. Who wrote
the data, and its licences: README.md of that folder.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROJECT_DIR = Path(__file__).resolve().parents[1]
RESULTS_DIR = PROJECT_DIR / "benchmarks" / "results"


class NoBenchmarkDataError(Exception):
    """The folder with the public data is not there."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"No benchmark data at '{path}'. Set BEDSIDE_BENCH to its folder."
        )
        self.path = path


@dataclass(frozen=True)
class Labelled:
    """Texts with one label each."""

    texts: tuple[str, ...]
    labels: tuple[str, ...]


def bench_dir() -> Path:
    """Folder of the public data; it may not exist."""
    named = os.environ.get("BEDSIDE_BENCH")
    return Path(named) if named else PROJECT_DIR.parent / "shared" / "bench"


def read_rows(name: str) -> list[dict[str, Any]]:
    """Rows of one JSON-lines file, such as "squad2/questions.jsonl".

    Raises:
        NoBenchmarkDataError: There is no such file.
    """
    path = bench_dir() / name
    if not path.is_file():
        raise NoBenchmarkDataError(path)
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read_labelled(name: str) -> Labelled:
    """Texts and intents of one file.

    Raises:
        NoBenchmarkDataError: There is no such file.
    """
    rows = read_rows(name)
    return Labelled(
        tuple(row["text"] for row in rows), tuple(row["intent"] for row in rows)
    )
