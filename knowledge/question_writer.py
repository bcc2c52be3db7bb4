"""Questions that staff type in, written into a page's questions file.

A page's id, numbers of its sentences and questions in, the file with one more answer
out; the sentences are copied from the page by this program, so that they are to the
letter. It never leaves a file that the index could not read.
"""

import os
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

from ruamel.yaml import YAML

from knowledge.approval import ApprovalError, find_source
from knowledge.errors import SourceError
from knowledge.passage import Sentence, split_passages
from knowledge.question_bank import read_question_bank
from knowledge.source import read_source, source_files


def sentences_of(sources_dir: Path, source_id: str) -> tuple[Sentence, ...]:
    """The sentences of a page, whose numbers count from 1.

    Raises:
        KnowledgeError: There is no such page, or it is broken.
    """
    source = find_source(sources_dir, source_id)
    return tuple(s for p in split_passages(source) for s in p.sentences)


def add_questions(
    sources_dir: Path, source_id: str, numbers: Sequence[int], questions: Sequence[str]
) -> Path:
    """Note that sentences of a page answer questions; the file that says so.

    Raises:
        ApprovalError: No such sentence, or a question without words.
        SourceError: A page or a questions file is broken, or the question stands
            somewhere already; the file is left as it was.
    """
    sentences = sentences_of(sources_dir, source_id)
    for number in numbers:
        if not 1 <= number <= len(sentences):
            raise ApprovalError(
                f"The page '{source_id}' has no sentence {number}; it has "
                f"{len(sentences)}: `bedside sources question {source_id}` lists them."
            )
    texts = [" ".join(question.split()) for question in questions]
    if not all(texts):
        raise ApprovalError("A question is empty. Write it between quotation marks.")
    path = sources_dir / f"{source_id}.questions.yml"
    before = path.read_bytes() if path.is_file() else None
    yaml = YAML(typ="rt")
    # Long sentences stay on one line.
    yaml.width = 4096  # type: ignore[assignment]
    yaml.indent(mapping=2, sequence=4, offset=2)
    if before is not None:
        # What is broken is said with its line, by the reader itself.
        _check(sources_dir)
    data = (yaml.load(before.decode("utf-8-sig")) if before else None) or {}
    answers = data.setdefault("answers", {}) or {}
    data["answers"] = answers
    quote = [sentences[number - 1].text for number in numbers]
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
    new = path.with_name(f".{path.name}.new")
    new.write_text(made.getvalue(), encoding="utf-8")
    os.replace(new, path)
    try:
        _check(sources_dir)
    except SourceError:
        if before is None:
            path.unlink()
        else:
            path.write_bytes(before)
        raise
    return path


def _check(sources_dir: Path) -> None:
    # A clinic's first page is a draft when its questions are written.
    everything = [
        sentence
        for path in source_files(sources_dir)
        for passage in split_passages(read_source(path))
        for sentence in passage.sentences
    ]
    read_question_bank(sources_dir, everything)
