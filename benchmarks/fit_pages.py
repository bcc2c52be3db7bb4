"""Fit `knowledge/page_coefficients.py`: python -m benchmarks.fit_pages.

Two small logistic regressions on questions whose answers are known. Which sentence is
right: on SQuAD2 (every second article) and on this clinic's own approved questions,
asked as if staff had written none. Whether it answers: on SQuAD2's questions with and
without an answer in their passage, and on MedQuAD's questions on pages indexed and on
pages left out; both weigh the same. Which signals there are, and how much repeated
words count, was chosen with sight of every second page of the other clinic.
"""

import datetime
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from benchmarks.data import PROJECT_DIR
from benchmarks.encoding import StoredEncoder, load_stored_encoder
from benchmarks.metrics import Bools, Floats, auroc
from benchmarks.other_clinic.run import titles
from benchmarks.page_questions import (
    Asked,
    Case,
    health_pages,
    make_cases,
    squad_pages,
    squad_questions,
)
from benchmarks.pages import Page, make_index
from benchmarks.progress import Progress, make_progress
from knowledge.build import build_index
from knowledge.index import SearchIndex, read_index
from knowledge.page_signals import PAGE_SIGNALS, RANK_SIGNALS, PageSignals
from knowledge.settings import Settings

PATH = PROJECT_DIR / "knowledge" / "page_coefficients.py"
WRONG_ANSWERS = 0.05
STRICTER_WRONG_ANSWERS = 0.02
"""Share of MedQuAD questions on pages left out that may be answered at each bar."""

_C = 0.1
REPEATED_WORDS = 0.25
"""Patients repeat a page's words less than those who wrote a question reading it: of 0,
1/4, 1/2 and 1 of the fitted weight the best on every second page of the other clinic,
which its results keep apart from the pages in between."""

N_OWN = 800
_HEADER = '''"""Coefficients of `page_answerability.py`: python -m benchmarks.fit_pages.

Written on {day}, fitted with the packaged MiniLM on {n} questions of SQuAD2
(every second article; Rajpurkar et al. 2018) and MedQuAD ({n_pages} pages; Ben Abacha
and Demner-Fushman 2019); which sentence is right also on {n_own} approved questions of
this clinic. Log odds for one unit of a signal; figures on pages and questions not
used: benchmarks/results/.
"""
'''


def main() -> None:
    """Fit both regressions and write the module."""
    progress = make_progress("fit")
    encoder = load_stored_encoder(progress)
    pages = health_pages(titles())
    squad = _squad(encoder, progress)
    own, _ = _own(encoder, progress)
    health = _health(pages, encoder, progress)
    encoder.save()
    rank = _fit_rank(squad[0] + own)
    groups = [
        _judged(cases, of, rank, encoder, progress) for cases, of in (squad, *health)
    ]
    encoder.save()
    rows = np.vstack([signals for signals, _ in groups])
    labels = np.concatenate([answered for _, answered in groups])
    weights = _weights([answered for _, answered in groups])
    bias, slopes = _fit(rows, labels, weights)
    foreign = np.sort(1 / (1 + np.exp(-(groups[-1][0] @ slopes + bias))))[::-1]
    bars = [
        float(foreign[int(allowed * len(foreign))])
        for allowed in (WRONG_ANSWERS, STRICTER_WRONG_ANSWERS)
    ]
    header = _HEADER.format(
        day=datetime.date.today().isoformat(),
        n_pages=len(pages),
        n=len(labels),
        n_own=len(own),
    )
    parts = [
        _table("RIGHT_SENTENCE", RANK_SIGNALS, rank, None),
        _table("ANSWERABLE", PAGE_SIGNALS, slopes, bias),
        f"MIN_PROBABILITY = {bars[0]:.3f}\n"
        f'"""{WRONG_ANSWERS:.0%} of MedQuAD questions on pages left out reach it."""\n',
        f"MIN_PROBABILITY_BESIDE_BANK = {bars[1]:.3f}\n"
        f'"""{STRICTER_WRONG_ANSWERS:.0%} do; the bar where other pages have approved '
        'questions."""\n',
    ]
    PATH.write_text("\n".join([header, *parts]), encoding="utf-8")
    progress(f"AUROC on what was fitted {auroc(rows @ slopes, labels):.3f}", 1, 1)


_Group = tuple[list[Case], PageSignals]


def _squad(encoder: StoredEncoder, progress: Progress) -> _Group:
    """Questions with and without an answer in their passage."""
    index = make_index(squad_pages()[True], encoder)
    return _cases(index, squad_questions(index), encoder, progress)


