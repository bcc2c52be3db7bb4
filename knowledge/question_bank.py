"""Approved questions and known gaps: what staff say the pages answer, and do not.

`*.questions.yml` files beside the pages in, one checked `QuestionBank` out. A question
that staff wrote beside a sentence is the strongest evidence there is that the sentence
answers a patient who asks likewise; a known gap is evidence against an answer.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from knowledge.errors import SourceError
from knowledge.passage import Sentence


@dataclass(frozen=True)
class ApprovedAnswer:
    """Questions that the same quoted sentences answer.

    Attributes:
        id: Name of the answer, unique in the bank.
        topic: The page topic it belongs to.
        quote: Sentence ids, in the order in which they are quoted.
        questions: As patients may ask them.
    """

    id: str
    topic: str
    quote: tuple[str, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True)
class KnownGap:
    """Questions that no page answers.

    Attributes:
        id: Name of the gap, unique in the bank.
        in_words: Answers that say it in words where the question wants a figure; empty
            when the pages say nothing.
        questions: As patients may ask them.
    """

    id: str
    in_words: tuple[str, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True)
class QuestionBank:
    """All approved answers and known gaps of a folder of sources."""

    answers: tuple[ApprovedAnswer, ...] = ()
    gaps: tuple[KnownGap, ...] = ()

    def questions(self) -> list[tuple[str, str]]:
        """(question, id of its answer or gap), answers first, in file order."""
        return [
            (question, entry.id)
            for entry in (*self.answers, *self.gaps)
            for question in entry.questions
        ]


def bank_files(sources_dir: Path) -> list[Path]:
    """The question files of a folder, by name; there may be none."""
    return sorted(sources_dir.glob("*.questions.yml"))


def bank_hashes(sources_dir: Path) -> dict[str, str]:
    """File name -> sha256 of its bytes."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in bank_files(sources_dir)
    }


def read_question_bank(
    sources_dir: Path, sentences: Iterable[Sentence]
) -> QuestionBank:
    """Read every question file of the folder and check it against the pages.

    Raises:
        SourceError: Broken YAML, a wrong key, an id or question that stands twice, a
            quote that is no sentence of an approved page. Names file and line.
    """
    by_text: dict[str, str] = {}
    for sentence in sentences:
        by_text.setdefault(sentence.text, sentence.id)
    answers: list[ApprovedAnswer] = []
    gaps: list[KnownGap] = []
    for path in bank_files(sources_dir):
        reader = _BankReader(path)
        answers += [
            reader.answer(key, entry, by_text) for key, entry in reader.part("answers")
        ]
        gaps += [reader.gap(key, entry) for key, entry in reader.part("gaps")]
    _check_ids(sources_dir, answers, gaps)
    return QuestionBank(tuple(answers), tuple(gaps))


class _BankReader:
    """One question file, parsed; every error it raises names file and line."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: dict[str, int] = {}
        try:
            data = YAML(typ="rt").load(path.read_text(encoding="utf-8"))
        except UnicodeDecodeError as error:
            step = "Save it as UTF-8 text."
            raise SourceError(path, None, "This file is not UTF-8.", step) from error
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = mark.line + 1 if mark else None
            problem = f"The YAML is broken: {error.problem or error.context}."
            raise SourceError(path, line, problem, "Correct it.") from error
        if not isinstance(data, dict) or set(data) - {"answers", "gaps"}:
            found = list(data) if isinstance(data, dict) else data
            step = "Write `answers:` and `gaps:`, nothing else, at the top level."
            raise SourceError(path, 1, f"The top level holds {found!r}.", step)
        self._data = data

    def part(self, name: str) -> list[tuple[str, Any]]:
        """The entries of one part; an empty part is none."""
        part = self._data.get(name) or {}
        if not isinstance(part, dict):
            step = f"Write `{name}:` with one named entry a line below it."
            raise SourceError(self.path, self._line(self._data, name), "", step)
        for key, entry in part.items():
            if not isinstance(entry, dict):
                step = "Write its keys below it: `questions:` and so on."
                line = self._line(part, key)
                raise SourceError(self.path, line, f"'{key}' holds {entry!r}.", step)
        return list(part.items())

    def answer(
        self, key: str, entry: Any, by_text: dict[str, str]
    ) -> ApprovedAnswer:
        """One checked entry of `answers`."""
        self._only(key, entry, {"topic", "quote", "questions"})
        quote: list[str] = []
        for number, text in enumerate(self._texts(key, entry, "quote")):
            if text not in by_text:
                line = entry["quote"].lc.item(number)[0] + 1
                problem = f"No approved page holds the sentence '{text[:60]}'."
                step = "Copy the sentence from the page, to the letter."
                raise SourceError(self.path, line, problem, step)
            quote.append(by_text[text])
        topic = entry.get("topic") or key
        return ApprovedAnswer(key, str(topic), tuple(quote), self._questions(key, entry))

    def gap(self, key: str, entry: Any) -> KnownGap:
        """One checked entry of `gaps`."""
        self._only(key, entry, {"in_words", "questions"})
        in_words = self._texts(key, entry, "in_words") if entry.get("in_words") else ()
        return KnownGap(key, tuple(in_words), self._questions(key, entry))

    def _questions(self, key: str, entry: Any) -> tuple[str, ...]:
        questions = self._texts(key, entry, "questions")
        for number, question in enumerate(questions):
            line = entry["questions"].lc.item(number)[0] + 1
            first = self._seen.setdefault(question.casefold(), line)
            if first != line:
                problem = f"The question '{question}' stands on line {first} already."
                raise SourceError(self.path, line, problem, "Keep one of the two.")
        return tuple(questions)

    def _texts(self, key: str, entry: Any, name: str) -> list[str]:
        value = entry.get(name)
        if (
            not isinstance(value, list)
            or not value
            or not all(isinstance(text, str) and text.strip() for text in value)
        ):
            step = f"Write `{name}:` with a list of texts."
            problem = f"`{name}` of '{key}' is {value!r}."
            raise SourceError(self.path, self._line(entry, name), problem, step)
        return list(value)

    def _only(self, key: str, entry: Any, known: set[str]) -> None:
        for name in entry:
            if name not in known:
                step = f"Known keys: {', '.join(sorted(known))}."
                line = self._line(entry, name)
                problem = f"'{key}' has the unknown key `{name}`."
                raise SourceError(self.path, line, problem, step)

    def _line(self, mapping: Any, key: str) -> int | None:
        if key in mapping:
            return int(mapping.lc.key(key)[0]) + 1
        return int(mapping.lc.line) + 1 if mapping.lc.line is not None else None


def _check_ids(
    sources_dir: Path, answers: list[ApprovedAnswer], gaps: list[KnownGap]
) -> None:
    """Ids are unique over all files, and `in_words` names answers."""
    seen: set[str] = set()
    for entry in (*answers, *gaps):
        if entry.id in seen:
            step = "Give each answer and gap a name of its own."
            problem = f"'{entry.id}' stands twice in the question files."
            raise SourceError(sources_dir, None, problem, step)
        seen.add(entry.id)
    names = {answer.id for answer in answers}
    for gap in gaps:
        for name in gap.in_words:
            if name not in names:
                step = f"Use one of: {', '.join(sorted(names))}."
                problem = f"`in_words` of '{gap.id}' names no answer: '{name}'."
                raise SourceError(sources_dir, None, problem, step)
