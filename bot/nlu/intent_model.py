"""Vectors of labelled sentences -> intents with probabilities, and what is in scope.

Which intent, `knowledge.text_classifier` says. Whether it is any of them is said by two
signals: the best intent's log odds and the cosine to the nearest labelled sentences, as
z-scores of held-out sentences. Figures on public data: benchmarks/results/intents.md.
Pure NumPy at prediction; it knows nothing of Rasa.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from knowledge.encoder import Vectors
from knowledge.text_classifier import (
    Floats,
    HeldOut,
    TextClassifier,
    fit_text_classifier,
    softmax,
)

N_NEAREST = 3
NEARNESS_WEIGHT = 0.5
"""Of the nearest sentences in the scope score, beside 1 for the log odds; of 0.5, 1 and
1.5, and of 1 and 3 sentences, the best on the validation part of CLINC150."""

_NO_FLOOR = (0.0, 1.0, 0.7, 0.15, -np.inf)


@dataclass(frozen=True)
class IntentPrediction:
    """Intents with probabilities, best first, and how much in scope the text is.

    Attributes:
        ranking: (intent, probability), best first.
        nearest: Cosine to the nearest training sentence, -1 to 1.
        scope_score: z(best log odds) + `NEARNESS_WEIGHT` z(mean cosine to the
            `N_NEAREST` nearest): higher is more in scope.
        in_scope: Whether `scope_score` reaches the model's floor.
    """

    ranking: list[tuple[str, float]]
    nearest: float
    scope_score: float
    in_scope: bool


@dataclass(frozen=True)
class IntentModel:
    """A fitted model.

    Attributes:
        classifier: Its labels are the intents.
        scope: Mean and deviation of the best log odds, then of the mean cosine, on
            held-out sentences, and the floor of the summed z-scores.
    """

    classifier: TextClassifier
    scope: tuple[float, float, float, float, float]

    def predict(self, vector: Vectors) -> IntentPrediction:
        """Classify one unit vector, shape (dim,)."""
        log_odds, cosines = self.classifier.log_odds(vector[None])
        probabilities = softmax(log_odds)[0]
        order = np.argsort(-probabilities, kind="stable")
        score = float(_scope_scores(log_odds, cosines, self.scope)[0])
        return IntentPrediction(
            [(self.classifier.labels[k], float(probabilities[k])) for k in order],
            float(cosines.max()),
            score,
            score >= self.scope[4],
        )

    def to_bytes(self) -> bytes:
        """One .npz file without pickled objects."""
        buffer = io.BytesIO()
        np.savez(buffer, **self.classifier.arrays(), scope=np.asarray(self.scope))
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> "IntentModel":
        """The inverse of `to_bytes`."""
        stored = np.load(io.BytesIO(data), allow_pickle=False)
        scope = tuple(float(value) for value in stored["scope"])
        return cls(TextClassifier.from_arrays(stored), scope)  # type: ignore[arg-type]


def fit_intent_model(
    vectors: Vectors,
    intents: Sequence[str],
    *,
    c: float,
    rejected_in_scope: float,
    measured: npt.NDArray[np.bool_] | None = None,
) -> IntentModel:
    """Fit the classifier, and the scope floor on sentences held out of it.

    Args:
        vectors: Unit vectors, shape (n, dim).
        intents: One label for each.
        c: Inverse strength of regularisation, above 0.
        rejected_in_scope: Share of held-out sentences that may fall below the floor.
        measured: Sentences that count when held out, shape (n,); all by default.

    Raises:
        ValueError: Fewer than two intents.
    """
    classifier, held_out = fit_text_classifier(
        vectors, intents, c=c, balanced=True, measured=measured, n_cosines=N_NEAREST
    )
    scope = _NO_FLOOR if held_out is None else _fit_scope(held_out, rejected_in_scope)
    return IntentModel(classifier, scope)


def _fit_scope(
    held_out: HeldOut, rejected_in_scope: float
) -> tuple[float, float, float, float, float]:
    """Means, deviations and floor of `IntentModel.scope`."""
    best = held_out.log_odds.max(axis=1)
    near = _mean_of_nearest(held_out.cosines)
    moments = (
        float(best.mean()),
        max(float(best.std()), 1e-6),
        float(near.mean()),
        max(float(near.std()), 1e-6),
    )
    scores = _scope_scores(held_out.log_odds, held_out.cosines, (*moments, 0.0))
    return (*moments, float(np.quantile(scores, rejected_in_scope)))


def _scope_scores(
    log_odds: Floats,
    cosines: npt.NDArray[Any],
    scope: tuple[float, float, float, float, float],
) -> Floats:
    """Scope scores, shape (n,), from log odds and cosines of shape (n, ...)."""
    mean_best, std_best, mean_near, std_near, _ = scope
    z_best = (log_odds.max(axis=1) - mean_best) / std_best
    z_near = (_mean_of_nearest(cosines) - mean_near) / std_near
    return np.asarray(z_best + NEARNESS_WEIGHT * z_near, dtype=np.float64)


def _mean_of_nearest(cosines: npt.NDArray[Any]) -> Floats:
    """Mean of the `N_NEAREST` largest of each row, or of all when there are fewer."""
    n = cosines.shape[1]
    k = min(N_NEAREST, n)
    return np.asarray(np.partition(cosines, n - k, axis=1)[:, n - k :].mean(axis=1))
