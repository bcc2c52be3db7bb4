"""Approved questions and known gaps: what staff say the pages answer, and do not.

`*.questions.yml` files beside the pages in, one checked `QuestionBank` out. A question
that staff wrote beside a sentence is the strongest evidence there is that the sentence
answers a patient who asks likewise; a known gap is evidence against an answer.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

from knowledge.errors import SourceError
from knowledge.passage import Sentence, split_passages
from knowledge.question import Previous, with_previous
from knowledge.source import read_source, source_files


@dataclass(frozen=True)
class ApprovedAnswer:
    """Questions that the same quoted sentences answer.

    Attributes:
        id: Name of the answer, unique in the bank.
        topic: What kind of question it is: sessions, risks, aftercare ...
        quote: Sentence ids, in the order in which they are quoted.
        questions: As patients may ask them.
        situations: Messages about the writer's own case to which the sentences speak in
            general; they are answered beside a referral only.
        follow_ups: Follow-ups, each as it is judged: with the question before it.
    """

    id: str
    topic: str
    quote: tuple[str, ...]
    questions: tuple[str, ...]
    situations: tuple[str, ...] = ()
    follow_ups: tuple[str, ...] = ()


@dataclass(frozen=True)
class KnownGap:
    """Questions that no page answers.

    Attributes:
        id: Name of the gap, unique in the bank.
        topic: What kind of question it is, if it is one kind.
        in_words: Answers that say it in words where the question wants a figure; empty
            when the pages say nothing.
        questions: As patients may ask them.
        follow_ups: Follow-ups, each as it is judged: with the question before it.
    """

    id: str
    topic: str | None
    in_words: tuple[str, ...]
    questions: tuple[str, ...]
    follow_ups: tuple[str, ...] = ()


@dataclass(frozen=True)
class QuestionBank:
    """All approved answers and known gaps of a folder of sources."""

    answers: tuple[ApprovedAnswer, ...] = ()
    gaps: tuple[KnownGap, ...] = ()

    def questions(self) -> list[tuple[str, str]]:
        """(question, situation or follow-up, id), answers first, in file order."""
        answered = [
            (question, answer.id)
            for answer in self.answers
            for question in (
                *answer.questions,
                *answer.situations,
                *answer.follow_ups,
            )
        ]
        return answered + [
            (question, gap.id)
            for gap in self.gaps
            for question in (*gap.questions, *gap.follow_ups)
        ]


@dataclass(frozen=True)
class Place:
    """Where a question stands: file, line (from 1), and the answer or gap it is in."""

    file: Path
    line: int
    id: str

    def __str__(self) -> str:
        return f"{self.file.name}:{self.line}"


def same_question(question: str) -> str:
    """Equal for two questions that count as one: case and blanks do not tell."""
    return " ".join(question.split()).casefold()


HELD_OUT_SHARE = 8

LEAST_MEASURED = 100
"""With fewer held-out texts than this, all texts are measured."""


def is_held_out(question: str) -> bool:
    """True for one question in eight, always the same ones: they teach no encoder.

    An encoder that has seen a question finds it too easily, so that what it would do
    with a patient's question can be measured on these only.
    """
    digest = hashlib.sha256(question.casefold().encode()).digest()
    return digest[0] % HELD_OUT_SHARE == 0


def bank_files(sources_dir: Path) -> list[Path]:
    """The question files of a folder, by name; there may be none."""
    # Editors leave hidden files, of which some are links to nowhere.
    files = sources_dir.glob("*.questions.yml")
    return sorted(file for file in files if not file.name.startswith("."))


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

    A quote from a page that is there but not among `sentences` (a draft, withdrawn,
    overdue) is left out; an answer that has no other becomes a known gap.

    Raises:
        SourceError: Broken YAML, a wrong key, an id or question that stands twice, a
            quote that is no sentence of any page. Names file and line.
    """
    return read_with_places(sources_dir, sentences)[0]


def read_with_places(
    sources_dir: Path, sentences: Iterable[Sentence]
) -> tuple[QuestionBank, Mapping[str, Place]]:
    """The bank as `read_question_bank` reads it, and where each question stands.

    Returns:
        The places by `same_question` of the question or situation.
    """
    by_text: dict[str, str] = {}
    for sentence in sentences:
        by_text.setdefault(sentence.text, sentence.id)
    answers: list[ApprovedAnswer] = []
    gaps: list[KnownGap] = []
    seen = _Seen({}, {})
    readers = [_BankReader(path, seen) for path in bank_files(sources_dir)]
    for reader in readers:
        answers += [
            reader.answer(key, entry, by_text) for key, entry in reader.part("answers")
        ]
        gaps += [reader.gap(key, entry) for key, entry in reader.part("gaps")]
    names = {answer.id for answer in answers}
    for reader in readers:
        reader.check_in_words(names)
    return without_unserved(answers, gaps), seen.questions


