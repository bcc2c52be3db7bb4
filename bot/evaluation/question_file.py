"""A question file -> conversations with what is expected of each reply.

A folder in the format of the evaluation sets (questions.jsonl, dialogues.jsonl, and
sentences.json where the sentences have ids of their own), one .jsonl file, or a CSV
with the columns `question` and `expected`. It knows nothing of the assistant; `resolve`
turns expected answers into sentence ids when the pages are loaded. Every error names
file and line.
"""

import csv
import difflib
import hashlib
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from actions.reply import ROUTES
from bot.evaluation.errors import QuestionFileError
from bot.evaluation.pages import Pages

NEEDED_COLUMNS = ("question", "expected")
COLUMNS = (*NEEDED_COLUMNS, "route", "must_include", "must_not", "id", "note")
DELIMITERS = ",;\t"
"""What spreadsheet programs write between columns, by their language settings."""


@dataclass(frozen=True)
class Question:
    """One message with its label.

    Attributes:
        id: Unique in the file; a dialogue's turns are numbered: d03.2.
        text: What the patient writes.
        line: Where it stands in its file, from 1.
        route: The best route.
        accept_routes: Other routes that a fair reader accepts.
        gold: Sentences of which a reply has to quote one. Before `resolve`: as written
            in the file (an id, an approved answer, or the sentence itself).
        gold_groups: One sentence of each group is wanted; empty: one of `gold`.
        gold_extra: Sentences that may be quoted too.
        must_include: Groups of alternatives; the reply has to hold one of each group.
        must_not: What the reply may not hold.
        caveat_if_answer: An answering route passes only if the reply also says that the
            pages do not state the thing asked.
        note: A remark for the reader of the report.
    """

    id: str
    text: str
    line: int
    route: str
    accept_routes: frozenset[str] = frozenset()
    gold: tuple[str, ...] = ()
    gold_groups: tuple[tuple[str, ...], ...] = ()
    gold_extra: tuple[str, ...] = ()
    must_include: tuple[tuple[str, ...], ...] = ()
    must_not: tuple[str, ...] = ()
    caveat_if_answer: bool = False
    note: str = ""

    @property
    def accepts(self) -> frozenset[str]:
        """Every route that is right."""
        return self.accept_routes | {self.route}


@dataclass(frozen=True)
class Conversation:
    """Messages that one patient writes in order; `path` is the file they stand in."""

    id: str
    turns: tuple[Question, ...]
    path: Path

    @property
    def kind(self) -> str:
        """Either "question", a single message, or "turn", turns of a dialogue."""
        return "question" if len(self.turns) == 1 else "turn"


@dataclass(frozen=True)
class QuestionSet:
    """A whole question file.

    Attributes:
        path: As given, absolute.
        digest: SHA-256 of the files' bytes.
        conversations: In file order, single messages first.
        sentences: Sentence id -> text of sentences.json; None when there is none.
    """

    path: Path
    digest: str
    conversations: tuple[Conversation, ...]
    sentences: Mapping[str, str] | None = None

    @property
    def n_turns(self) -> int:
        """Messages in all conversations."""
        return sum(len(conversation.turns) for conversation in self.conversations)


def read_questions(path: Path) -> QuestionSet:
    """Read and check a folder, a .jsonl file or a .csv file.

    Raises:
        QuestionFileError: It is missing, of another kind, or a line is wrong.
    """
    path = path.resolve()
    if path.is_dir():
        files = [path / name for name in ("questions.jsonl", "dialogues.jsonl")]
        files = [file for file in files if file.is_file()]
        if not files:
            step = "Write the questions into questions.jsonl, or name a CSV file."
            raise QuestionFileError(path, None, "No questions.jsonl in it.", step)
    elif not path.is_file():
        step = "Name a folder, a .jsonl or a .csv file."
        raise QuestionFileError(path, None, "There is no such file.", step)
    elif path.suffix.lower() not in (".jsonl", ".csv"):
        problem = f"'{path.suffix}' files are not read."
        step = "Save the sheet as CSV (UTF-8), or name a folder or a .jsonl file."
        raise QuestionFileError(path, None, problem, step)
    else:
        files = [path]
    digest = hashlib.sha256()
    conversations: list[Conversation] = []
    for file in files:
        text = _read_text(file)
        digest.update(text.encode())
        is_csv = file.suffix.lower() == ".csv"
        conversations += (_read_csv if is_csv else _read_jsonl)(file, text)
    if not conversations:
        step = "Write one question a line below the column names, or one JSON a line."
        raise QuestionFileError(path, None, "It holds no question.", step)
    _check_ids(conversations)
    sentences = _read_sentences(files[0])
    return QuestionSet(path, digest.hexdigest(), tuple(conversations), sentences)


