"""What a benchmark found: one JSON file each, from which the tables and plots are made.

Every number in `results/` comes from such a file, and every such file from a run.
"""

import datetime
import json
import platform
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True)
class Result:
    """Tables of one benchmark by name; a figure is {value, low, high, n}."""

    name: str
    tables: dict[str, list[Row]]
    made: dict[str, str] = field(default_factory=dict)


def write_result(result: Result, folder: Path) -> Path:
    """`<name>.json`, with the day and the machine's kind."""
    folder.mkdir(parents=True, exist_ok=True)
    made = {
        "on": datetime.date.today().isoformat(),
        "python": platform.python_version(),
        "machine": platform.machine(),
    }
    path = folder / f"{result.name}.json"
    data = asdict(Result(result.name, result.tables, made))
    path.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    return path


def read_result(name: str, folder: Path) -> Result | None:
    """One benchmark's result, if it has been run."""
    path = folder / f"{name}.json"
    if not path.is_file():
        return None
    return Result(**json.loads(path.read_text(encoding="utf-8")))