def without_unserved(
    answers: Sequence[ApprovedAnswer], gaps: Sequence[KnownGap]
) -> QuestionBank:
    """The bank when pages are not served: an answer without a quote is a known gap.

    Its questions are what the served pages do not answer, and say so best; situations
    are about somebody's own case, which is referred and no gap.
    """
    served = {answer.id for answer in answers if answer.quote}
    known = [
        replace(gap, in_words=tuple(name for name in gap.in_words if name in served))
        for gap in gaps
    ]
    known += [
        KnownGap(answer.id, answer.topic, (), answer.questions, answer.follow_ups)
        for answer in answers
        if not answer.quote
    ]
    return QuestionBank(tuple(a for a in answers if a.quote), tuple(known))


def _unserved_sentences(sources_dir: Path) -> frozenset[str]:
    """Sentences of all pages of the folder, whatever their state; broken ones not."""
    texts: set[str] = set()
    for path in source_files(sources_dir):
        try:
            source = read_source(path)
        except SourceError:
            continue
        for passage in split_passages(source):
            texts.update(sentence.text for sentence in passage.sentences)
    return frozenset(texts)


@dataclass(frozen=True)
class _Seen:
    """Where each id ("file:line") and each question of the bank stood first."""

    ids: dict[str, str]
    questions: dict[str, Place]