def resolve(question_set: QuestionSet, pages: Pages) -> QuestionSet:
    """The same set with sentence ids wherever an expected answer is named.

    Args:
        question_set: As read.
        pages: The loaded pages; their sentences hold when the set brings none.

    Raises:
        QuestionFileError: Something expected is no sentence, answer or route.
    """
    conversations = tuple(
        replace(
            conversation,
            turns=tuple(
                _resolve_turn(turn, conversation.path, question_set.sentences, pages)
                for turn in conversation.turns
            ),
        )
        for conversation in question_set.conversations
    )
    return replace(question_set, conversations=conversations)


def _resolve_turn(
    turn: Question, path: Path, own: Mapping[str, str] | None, pages: Pages
) -> Question:
    def ids(names: Sequence[str]) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for name in names:
            if own is not None and name in own:
                found[name] = None
                continue
            sentence_ids = () if own is not None else pages.sentences_of(name)
            if not sentence_ids:
                raise _unknown_expectation(path, turn.line, name, own, pages)
            found |= dict.fromkeys(sentence_ids)
        return tuple(found)

    return replace(
        turn,
        gold=ids(turn.gold),
        gold_groups=tuple(ids(group) for group in turn.gold_groups),
        gold_extra=ids(turn.gold_extra),
    )


def _unknown_expectation(
    path: Path, line: int, name: str, own: Mapping[str, str] | None, pages: Pages
) -> QuestionFileError:
    if own is not None:
        problem = f"The sentence '{name}' is not in sentences.json."
        return QuestionFileError(path, line, problem, "Add it there, or correct it.")
    problem = (
        f"'{_short(name)}' is no approved answer, no sentence of a page, no route."
    )
    known = [*pages.answers, *ROUTES, *pages.sentences.values()]
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    step = (
        f"Did you mean '{_short(near[0])}'?"
        if near
        else "Copy the sentence from the page to the letter, or write `unknown`."
    )
    return QuestionFileError(path, line, problem, step)


def _read_text(path: Path) -> str:
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        step = "Save it again as UTF-8 (in Excel: 'CSV UTF-8')."
        raise QuestionFileError(path, line, "It is not UTF-8.", step) from error


def _read_sentences(file: Path) -> dict[str, str] | None:
    """sentences.json beside a .jsonl file: a list of {"id": ..., "text": ...}."""
    path = file.with_name("sentences.json")
    if file.suffix.lower() == ".csv" or not path.is_file():
        return None
    try:
        return {
            str(entry["id"]): str(entry["text"])
            for entry in json.loads(_read_text(path))
        }
    except json.JSONDecodeError as error:
        problem = f"This is no JSON: {error.msg}."
        raise QuestionFileError(path, error.lineno, problem, "Correct it.") from error
    except (TypeError, KeyError) as error:
        step = 'Write a list of {"id": "...", "text": "..."}.'
        raise QuestionFileError(
            path, None, "It is no list of sentences.", step
        ) from error


def _check_ids(conversations: Sequence[Conversation]) -> None:
    places: dict[str, str] = {}
    for conversation in conversations:
        line = conversation.turns[0].line
        if conversation.id in places:
            problem = f"The id '{conversation.id}' stands in {places[conversation.id]}."
            step = "Give each question an id of its own."
            raise QuestionFileError(conversation.path, line, problem, step)
        places[conversation.id] = f"{conversation.path.name}:{line}"


# --- CSV ----------------------------------------------------------------------------