def _own(encoder: StoredEncoder, progress: Progress) -> _Group:
    """The clinic's approved questions, as if staff had written none."""
    with tempfile.TemporaryDirectory() as made:
        settings = replace(Settings(), index_dir=Path(made), tuned=False)
        build_index(settings, encoder=encoder, progress=progress)
        index, _ = read_index(Path(made) / "current", encoder=encoder.name)
    asked = []
    for answer in index.bank.answers:
        same = [i for quoted in answer.quote for i in index.same_as.get(quoted, ())]
        gold = frozenset((*answer.quote, *same))
        asked += [Asked(question, gold) for question in answer.questions]
    order = np.random.default_rng(13).permutation(len(asked))[:N_OWN]
    return _cases(index, [asked[n] for n in sorted(order)], encoder, progress)


def _health(
    pages: Sequence[tuple[Page, list[Asked]]],
    encoder: StoredEncoder,
    progress: Progress,
) -> list[_Group]:
    """Cases on every second page, and on the pages in between, which are left out."""
    index = make_index([page for page, _ in pages[::2]], encoder)
    own = [asked for _, questions in pages[::2] for asked in questions]
    foreign = [
        Asked(asked.text, frozenset())
        for _, questions in pages[1::2]
        for asked in questions
    ]
    return [_cases(index, asked, encoder, progress) for asked in (own, foreign)]


def _cases(
    index: SearchIndex,
    questions: Sequence[Asked],
    encoder: StoredEncoder,
    progress: Progress,
) -> _Group:
    signals = PageSignals(index, encoder)
    return make_cases(index, signals, encoder, questions, progress), signals


def _fit_rank(cases: Sequence[Case]) -> Floats:
    """Weights at which the right sentence is likeliest among those of its question."""
    known = [case for case in cases if case.right.any()]
    joined = np.vstack([case.ranked for case in known])
    spread = joined.std(axis=0)

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, slope = 0.0, np.zeros(len(weights))
        for case in known:
            rows = case.ranked / spread
            odds = np.exp(rows @ weights - (rows @ weights).max())
            chance = odds / odds.sum()
            right = chance[case.right].sum()
            total -= np.log(max(right, 1e-12))
            slope += chance @ rows - chance[case.right] @ rows[case.right] / right
        penalty = 0.01 * weights @ weights
        value = float(total / len(known) + penalty)
        return value, slope / len(known) + 0.02 * weights

    start = np.zeros(len(RANK_SIGNALS))
    found = minimize(loss, start, jac=True, method="L-BFGS-B")
    weights = np.asarray(found.x / spread)
    weights[RANK_SIGNALS.index("words in the sentence")] *= REPEATED_WORDS
    return weights


def _judged(
    cases: Sequence[Case],
    signals: PageSignals,
    rank: Floats,
    encoder: StoredEncoder,
    progress: Progress,
) -> tuple[Floats, Bools]:
    """Signals of the sentence that would be quoted, and whether there is an answer."""
    rows = []
    for number, case in enumerate(cases):
        if number % 250 == 0:
            progress("Judging", number, len(cases))
        query = encoder.encode([case.asked.text])[0]
        best = int(np.argmax(case.ranked @ rank))
        text = case.asked.text
        rows.append(signals.judge(text, query, case.found, case.ranked, best))
    return np.stack(rows), np.asarray([bool(case.asked.gold) for case in cases])


def _weights(labels: Sequence[Bools]) -> Floats:
    """Covered and uncovered weigh the same, and each group its share of either."""
    weights = []
    for of_group in labels:
        weight = np.zeros(len(of_group))
        for answered in (True, False):
            n_groups = sum(bool((other == answered).any()) for other in labels)
            rows = of_group == answered
            weight[rows] = 1 / (n_groups * max(1, int(rows.sum())))
        weights.append(weight)
    joined = np.concatenate(weights)
    return np.asarray(joined * len(joined) / joined.sum())


def _fit(rows: Floats, labels: Bools, weights: Floats) -> tuple[float, Floats]:
    """Bias and weights, in the signals' own units."""
    mean = np.average(rows, axis=0, weights=weights)
    spread = np.sqrt(np.average((rows - mean) ** 2, axis=0, weights=weights))
    spread = np.maximum(spread, 1e-6)
    model = LogisticRegression(C=_C, max_iter=2000)
    model.fit((rows - mean) / spread, labels, sample_weight=weights)
    slopes = np.asarray(model.coef_[0] / spread)
    return float(model.intercept_[0] - slopes @ mean), slopes


def _table(
    name: str, signals: Sequence[str], values: Floats, bias: float | None
) -> str:
    lines = [f"{name}: dict[str, float] = {{"]
    lines += [
        f'    "{signal}": {value:.4f},'
        for signal, value in zip(signals, values, strict=True)
    ]
    if bias is not None:
        lines.append(f'    "bias": {bias:.4f},')
    return "\n".join([*lines, "}", ""])


if __name__ == "__main__":
    main()
