"""Is the answer in the passage, or only its subject: SQuAD2's unanswerable questions.

The hardest case of "our pages do not say": the passage that the question was written
for is indexed, and does not hold the answer. The product's page-only score, fitted on
every second article, against retrieval scores on the articles in between.
"""

from dataclasses import asdict

import numpy as np

from benchmarks.encoding import StoredEncoder
from benchmarks.metrics import Floats, auroc_figure
from benchmarks.page_questions import (
    Case,
    make_cases,
    squad_pages,
    squad_questions,
)
from benchmarks.pages import make_index
from benchmarks.progress import Progress
from benchmarks.results import Result, Row
from knowledge.page_answerability import answerable, right_sentence
from knowledge.page_signals import PAGE_SIGNALS, PageSignals

PUBLISHED = "retrieval scores .62-.64"
NEGATION = "negated question only"


def run(encoder: StoredEncoder, progress: Progress) -> Result:
    """The articles that nothing was fitted on; about 4 minutes, 1 with the vectors."""
    index = make_index(squad_pages()[False], encoder)
    signals = PageSignals(index, encoder)
    questions = squad_questions(index)
    cases = make_cases(index, signals, encoder, questions, progress)
    judged = []
    for number, case in enumerate(cases):
        if number % 250 == 0:
            progress("Judging", number, len(cases))
        judged.append(_signals_of(case, signals, encoder))
    progress("Judging", len(cases), len(cases))
    encoder.save()
    is_answered = np.asarray([bool(case.asked.gold) for case in cases])
    without = np.stack(judged)
    without[:, PAGE_SIGNALS.index(NEGATION)] = 0.0
    texts = [case.asked.text for case in cases]
    queries = encoder.encode(texts)
    vectors = index.vectors.reconstruct(np.arange(len(index.vectors)))
    alone = encoder.encode([sentence.text for sentence in index.sentences])
    bm25 = [index.lexical_best(text, top_k=1) for text in texts]
    scores: dict[str, Floats] = {
        "BM25, best sentence": np.asarray([hits[0][1] if hits else 0 for hits in bm25]),
        "MiniLM, best sentence": (queries @ alone.T).max(axis=1),
        "MiniLM, best with neighbours": (queries @ vectors.T).max(axis=1),
        "Bedside, pages only": np.asarray([answerable(row) for row in judged]),
        "Bedside without its signal of negation": np.asarray(
            [answerable(row) for row in without]
        ),
    }
    rows: list[Row] = [
        {"system": name, "auroc": asdict(auroc_figure(values, is_answered))}
        for name, values in scores.items()
    ]
    counts: Row = {
        "answerable": int(is_answered.sum()),
        "unanswerable": int((~is_answered).sum()),
    }
    return Result("squad2", {"auroc": rows, "n": [counts]})


def _signals_of(case: Case, signals: PageSignals, encoder: StoredEncoder) -> Floats:
    """The signals of the sentence that the product would quote."""
    best = int(np.argmax(right_sentence(case.ranked)))
    query = encoder.encode([case.asked.text])[0]
    return signals.judge(case.asked.text, query, case.found, case.ranked, best)
