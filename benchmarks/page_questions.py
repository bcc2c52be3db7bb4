"""Questions on public pages with what search and the product's signals make of them.

SQuAD2 and MedQuAD in; for each question the signals of `knowledge.page_signals`, which
of the sentences found is right, and whether the pages answer it at all. What is fitted
on and what is evaluated are kept apart by article and by page.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.data import read_rows
from benchmarks.metrics import Bools, Floats
from benchmarks.pages import Page, health_page, page_sentences, section_of, slug
from benchmarks.progress import Progress
from knowledge.encoder import Encoder
from knowledge.index import SearchIndex
from knowledge.page_answerability import candidates
from knowledge.page_signals import PageSignals
from knowledge.search import ScoredSentence

N_HEALTH_PAGES = 400
"""Pages of MedQuAD used for fitting; half are indexed, half are left out."""


@dataclass(frozen=True)
class Asked:
    """One question; `gold` are ids of the sentences that answer it, none if none do."""

    text: str
    gold: frozenset[str]


@dataclass(frozen=True)
class Case:
    """What search found for one question, and the signals of each sentence of it."""

    asked: Asked
    found: tuple[ScoredSentence, ...]
    ranked: Floats

    @property
    def right(self) -> Bools:
        """Which of the found sentences are gold."""
        return np.asarray([hit.sentence.id in self.asked.gold for hit in self.found])


def make_cases(
    index: SearchIndex,
    signals: PageSignals,
    encoder: Encoder,
    questions: Sequence[Asked],
    progress: Progress,
) -> list[Case]:
    """Search and rank for each question; those that find nothing are left out."""
    queries = encoder.encode([asked.text for asked in questions])
    cases = []
    for n, (asked, query) in enumerate(zip(questions, queries, strict=True)):
        if n % 250 == 0:
            progress("Asking", n, len(questions))
        found = candidates(index, asked.text, query)
        if found:
            ranked = signals.rank(asked.text, query, found)
            cases.append(Case(asked, found, ranked))
    progress("Asking", len(questions), len(questions))
    return cases


def squad_pages() -> dict[bool, list[Page]]:
    """SQuAD2 articles as pages: those for fitting, and those for evaluation.

    Every second article by name is for fitting, so that no passage's neighbour is.
    """
    articles: dict[str, list[str]] = {}
    for row in read_rows("squad2/passages.jsonl"):
        articles.setdefault(row["title"], []).append(" ".join(row["text"].split()))
    pages: dict[bool, list[Page]] = {True: [], False: []}
    for number, title in enumerate(sorted(articles)):
        paragraphs = tuple((None, text) for text in articles[title])
        name = title.replace("_", " ")
        pages[number % 2 == 0].append(Page(slug(name), name, paragraphs))
    return pages


def squad_questions(index: SearchIndex) -> list[Asked]:
    """Questions on the articles of an index; those without an answer have no gold."""
    passage_of: dict[str, str] = {}
    number: dict[str, int] = {}
    for row in read_rows("squad2/passages.jsonl"):
        page = slug(row["title"].replace("_", " "))
        number[page] = number.get(page, 0) + 1
        passage_of[row["pid"]] = f"{page}#p{number[page]:02d}"
    passages = {passage.id: passage for passage in index.passages}
    asked = []
    for row in read_rows("squad2/questions.jsonl"):
        passage = passages.get(passage_of[row["pid"]])
        if passage is None:
            continue
        answers = [" ".join(a.split()).casefold() for a in row["answers"]]
        gold = frozenset(
            s.id
            for s in passage.sentences
            if any(answer in s.text.casefold() for answer in answers)
        )
        if gold or row["impossible"]:
            asked.append(Asked(row["question"], gold))
    return asked


def health_pages(without: Iterable[str]) -> list[tuple[Page, list[Asked]]]:
    """MedQuAD pages with their own questions, in a fixed random order.

    Args:
        without: Titles that are used elsewhere.
    """
    used = {slug(title) for title in without}
    rows_of: dict[str, list[dict[str, Any]]] = {}
    for row in read_rows("medquad/qa.jsonl"):
        if row["answer"]:
            rows_of.setdefault(row["url"], []).append(row)
    pages: dict[str, tuple[Page, list[Asked]]] = {}
    for rows in rows_of.values():
        page = health_page(rows)
        n_words = sum(len(text.split()) for _, text in page.paragraphs)
        if page.id not in used and page.id not in pages and 80 <= n_words <= 800:
            pages[page.id] = (page, _own_questions(page, rows))
    order = np.random.default_rng(11).permutation(len(pages))
    return [list(pages.values())[n] for n in order[:N_HEALTH_PAGES]]


def _own_questions(page: Page, rows: Sequence[dict[str, Any]]) -> list[Asked]:
    """Each row's question; every sentence of its answer is gold."""
    of_section: dict[str | None, set[str]] = {}
    for sentence in page_sentences(page):
        of_section.setdefault(sentence.section, set()).add(sentence.id)
    return [
        Asked(
            " ".join(str(row["question"]).split()).replace(" ?", "?"),
            frozenset(of_section[section_of(row, rows)]),
        )
        for row in rows
    ]