def _read_csv(path: Path, text: str) -> Iterator[Conversation]:
    header = next(iter(text.splitlines()), "")
    delimiter = max(DELIMITERS, key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = [name.strip().lower() for name in next(reader, [])]
        _check_columns(path, columns)
        line = reader.line_num + 1
        for cells in reader:
            # A cell may hold line breaks: the reader knows where its row ended only.
            if any(cell.strip() for cell in cells):
                yield _csv_row(path, line, columns, cells)
            line = reader.line_num + 1
    except csv.Error as error:
        step = "Close the quotation marks of the row above it."
        raise QuestionFileError(
            path, reader.line_num, f"The CSV is broken: {error}.", step
        ) from error


def _check_columns(path: Path, columns: Sequence[str]) -> None:
    for name in NEEDED_COLUMNS:
        if name not in columns:
            found = ", ".join(columns) or "none"
            problem = f"There is no column '{name}'; found: {found}."
            step = "Write the column names into the first line: question,expected."
            raise QuestionFileError(path, 1, problem, step)
    for name in columns:
        if name not in COLUMNS or columns.count(name) > 1:
            problem = f"The column '{name}' is unknown or stands twice."
            raise QuestionFileError(path, 1, problem, f"Known: {', '.join(COLUMNS)}.")


def _csv_row(
    path: Path, line: int, columns: Sequence[str], cells: Sequence[str]
) -> Conversation:
    if len(cells) > len(columns):
        problem = f"The row has {len(cells)} cells for {len(columns)} columns."
        step = "Put a text that holds commas in quotation marks."
        raise QuestionFileError(path, line, problem, step)
    row = dict.fromkeys(columns, "") | {
        name: cell.strip() for name, cell in zip(columns, cells, strict=False)
    }
    if not row["question"]:
        raise QuestionFileError(path, line, "The question is empty.", "Write it.")
    expected = [part.strip() for part in row["expected"].splitlines() if part.strip()]
    if not expected:
        problem = "Nothing is expected."
        step = "Write an approved answer, a sentence of a page, or a route (unknown)."
        raise QuestionFileError(path, line, problem, step)
    gold = [name for name in expected if name not in ROUTES]
    named = [name for name in expected if name in ROUTES]
    routes = _list(row.get("route", ""), "|") or named
    if named and gold:
        problem = f"It expects the route '{named[0]}' and an answer as well."
        step = "Write the route into the column `route`."
        raise QuestionFileError(path, line, problem, step)
    if not routes:
        # Whether it is about the writer's own case was not said: both may quote.
        routes = ["answer", "answer_and_refer"]
    _check_routes(path, line, routes)
    question_id = row.get("id") or f"row {line}"
    question = Question(
        id=question_id,
        text=row["question"],
        line=line,
        route=routes[0],
        accept_routes=frozenset(routes[1:]),
        gold=tuple(gold),
        must_include=tuple(
            tuple(_list(fact, "|")) for fact in _list(row.get("must_include", ""), ";")
        ),
        must_not=tuple(_list(row.get("must_not", ""), ";")),
        note=row.get("note", ""),
    )
    return Conversation(question_id, (question,), path)


def _list(cell: str, separator: str) -> list[str]:
    return [part.strip() for part in cell.split(separator) if part.strip()]


# --- JSON lines ---------------------------------------------------------------------


def _read_jsonl(path: Path, text: str) -> Iterator[Conversation]:
    for line, raw in enumerate(text.split("\n"), 1):
        if not raw.strip():
            continue
        try:
            entry = json.loads(raw)
        except json.JSONDecodeError as error:
            problem = f"This line is no JSON: {error.msg}."
            step = "Write one {...} a line."
            raise QuestionFileError(path, line, problem, step) from error
        if not isinstance(entry, dict):
            step = 'Write {"text": "...", "route": "..."}.'
            raise QuestionFileError(path, line, "This line is no {...}.", step)
        name = str(entry.get("id") or f"line {line} of {path.name}")
        turns = entry.get("turns", [entry])
        if not isinstance(turns, list) or not turns:
            step = "Write a list of {...}, one for each message."
            raise QuestionFileError(path, line, f"`turns` is {turns!r}.", step)
        yield Conversation(
            name,
            tuple(
                _json_turn(
                    path, line, name if len(turns) == 1 else f"{name}.{number}", turn
                )
                for number, turn in enumerate(turns, 1)
            ),
            path,
        )


def _json_turn(path: Path, line: int, name: str, turn: Any) -> Question:
    if not isinstance(turn, dict):
        step = 'Write {"text": "...", "route": "..."}.'
        raise QuestionFileError(path, line, f"The turn {name} is no {{...}}.", step)
    fields = _Fields(path, line, name, turn)
    accept_routes = fields.texts("accept_routes")
    route = fields.text("route")
    _check_routes(path, line, [route, *accept_routes])
    return Question(
        id=name,
        text=fields.text("text"),
        line=line,
        route=route,
        accept_routes=frozenset(accept_routes),
        gold=fields.texts("gold"),
        gold_groups=fields.groups("gold_groups"),
        gold_extra=fields.texts("gold_extra"),
        must_include=fields.groups("must_include"),
        must_not=fields.texts("must_not"),
        caveat_if_answer=bool(turn.get("caveat_if_answer")),
        note=str(turn.get("note") or ""),
    )


def _check_routes(path: Path, line: int, routes: Sequence[str]) -> None:
    for route in routes:
        if route not in ROUTES:
            step = f"Use one of: {', '.join(ROUTES)}."
            raise QuestionFileError(path, line, f"The route is '{route}'.", step)


@dataclass(frozen=True)
class _Fields:
    """The checked fields of one JSON object."""

    path: Path
    line: int
    name: str
    entry: Mapping[str, Any]

    def text(self, key: str) -> str:
        value = self.entry.get(key)
        if isinstance(value, str) and value.strip():
            return value
        raise self._wrong(key, value, "Write one text.")

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.entry.get(key) or []
        if isinstance(value, list) and all(isinstance(text, str) for text in value):
            return tuple(value)
        raise self._wrong(key, value, 'Write a list of texts: ["...", "..."].')

    def groups(self, key: str) -> tuple[tuple[str, ...], ...]:
        value = self.entry.get(key) or []
        if isinstance(value, list) and all(
            isinstance(group, list) and all(isinstance(text, str) for text in group)
            for group in value
        ):
            return tuple(tuple(group) for group in value)
        raise self._wrong(key, value, 'Write a list of lists: [["...", "..."]].')

    def _wrong(self, key: str, value: Any, step: str) -> QuestionFileError:
        problem = f"`{key}` of {self.name} is {_short(repr(value))}."
        return QuestionFileError(self.path, self.line, problem, step)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
