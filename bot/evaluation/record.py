"""One evaluation's result <-> a JSON file under var/evaluations.

The file is what `--compare` reads and `--json` prints. It holds the messages of the
question file and the replies to them, so it is kept where conversations are kept.
"""

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from actions.reply import Citation
from bot.evaluation.errors import RunFileError
from bot.evaluation.figures import Figure
from bot.evaluation.grounds import Grounds, Reading
from bot.evaluation.run import Row
from bot.evaluation.verdict import Verdict

FORMAT = 1
"""Raised whenever the file's meaning changes."""


@dataclass(frozen=True)
class Run:
    """One evaluation.

    Attributes:
        started: UTC, ISO 8601, to the second.
        set_path: The question file, absolute.
        set_digest: SHA-256 of its bytes.
        build_id: The index that answered.
        model: First digits of the SHA-256 of the model's archive.
        threshold: Least P(answerable) at which a question is answered, 0 to 1.
        warnings: What a reader of the figures has to know.
        figures: By kind and name.
        rows: Every message.
    """

    started: str
    set_path: str
    set_digest: str
    build_id: str
    model: str
    threshold: float
    warnings: tuple[str, ...]
    figures: dict[str, dict[str, Figure]]
    rows: tuple[Row, ...]
    format: int = FORMAT

    @property
    def set_name(self) -> str:
        """Name of the question file."""
        return Path(self.set_path).name

    @property
    def name(self) -> str:
        """File name without its ending; names sort by time."""
        when = datetime.fromisoformat(self.started).strftime("%Y%m%dT%H%M%SZ")
        return f"{when}-{Path(self.set_path).stem}"


def save(run: Run, folder: Path) -> Path:
    """Write a run, whole or not at all; the file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{run.name}.json"
    part = file.with_suffix(".part")
    part.write_text(to_json(run), encoding="utf-8")
    os.replace(part, file)
    return file


def to_json(run: Run, **more: Any) -> str:
    """The run as JSON text, with more top-level values."""
    return json.dumps({**asdict(run), **more}, ensure_ascii=False, indent=1)


def load(path: Path) -> Run:
    """Read a run back.

    Raises:
        RunFileError: It is missing, no JSON, or of another format.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise RunFileError(path, error.strerror or "it cannot be read") from error
    except ValueError as error:
        raise RunFileError(path, "it is no JSON") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        found = data.get("format") if isinstance(data, dict) else None
        raise RunFileError(path, f"its format is {found!r}, not {FORMAT}")
    try:
        return _run(data)
    except (TypeError, KeyError, AttributeError) as error:
        raise RunFileError(path, "a field of it is missing or wrong") from error


def latest(folder: Path, set_path: Path) -> Run | None:
    """The newest readable run of the same question file, if there is one."""
    for file in sorted(folder.glob("*.json"), reverse=True):
        try:
            run = load(file)
        except RunFileError:
            # Of an older program, or cut: the one before it may still serve.
            continue
        if Path(run.set_path) == set_path:
            return run
    return None


def _run(data: dict[str, Any]) -> Run:
    figures = {
        kind: {name: Figure(**figure) for name, figure in part.items()}
        for kind, part in data["figures"].items()
    }
    rows = tuple(_row(row) for row in data["rows"])
    warnings = tuple(data["warnings"])
    return Run(**{**data, "warnings": warnings, "figures": figures, "rows": rows})


def _row(data: dict[str, Any]) -> Row:
    verdict = data["verdict"]
    grounds = data["grounds"]
    return Row(
        **{
            **data,
            "before": tuple(data["before"]),
            "accepts": tuple(data["accepts"]),
            "wanted": tuple(data["wanted"]),
            "citations": tuple(
                Citation(**{**citation, "also_in": tuple(citation["also_in"])})
                for citation in data["citations"]
            ),
            "verdict": Verdict(**{**verdict, "faults": tuple(verdict["faults"])}),
            "grounds": Grounds(
                **{
                    **grounds,
                    **{
                        name: tuple(grounds[name])
                        for name in ("answer_ids", "named", "foreign", "not_covered")
                    },
                    "intents": _pairs(grounds["intents"]),
                    "readings": tuple(
                        Reading(
                            **{
                                **reading,
                                "answers": _pairs(reading["answers"]),
                                "gap": (reading["gap"][0], reading["gap"][1]),
                            }
                        )
                        for reading in grounds["readings"]
                    ),
                }
            ),
        }
    )


def _pairs(pairs: Sequence[Sequence[Any]]) -> tuple[tuple[str, float], ...]:
    return tuple((str(name), float(value)) for name, value in pairs)
