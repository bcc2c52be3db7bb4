"""Pages into `knowledge/sources`, questions in, figures out: nothing else is touched.

The product's own way from Markdown to answer (`build_index`, `Library`), beside BM25
alone and MiniLM alone on the same index.
"""

import csv
import datetime
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.data import read_rows
from benchmarks.encoding import StoredEncoder
from benchmarks.metrics import Bools, Floats, auroc_figure, coverage_at_wrong, share
from benchmarks.page_questions import Asked
from benchmarks.pages import health_page, slug, write_page
from benchmarks.progress import Progress
from benchmarks.results import Result, Row
from knowledge.answer import Answer
from knowledge.approval import approve_all
from knowledge.build import build_index
from knowledge.library import Library
from knowledge.settings import Settings

FOLDER = Path(__file__).parent
SYSTEMS = (
    "BM25 alone",
    "MiniLM alone (sentence)",
    "MiniLM alone (with neighbours)",
    "Bedside, pages only",
)


@dataclass(frozen=True)
class Found:
    """What one system gives: the sentence it would quote first, and how sure it is."""

    sentence_id: str
    score: float


def run(encoder: StoredEncoder, progress: Progress) -> Result:
    """Build the other clinic, ask everything; about 3 minutes the first time."""
    questions = read_questions()
    with tempfile.TemporaryDirectory() as made:
        library = build_clinic(Path(made), encoder, progress)
        asked = _ask(library, encoder, questions, progress)
        answered = [library.answer(question.text) for question in questions]
    encoder.save()
    is_covered = np.asarray([bool(question.gold) for question in questions])
    given = np.asarray([isinstance(answer, Answer) for answer in answered])
    right = np.asarray(
        [
            isinstance(answer, Answer)
            and answer.quotes[0].sentences[0].id in question.gold
            for answer, question in zip(answered, questions, strict=True)
        ]
    )
    bar: Row = {
        "answered": asdict(share(given[is_covered])),
        "right_of_answered": asdict(share(right[is_covered & given])),
        "left_out_answered": asdict(share(given[~is_covered])),
        "wrong_of_given": asdict(share(~right[given])),
    }
    used = {slug(row["page"]) for row in _read("pages.tsv")[::2]}
    n_covered = int(is_covered.sum())
    untouched = [
        number
        for number, question in enumerate(questions)
        if not {sentence.partition("#")[0] for sentence in question.gold} & used
        and (question.gold or (number - n_covered) % 2 == 1)
    ]
    every = list(range(len(questions)))
    tables = {
        name: [_row(system, found, questions, rows) for system, found in asked.items()]
        for name, rows in (("systems", every), ("untouched", untouched))
    }
    return Result("other_clinic", {**tables, "at_the_bar": [bar]})


def titles() -> list[str]:
    """Titles of all pages that are asked about, in the clinic or left out."""
    rows = [*_read("pages.tsv"), *_read("left_out.tsv")]
    return list(dict.fromkeys(row["page"] for row in rows))


def read_questions() -> list[Asked]:
    """Covered questions, then those whose pages were left out."""
    covered = [
        Asked(
            row["question"],
            frozenset(
                f"{slug(row['page'])}#s{int(n):02d}" for n in row["gold"].split(",")
            ),
        )
        for row in _read("covered.tsv")
    ]
    left_out = [Asked(row["question"], frozenset()) for row in _read("left_out.tsv")]
    return covered + left_out


def build_clinic(folder: Path, encoder: StoredEncoder, progress: Progress) -> Library:
    """The sixty pages as Markdown in a folder, indexed and loaded."""
    sources_dir = folder / "sources"
    sources_dir.mkdir()
    wanted = [(row["source"], row["page"]) for row in _read("pages.tsv")]
    rows = [row for row in read_rows("medquad/qa.jsonl") if row["answer"]]
    for source, title in wanted:
        of_page = [r for r in rows if r["source"] == source and r["focus"] == title]
        write_page(health_page(of_page), sources_dir)
    now = datetime.datetime.now(datetime.timezone.utc)
    approve_all(sources_dir, "Benchmark", now=now)
    settings = replace(
        Settings(), sources_dir=sources_dir, index_dir=folder / "index", tuned=False
    )
    build_index(settings, encoder=encoder, progress=progress)
    return Library.load(settings, encoder=encoder)


def _ask(
    library: Library,
    encoder: StoredEncoder,
    questions: list[Asked],
    progress: Progress,
) -> dict[str, list[Found]]:
    """Every question put to every system."""
    index = library.index
    sentences = index.sentences
    alone = encoder.encode([sentence.text for sentence in sentences])

    def by_words(text: str) -> Found:
        hits = index.lexical_best(text, top_k=1) or [(0, 0.0)]
        return Found(sentences[hits[0][0]].id, hits[0][1])

    def by_sentence(text: str) -> Found:
        cosines = alone @ encoder.encode([text])[0]
        return Found(sentences[int(cosines.argmax())].id, float(cosines.max()))

    def by_neighbours(text: str) -> Found:
        ((row, cosine),) = index.nearest(encoder.encode([text])[0], top_k=1)
        return Found(sentences[row].id, cosine)

    def by_signals(text: str) -> Found:
        judged = library.pages.judge(text)
        probability = 0.0 if judged.named else judged.evidence.probability
        return Found(judged.sentence.id if judged.sentence else "", probability)

    ways: tuple[Callable[[str], Found], ...] = (
        by_words,
        by_sentence,
        by_neighbours,
        by_signals,
    )
    asked: dict[str, list[Found]] = {name: [] for name in SYSTEMS}
    for number, question in enumerate(questions):
        if number % 50 == 0:
            progress("Asking", number, len(questions))
        for name, way in zip(SYSTEMS, ways, strict=True):
            asked[name].append(way(question.text))
    progress("Asking", len(questions), len(questions))
    return asked


def _row(name: str, found: list[Found], questions: list[Asked], rows: list[int]) -> Row:
    """One system's figures on some of the questions."""
    found, questions = [found[n] for n in rows], [questions[n] for n in rows]
    is_covered = np.asarray([bool(question.gold) for question in questions])
    scores: Floats = np.asarray([one.score for one in found])
    right: Bools = np.asarray(
        [one.sentence_id in q.gold for one, q in zip(found, questions, strict=True)]
    )
    of_page = np.asarray(
        [
            one.sentence_id.partition("#")[0] in {g.partition("#")[0] for g in q.gold}
            for one, q in zip(found, questions, strict=True)
        ]
    )
    return {
        "system": name,
        "hit": asdict(share(right[is_covered])),
        "page_hit": asdict(share(of_page[is_covered])),
        "auroc": asdict(auroc_figure(scores, is_covered)),
        "coverage": coverage_at_wrong(scores, right, is_covered),
        "page_coverage": coverage_at_wrong(scores, of_page, is_covered),
        "n_covered": int(is_covered.sum()),
        "n_left_out": int((~is_covered).sum()),
    }


def _read(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
