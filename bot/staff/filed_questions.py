"""Wrong answers that staff filed with the right ones: a question file they can edit.

One JSON object a line, in the form that `bedside evaluate` reads; a follow-up keeps the
messages before it. A conversation's last message stands in the file once: filing it
again replaces what was expected. It judges nothing.
"""

import fcntl
import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from actions.reply import ROUTES
from bot.evaluation.errors import QuestionFileError
from bot.evaluation.pages import Pages
from bot.evaluation.question_file import read_questions
from bot.masking import mask
from bot.staff.errors import FilingError

ANSWERING = ("answer", "answer_and_refer")


@dataclass(frozen=True)
class Filed:
    """What was filed.

    Attributes:
        id: Under which the evaluation's report names it.
        replaced: Whether the same messages were filed before.
    """

    id: str
    path: Path
    replaced: bool


def file_question(
    path: Path,
    turns: Sequence[tuple[str, str]],
    *,
    route: str,
    expected: Sequence[str] = (),
    pages: Pages,
    note: str = "",
) -> Filed:
    """Write down what the last message of a conversation should have got.

    Args:
        path: The question file (.jsonl); made with its folder when there is none.
        turns: (message, kind of reply that it got), oldest first; only the last one is
            judged, and a conversation is one question.
        route: The right kind of reply.
        expected: Approved answers, or sentences of the pages, of which one is right;
            needed for the answering routes, and for no other.
        pages: The loaded pages: what is expected has to be there.
        note: Shown beside it in the report.

    Raises:
        FilingError: The route or what is expected makes no sense.
        QuestionFileError: The file is there and cannot be read.
    """
    _check(route, expected, pages)
    said = [(mask(text), got) for text, got in turns]
    messages = [text for text, _ in said]
    with _locked(path):
        entries = _read(path)
        same = [entry for entry in entries if _texts(entry) == messages]
        name = str(same[0]["id"]) if same else _next_id(entries)
        entry = _entry(name, said, route, expected, note)
        if same:
            entries[entries.index(same[0])] = entry
        else:
            entries.append(entry)
        _write(path, entries)
    return Filed(name, path, bool(same))


def n_filed(path: Path) -> int:
    """How many questions are filed; 0 without a file, or with a damaged one."""
    try:
        return len(_read(path))
    except QuestionFileError:
        return 0


def _check(route: str, expected: Sequence[str], pages: Pages) -> None:
    if route not in ROUTES:
        raise FilingError(f"The route is '{route}'. Use one of: {', '.join(ROUTES)}.")
    if route not in ANSWERING and expected:
        raise FilingError(
            f"A reply of the kind '{route}' quotes nothing, but '{expected[0]}' is "
            f"expected. Leave it out, or use one of: {', '.join(ANSWERING)}."
        )
    if route in ANSWERING and not expected:
        raise FilingError(
            f"'{route}' needs what should have been quoted: an approved answer's name "
            f"or a sentence of a page, as in `:route {route} NAME`."
        )
    for name in expected:
        if not pages.sentences_of(name):
            raise FilingError(
                f"'{name}' is no approved answer and no sentence of a page. Press Tab "
                "after the route for the answers' names, or copy the sentence."
            )


def _entry(
    name: str,
    said: Sequence[tuple[str, str]],
    route: str,
    expected: Sequence[str],
    note: str,
) -> dict[str, Any]:
    last: dict[str, Any] = {"text": said[-1][0], "route": route}
    if expected:
        last["gold"] = list(expected)
    if note:
        last["note"] = note
    if len(said) == 1:
        return {"id": name, **last}
    # Nobody said what is right for the messages before it: any reply is.
    before = [
        {"text": text, "route": got, "accept_routes": list(ROUTES)}
        for text, got in said[:-1]
    ]
    return {"id": name, "turns": [*before, last]}


def _texts(entry: dict[str, Any]) -> list[str]:
    return [turn["text"] for turn in entry.get("turns", [entry])]


def _next_id(entries: Sequence[dict[str, Any]]) -> str:
    numbers = [
        int(str(entry["id"])[6:])
        for entry in entries
        if str(entry["id"]).startswith("filed-") and str(entry["id"])[6:].isdecimal()
    ]
    return f"filed-{max(numbers, default=0) + 1}"


def _read(path: Path) -> list[dict[str, Any]]:
    if not path.is_file() or not path.read_bytes().strip():
        return []
    # Everything that can be wrong with the file is said by who reads it next time.
    read_questions(path)
    lines = path.read_text(encoding="utf-8-sig").split("\n")
    entries: list[dict[str, Any]] = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            entry = json.loads(line)
            entries.append({**entry, "id": entry.get("id") or f"line {number}"})
    return entries


def _write(path: Path, entries: Sequence[dict[str, Any]]) -> None:
    """All of it anew and swapped in, so that no half line is ever there."""
    lines = "".join(json.dumps(e, ensure_ascii=False) + "\n" for e in entries)
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(lines)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except OSError as error:
        raise _unwritable(path, error) from error


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Two shells of the same clinic must not write over each other."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = path.with_name(f".{path.name}.lock").open("w")
    except OSError as error:
        raise _unwritable(path, error) from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _unwritable(path: Path, error: OSError) -> FilingError:
    return FilingError(
        f"'{path}' cannot be written: {error.strerror}. Set BEDSIDE_QUESTIONS to "
        "a file that you may write."
    )
