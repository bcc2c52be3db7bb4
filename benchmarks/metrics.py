"""Scores and labels -> figures: Larson's threshold, AUROC, coverage, intervals.

Pure NumPy on arrays; it knows nothing of intents, pages or files.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

N_RESAMPLES = 1000


@dataclass(frozen=True)
class Figure:
    """A figure with its 95 % interval and the number of cases behind it."""

    value: float
    low: float
    high: float
    n: int


def share(right: Bools) -> Figure:
    """Share of True, with Wilson's interval (JASA 1927), all 0 to 1."""
    n = len(right)
    if not n:
        return Figure(math.nan, math.nan, math.nan, 0)
    p, z = float(right.mean()), 1.959964
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return Figure(p, max(0.0, centre - half), min(1.0, centre + half), n)


def auroc(scores: Floats, positive: Bools) -> float:
    """Chance that a positive scores above a negative; ties count half."""
    order = np.argsort(scores, kind="stable")
    ranks = np.empty(len(scores))
    ranks[order] = np.arange(1, len(scores) + 1)
    _, group = np.unique(scores, return_inverse=True)
    ranks = (np.bincount(group, ranks) / np.bincount(group))[group]
    n_positive = int(positive.sum())
    n_negative = len(scores) - n_positive
    if not n_positive or not n_negative:
        return math.nan
    wins = ranks[positive].sum() - n_positive * (n_positive + 1) / 2
    return float(wins / (n_positive * n_negative))


def auroc_figure(scores: Floats, positive: Bools, *, seed: int = 5) -> Figure:
    """AUROC with the 95 % interval of cases drawn anew (percentile bootstrap)."""
    random = np.random.default_rng(seed)
    drawn = []
    for _ in range(N_RESAMPLES):
        rows = random.integers(len(scores), size=len(scores))
        drawn.append(auroc(scores[rows], positive[rows]))
    low, high = np.nanquantile(drawn, [0.025, 0.975])
    return Figure(auroc(scores, positive), float(low), float(high), len(scores))


def larson_threshold(scores: Floats, right: Bools, foreign: Floats) -> float:
    """The least score at which a text counts as in scope, chosen on validation data.

    Args:
        scores: Of texts in scope, higher is more in scope, shape (n,).
        right: Whether the intent is right for them, shape (n,).
        foreign: Scores of texts out of scope, shape (m,).

    Returns:
        The threshold with the best accuracy over all intents and "out of scope" as one
        more; of equally good ones the highest.

    Rule of Larson et al., EMNLP 2019, "oos-threshold".
    """
    candidates = np.unique(np.concatenate([scores, foreign]))
    kept, rejected = np.sort(scores[right]), np.sort(foreign)
    n_right = len(kept) - np.searchsorted(kept, candidates, side="left")
    n_right = n_right + np.searchsorted(rejected, candidates, side="left")
    return float(candidates[np.flatnonzero(n_right == n_right.max())[-1]])


def coverage_at_wrong(
    scores: Floats, right: Bools, answerable: Bools, *, max_wrong: float = 0.05
) -> float:
    """Share of the answerable questions that can be answered rightly at a stated risk.

    Args:
        scores: How surely each question is answered, shape (n,).
        right: Whether its answer, if given, would be right; False where not answerable.
        answerable: Whether there is an answer.
        max_wrong: Most wrong answers among those given, 0 to 1.

    Returns:
        Right answers over answerable questions at the threshold that gives most of
        them while at most `max_wrong` of all answers given are wrong; 0 if none does.
    """
    best = 0
    for threshold in np.unique(scores):
        given = scores >= threshold
        n_right = int((given & right).sum())
        if given.sum() - n_right <= max_wrong * given.sum():
            best = max(best, n_right)
    return best / int(answerable.sum())
