"""Questions that staff type in, written into a page's questions file and taken out.

A page's id, numbers of its sentences and questions in, the file with one more answer
out; the sentences are copied from the page by this program, so that they are to the
letter. What is taken out leaves every other line as it was. It never leaves a file that
the index could not read.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from knowledge.approval import ApprovalError, find_source
from knowledge.errors import SourceError
from knowledge.passage import Sentence, split_passages
from knowledge.question_bank import (
    Place,
    QuestionBank,
    bank_files,
    read_with_places,
    same_question,
)
from knowledge.source import read_source, source_files

_ASKED = ("questions", "situations")
"""Lists of an answer that hold what patients may write."""


@dataclass(frozen=True)
class Noted:
    """What is noted as answered with the same sentences.

    Attributes:
        file: The questions file.
        numbers: Of the page's sentences among the quoted ones, from 1.
        quote: The quoted sentences, in the order in which they are quoted.
        questions: As staff wrote them.
        situations: Messages about the writer's own case, as staff wrote them.
    """

    file: Path
    numbers: tuple[int, ...]
    quote: tuple[str, ...]
    questions: tuple[str, ...]
    situations: tuple[str, ...]


@dataclass(frozen=True)
class Removed:
    """A question that was taken out, as it stood, and what it was answered with."""

    file: Path
    question: str
    quote: tuple[str, ...]


def sentences_of(sources_dir: Path, source_id: str) -> tuple[Sentence, ...]:
    """The sentences of a page, whose numbers count from 1.

    Raises:
        KnowledgeError: There is no such page, or it is broken.
    """
    source = find_source(sources_dir, source_id)
    return tuple(s for p in split_passages(source) for s in p.sentences)


def quoted(
    sources_dir: Path, source_id: str, numbers: Sequence[int]
) -> tuple[str, ...]:
    """The sentences with these numbers.

    Raises:
        ApprovalError: There is no such sentence.
        KnowledgeError: There is no such page, or it is broken.
    """
    sentences = sentences_of(sources_dir, source_id)
    for number in numbers:
        if not 1 <= number <= len(sentences):
            raise ApprovalError(
                f"The page '{source_id}' has no sentence {number}; it has "
                f"{len(sentences)}: `bedside sources question {source_id}` lists them."
            )
    return tuple(sentences[number - 1].text for number in numbers)


def noted_questions(sources_dir: Path, source_id: str) -> tuple[Noted, ...]:
    """What is noted for sentences of a page, in file order.

    Raises:
        KnowledgeError: There is no such page, or a page or questions file is broken.
    """
    sentences = sentences_of(sources_dir, source_id)
    number_of = {sentence.text: n for n, sentence in enumerate(sentences, 1)}
    everything = _every_sentence(sources_dir)
    texts = {sentence.id: sentence.text for sentence in everything}
    bank, places = read_with_places(sources_dir, everything)
    noted: list[Noted] = []
    for answer in bank.answers:
        quote = tuple(texts[sentence_id] for sentence_id in answer.quote)
        numbers = tuple(number_of[text] for text in quote if text in number_of)
        if numbers:
            file = places[same_question(answer.questions[0])].file
            noted.append(
                Noted(file, numbers, quote, answer.questions, answer.situations)
            )
    return tuple(noted)


def check_new(
    sources_dir: Path, source_id: str, numbers: Sequence[int], questions: Sequence[str]
) -> tuple[str, ...]:
    """The questions as they would be written; nothing is written.

    Raises:
        ApprovalError: No such sentence, or a question without words.
        SourceError: A page or a questions file is broken, or a question stands
            somewhere already, which the message names by file and line.
    """
    quoted(sources_dir, source_id, numbers)
    texts = [" ".join(question.split()) for question in questions]
    if not all(texts):
        raise ApprovalError("A question is empty. Write it between quotation marks.")
    everything = _every_sentence(sources_dir)
    bank, places = read_with_places(sources_dir, everything)
    new: set[str] = set()
    for text in texts:
        same = same_question(text)
        if same in new:
            raise ApprovalError(
                f"The question '{text}' was given twice. Nothing was written."
            )
        if same in places:
            quotes = {sentence.id: sentence.text for sentence in everything}
            raise _stands_already(text, places[same], bank, quotes)
        new.add(same)
    return tuple(texts)


def add_questions(
    sources_dir: Path, source_id: str, numbers: Sequence[int], questions: Sequence[str]
) -> Path:
    """Note that sentences of a page answer questions; the file that says so.

    Raises:
        ApprovalError: No such sentence, or a question without words.
        SourceError: A page or a questions file is broken, or the question stands
            somewhere already; the file is left as it was.
    """
    texts = check_new(sources_dir, source_id, numbers, questions)
    quote = list(quoted(sources_dir, source_id, numbers))
    path = sources_dir / f"{source_id}.questions.yml"
    before = path.read_bytes() if path.is_file() else None
    yaml = _yaml()
    data = (yaml.load(before.decode("utf-8-sig")) if before else None) or {}
    answers = data.setdefault("answers", {}) or {}
    data["answers"] = answers
    name = next(
        (key for key, entry in answers.items() if list(entry["quote"]) == quote),
        "-".join([source_id, *map(str, numbers)]),
    )
    while name in answers and list(answers[name]["quote"]) != quote:
        name += "-b"
    entry = answers.setdefault(name, {"quote": quote, "questions": []})
    entry["questions"].extend(texts)
    made = StringIO()
    yaml.dump(data, made)
    _write(path, made.getvalue())
    try:
        read_with_places(sources_dir, _every_sentence(sources_dir))
    except SourceError:
        if before is None:
            path.unlink()
        else:
            path.write_bytes(before)
        raise
    return path


def remove_question(sources_dir: Path, source_id: str, question: str) -> Removed:
    """Take a question out of what is noted for a page; its answer too, if the last.

    It also works while a questions file quotes a sentence that no page holds any more:
    taking the question out is then a way to put that right.

    Args:
        sources_dir: Pages and questions files.
        source_id: The page's id.
        question: To the letter, but for case and blanks.

    Raises:
        ApprovalError: It is not noted for this page; the message names the nearest
            that is. Or it cannot be taken out, because something refers to it.
        SourceError: The page or a questions file is broken.
    """
    texts = {sentence.text for sentence in sentences_of(sources_dir, source_id)}
    own = sources_dir / f"{source_id}.questions.yml"
    noted: list[str] = []
    for path in sorted(bank_files(sources_dir), key=lambda file: file != own):
        content, data = _load(path)
        for key, entry in _entries(data):
            quote = tuple(" ".join(text.split()) for text in entry["quote"])
            if path != own and not texts & set(quote):
                continue
            for name in _ASKED:
                for number, text in enumerate(entry.get(name) or ()):
                    if same_question(text) != same_question(question):
                        noted.append(text)
                        continue
                    _take_out(path, content, data, key, name, number)
                    return Removed(path, text, quote)
    if not noted:
        raise ApprovalError(
            f"The page '{source_id}' has no approved question. Nothing was removed."
        )
    (nearest, _, _) = process.extractOne(
        question, noted, scorer=fuzz.ratio, processor=same_question
    )
    raise ApprovalError(
        f"The page '{source_id}' has no question '{question}'; the nearest is "
        f"'{nearest}'. Nothing was removed. `bedside sources question {source_id}` "
        "lists all."
    )


def _stands_already(
    question: str, place: Place, bank: QuestionBank, quotes: Mapping[str, str]
) -> SourceError:
    answer = next((a for a in bank.answers if a.id == place.id), None)
    if answer is None:
        how = f"as one that no page answers ('{place.id}')"
        step = "Take it out there first, in an editor."
    else:
        how = f"answered with “{' '.join(quotes[i] for i in answer.quote)}”"
        page = answer.quote[0].partition("#")[0]
        command = f'bedside sources question {page} --remove "{question}"'
        step = f"To move it, take it out there first: {command}"
    return SourceError(
        place.file,
        place.line,
        f"The question '{question}' stands here already, {how}. Nothing was written.",
        step,
    )


def _take_out(
    path: Path, content: str, data: Any, key: str, name: str, number: int
) -> None:
    """Write the file without one question.

    Raises:
        ApprovalError: Something refers to the answer that would be gone.
    """
    lines = content.split("\n")
    answers = data["answers"]
    entry = answers[key]
    is_last = len(entry[name]) == 1
    if not is_last:
        start, column = entry[name].lc.item(number)
        # The dash stands two columns before.
        kept = _without_block(lines, start, column - 2)
        del entry[name][number]
    elif name == "questions":
        more = [other for other in ("situations", "follow_ups") if entry.get(other)]
        if more:
            raise ApprovalError(
                f"'{entry[name][0]}' is the last question of '{key}' in {path.name}, "
                f"which also holds {' and '.join(more)}. Nothing was removed. Remove "
                "the whole answer in an editor."
            )
        _check_no_gap_names(path.parent, key)
        kept = _without_block(lines, *answers.lc.key(key))
        del answers[key]
    else:
        kept = _without_block(lines, *entry.lc.key(name))
        del entry[name]
    new = "\n".join(kept)
    # Lists within brackets, and whatever else is not a line of its own.
    if not _says(new, data):
        made = StringIO()
        _yaml().dump(data, made)
        new = made.getvalue()
    if new.strip() in ("answers:", "answers: {}"):
        path.unlink()
    else:
        _write(path, new)


def _without_block(lines: Sequence[str], start: int, column: int) -> list[str]:
    """The lines without the one at `start` and what is indented deeper below it."""
    end = start + 1
    for number in range(start + 1, len(lines)):
        line = lines[number]
        if line.strip():
            if len(line) - len(line.lstrip()) <= column:
                break
            end = number + 1
    return [*lines[:start], *lines[end:]]


def _says(text: str, data: Any) -> bool:
    """Whether a text reads as these data, an empty part being none."""
    try:
        found = _yaml().load(text) or {}
    except YAMLError:
        return False
    return {k: v for k, v in found.items() if v} == {k: v for k, v in data.items() if v}


def _check_no_gap_names(sources_dir: Path, answer: str) -> None:
    for path in bank_files(sources_dir):
        gaps = _load(path)[1].get("gaps") or {}
        for gap, entry in gaps.items():
            if answer in (entry.get("in_words") or ()):
                line = entry.lc.key("in_words")[0] + 1
                raise ApprovalError(
                    f"It is the last question of '{answer}', which `in_words` of "
                    f"'{gap}' names ({path.name}:{line}). Nothing was removed. Take it "
                    "out there first, in an editor."
                )


def _load(path: Path) -> tuple[str, Any]:
    try:
        content = path.read_text(encoding="utf-8-sig")
        return content, _yaml().load(content) or {}
    except (YAMLError, ValueError):
        # What is broken is said with its line, by the reader itself.
        read_with_places(path.parent, ())
        raise


def _entries(data: Any) -> list[tuple[str, Any]]:
    """Answers that are whole enough to look into; the reader says what is not."""
    answers = data.get("answers") if isinstance(data, dict) else None
    if not isinstance(answers, dict):
        return []
    return [
        (key, entry)
        for key, entry in answers.items()
        if isinstance(entry, dict)
        and all(
            isinstance(entry.get(name, []), list)
            and all(isinstance(text, str) for text in entry.get(name, []))
            for name in ("quote", *_ASKED)
        )
        and entry.get("quote")
    ]


def _write(path: Path, content: str) -> None:
    new = path.with_name(f".{path.name}.new")
    new.write_text(content, encoding="utf-8")
    os.replace(new, path)


def _yaml() -> YAML:
    yaml = YAML(typ="rt")
    # Long sentences stay on one line, and what people quoted stays quoted.
    yaml.width = 4096  # type: ignore[assignment]
    yaml.preserve_quotes = True  # type: ignore[assignment]
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _every_sentence(sources_dir: Path) -> list[Sentence]:
    # A clinic's first page is a draft when its questions are written.
    return [
        sentence
        for path in source_files(sources_dir)
        for passage in split_passages(read_source(path))
        for sentence in passage.sentences
    ]
