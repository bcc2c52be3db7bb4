"""The staff's questions asked of a build, and what two builds answer differently.

A `Library` in, its replies out; two of those in, changes with their reasons out. The
replies are kept beside the builds, since a bank of ten thousand takes a minute to ask.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from knowledge.answer import Answer
from knowledge.encoder import Encoder, Vectors
from knowledge.index import SearchIndex
from knowledge.library import Library
from knowledge.question_bank import QuestionBank
from knowledge.settings import Settings

Progress = Callable[[int, int], None]
REPLAYS = "replays"
CODE = (
    "library.py",
    "question.py",
    "search.py",
    "answer.py",
    "answerability.py",
    "page_answerability.py",
    "page_coefficients.py",
    "page_signals.py",
    "spelling.py",
    "named_things.py",
    "named_things.yml",
)
"""Files of this package that decide what a build replies."""
NUMBERS = ("top_k", "min_near", "max_quotes", "personal_discount")
"""Settings that do."""


@dataclass(frozen=True)
class Replayed:
    """What a build says to one question.

    Attributes:
        quotes: (source id, text) of each quote in order; empty for no answer.
        why: Why there is no answer, or "".
        probability: P(answerable), 0 to 1.
    """

    quotes: tuple[tuple[str, str], ...]
    why: str
    probability: float


@dataclass(frozen=True)
class Change:
    """One question that two builds answer differently.

    Attributes:
        question: As it stands in the bank.
        before: The earlier build's reply.
        after: The later build's.
        why: What in pages, questions or evidence made the difference.
    """

    question: str
    before: Replayed
    after: Replayed
    why: str


class KnownVectors:
    """An encoder that takes the vectors of a build's questions from the build."""

    def __init__(self, encoder: Encoder, index: SearchIndex) -> None:
        texts = [text for text, _ in index.bank.questions()]
        self._known = dict(zip(texts, index.question_vectors, strict=True))
        self._encoder = encoder
        self.name, self.dim, self.words = encoder.name, encoder.dim, encoder.words

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts, shape (n, dim)."""
        if len(texts) == 1 and texts[0] in self._known:
            known: Vectors = self._known[texts[0]][None, :]
            return known
        return self._encoder.encode(texts)


def questions_of(*banks: QuestionBank) -> dict[str, bool]:
    """Every question of the banks once -> whether it is about somebody's own case."""
    questions: dict[str, bool] = {}
    for bank in banks:
        situations = {text for answer in bank.answers for text in answer.situations}
        for text, _ in bank.questions():
            questions.setdefault(text, text in situations)
    return questions


def replay(
    library: Library,
    questions: Mapping[str, bool],
    index_dir: Path,
    *,
    progress: Progress = lambda done, total: None,
) -> dict[str, Replayed]:
    """Ask a build every question, except those that it has been asked before.

    Args:
        library: The build, with nothing withheld.
        questions: Question -> whether it is about somebody's own case.
        index_dir: Where replies are kept.
        progress: Told how many are done, and of how many.
    """
    path = index_dir / REPLAYS / f"{library.build_id}.json"
    depends_on = _depends_on(library.settings)
    known = _read(path, depends_on)
    for done, (question, personal) in enumerate(questions.items()):
        if question not in known:
            known[question] = _ask(library, question, personal)
        if done % 64 == 0:
            progress(done, len(questions))
    progress(len(questions), len(questions))
    _keep(path, known, depends_on)
    return {question: known[question] for question in questions}


def _ask(library: Library, question: str, personal: bool) -> Replayed:
    found = library.answer(question, personal=personal)
    if isinstance(found, Answer):
        quotes = tuple((q.sentences[0].source_id, q.text) for q in found.quotes)
        return Replayed(quotes, "", round(found.probability, 4))
    return Replayed((), found.why, round(found.probability, 4))


def _depends_on(settings: Settings) -> str:
    """Hash of what a reply depends on beside the build: code and settings."""
    digest = hashlib.sha256()
    for name in CODE:
        digest.update(Path(__file__).with_name(name).read_bytes())
    numbers = {name: getattr(settings, name) for name in NUMBERS}
    digest.update(json.dumps(numbers, sort_keys=True).encode())
    return digest.hexdigest()


def _read(path: Path, depends_on: str) -> dict[str, Replayed]:
    try:
        stored = json.loads(path.read_text("utf-8"))
        if stored["depends_on"] != depends_on:
            return {}
        return {
            question: Replayed(
                tuple((source, text) for source, text in reply["quotes"]),
                reply["why"],
                reply["probability"],
            )
            for question, reply in stored["replies"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        # Only kept to save time.
        return {}


def _keep(path: Path, replies: Mapping[str, Replayed], depends_on: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    said = {question: asdict(reply) for question, reply in replies.items()}
    text = json.dumps({"depends_on": depends_on, "replies": said})
    path.write_text(text, encoding="utf-8")
    # Of builds that are gone nobody asks again.
    for other in path.parent.glob("*.json"):
        if not (path.parent.parent / "builds" / other.stem).is_dir():
            other.unlink(missing_ok=True)


def changes_between(
    old: Library,
    new: Library,
    before: Mapping[str, Replayed],
    after: Mapping[str, Replayed],
    *,
    left_out: Mapping[str, str],
) -> tuple[Change, ...]:
    """Every question whose quoted words differ, in the questions' order.

    Args:
        old: The earlier build.
        new: The later one.
        before: The earlier build's replies.
        after: The later build's, to the same questions.
        left_out: Source id -> why a page is not in the later build.
    """
    labels = [dict(build.index.bank.questions()) for build in (old, new)]
    return tuple(
        Change(
            question,
            before[question],
            reply,
            _why(question, before[question], reply, old, new, labels, left_out),
        )
        for question, reply in after.items()
        if _words(before[question]) != _words(reply)
    )


def _words(reply: Replayed) -> tuple[str, ...]:
    return tuple(text for _, text in reply.quotes)


def _why(
    question: str,
    before: Replayed,
    after: Replayed,
    old: Library,
    new: Library,
    labels: Sequence[Mapping[str, str]],
    left_out: Mapping[str, str],
) -> str:
    """The nearest cause: a page that left, changed or came, the bank, the evidence."""
    had, has = set(old.index.manifest.sources), set(new.index.manifest.sources)
    for source, _ in before.quotes:
        if source not in has:
            return f"'{source}' is not served any more: {left_out.get(source, 'gone')}"
    for source, text in before.quotes:
        if not new.holds(text):
            return f"'{source}' no longer says this"
    for source, text in after.quotes:
        if source not in had:
            return f"'{source}' is new"
        if not old.holds(text):
            return f"'{source}' says this now"
    was, now = labels[0].get(question), labels[1].get(question)
    if was != now:
        return f"in the questions: {was or 'nowhere'} before, {now or 'nowhere'} now"
    shares = f"{before.probability:.2f} before, {after.probability:.2f} now"
    return f"other evidence: P(answerable) {shares}, {new.threshold:.2f} is needed"