class _BankReader:
    """One question file, parsed; every error it raises names file and line."""

    def __init__(self, path: Path, seen: _Seen) -> None:
        self.path = path
        self._seen = seen
        self._unserved_texts: frozenset[str] | None = None
        raw = path.read_bytes()
        try:
            text = raw.decode("utf-8-sig")
            data = YAML(typ="rt").load(text)
        except UnicodeDecodeError as error:
            line = raw[: error.start].count(b"\n") + 1
            step = "Save it as UTF-8 text."
            raise SourceError(path, line, "This file is not UTF-8.", step) from error
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = mark.line + 1 if mark else None
            problem = f"The YAML is broken: {error.problem or error.context}."
            raise SourceError(path, place, problem, "Correct it.") from error
        except ReaderError as error:
            position: int = error.position
            line = text.count("\n", 0, position) + 1
            problem = f"It holds the control character U+{error.character:04X}."
            raise SourceError(path, line, problem, "Remove it.") from error
        except (YAMLError, ValueError) as error:
            problem = f"The YAML holds an impossible value: {error}."
            raise SourceError(path, None, problem, "Put it in quotes.") from error
        if not isinstance(data, dict) or set(data) - {"answers", "gaps"}:
            found = list(data) if isinstance(data, dict) else data
            step = "Write `answers:` and `gaps:`, nothing else, at the top level."
            raise SourceError(path, 1, f"The top level holds {found!r}.", step)
        self._data = data

    @property
    def _unserved(self) -> frozenset[str]:
        """What pages say that are not served just now; read when it is asked for."""
        if self._unserved_texts is None:
            self._unserved_texts = _unserved_sentences(self.path.parent)
        return self._unserved_texts

    def part(self, name: str) -> list[tuple[str, Any]]:
        """The entries of one part; an empty part is none."""
        part = self._data.get(name) or {}
        if not isinstance(part, dict):
            step = f"Write `{name}:` with one named entry a line below it."
            line = self._line(self._data, name)
            raise SourceError(self.path, line, f"`{name}` is {part!r}.", step)
        for key, entry in part.items():
            if not isinstance(key, str):
                step = "Write a name, or put it in quotes."
                problem = f"The name {key!r} is no text."
                raise SourceError(self.path, self._line(part, key), problem, step)
            self._take_id(key, self._line(part, key))
            if not isinstance(entry, dict):
                step = "Write its keys below it: `questions:` and so on."
                line = self._line(part, key)
                raise SourceError(self.path, line, f"'{key}' holds {entry!r}.", step)
        return list(part.items())

    def answer(self, key: str, entry: Any, by_text: dict[str, str]) -> ApprovedAnswer:
        """One checked entry of `answers`."""
        self._only(
            key, entry, {"topic", "quote", "questions", "situations", "follow_ups"}
        )
        quote: list[str] = []
        for number, text in enumerate(self._texts(key, entry, "quote")):
            # A quote may be wrapped, or hold a no-break space, where the page has none.
            text = " ".join(text.split())
            if text not in by_text:
                if text in self._unserved:
                    continue
                line = entry["quote"].lc.item(number)[0] + 1
                problem = f"No page here holds the sentence '{text[:60]}'."
                step = "Copy the sentence from the page, to the letter."
                raise SourceError(self.path, line, problem, step)
            quote.append(by_text[text])
        topic = self._topic(key, entry) or key
        return ApprovedAnswer(
            key,
            topic,
            tuple(quote),
            self._questions(key, entry, "questions"),
            self._questions(key, entry, "situations") if "situations" in entry else (),
            self._follow_ups(key, entry),
        )

    def gap(self, key: str, entry: Any) -> KnownGap:
        """One checked entry of `gaps`."""
        self._only(key, entry, {"topic", "in_words", "questions", "follow_ups"})
        in_words = self._texts(key, entry, "in_words") if entry.get("in_words") else ()
        topic = self._topic(key, entry)
        return KnownGap(
            key,
            topic,
            tuple(in_words),
            self._questions(key, entry, "questions"),
            self._follow_ups(key, entry),
        )

    def _questions(self, key: str, entry: Any, name: str) -> tuple[str, ...]:
        questions = self._texts(key, entry, name)
        for number, question in enumerate(questions):
            line = entry[name].lc.item(number)[0] + 1
            same = same_question(question)
            if same in self._seen.questions:
                first = self._seen.questions[same]
                problem = f"The question '{question}' stands in {first} already."
                raise SourceError(self.path, line, problem, "Keep one of the two.")
            self._seen.questions[same] = Place(self.path, line, key)
        return tuple(questions)

    def check_in_words(self, names: Collection[str]) -> None:
        """Raise when an `in_words` of this file names none of the answers."""
        for key, entry in (self._data.get("gaps") or {}).items():
            for number, name in enumerate(entry.get("in_words") or ()):
                if name not in names:
                    line = entry["in_words"].lc.item(number)[0] + 1
                    step = f"Use one of: {', '.join(sorted(names))}."
                    problem = f"`in_words` of '{key}' names no answer: '{name}'."
                    raise SourceError(self.path, line, problem, step)

    def _take_id(self, key: str, line: int | None) -> None:
        if key in self._seen.ids:
            step = "Give each answer and gap a name of its own."
            problem = f"The name '{key}' is taken in {self._seen.ids[key]}."
            raise SourceError(self.path, line, problem, step)
        self._seen.ids[key] = f"{self.path.name}:{line}"

    def _topic(self, key: str, entry: Any) -> str | None:
        topic = entry.get("topic")
        if topic is None or (isinstance(topic, str) and topic.strip()):
            return topic
        problem = f"`topic` of '{key}' is {topic!r}."
        line = self._line(entry, "topic")
        raise SourceError(self.path, line, problem, "Write one text.")

    def _follow_ups(self, key: str, entry: Any) -> tuple[str, ...]:
        """Each `{after: ..., ask: ...}` as the one text that is judged."""
        pairs = entry.get("follow_ups")
        if pairs is None:
            return ()
        if not isinstance(pairs, list):
            line = self._line(entry, "follow_ups")
            problem = f"`follow_ups` of '{key}' is {pairs!r}."
            step = "Write `follow_ups:` with a list of {after: ..., ask: ...}."
            raise SourceError(self.path, line, problem, step)
        joined: list[str] = []
        for number, pair in enumerate(pairs):
            if not (
                isinstance(pair, dict)
                and set(pair) == {"after", "ask"}
                and all(isinstance(text, str) and text for text in pair.values())
            ):
                line = int(entry["follow_ups"].lc.item(number)[0]) + 1
                problem = f"A follow-up of '{key}' is {pair!r}."
                step = "Write {after: the question before, ask: the follow-up}."
                raise SourceError(self.path, line, problem, step)
            joined.append(with_previous(pair["ask"], Previous(pair["after"])))
        return tuple(joined)

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
        # A key that came by a YAML merge ("<<") has no place of its own.
        if key in (mapping.lc.data or {}):
            return int(mapping.lc.key(key)[0]) + 1
        return int(mapping.lc.line) + 1 if mapping.lc.line is not None else None
