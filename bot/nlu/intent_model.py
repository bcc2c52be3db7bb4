"""Vectors of labelled sentences -> intents with probabilities, and what is in scope.

Multinomial logistic regression and the nearest labelled sentences of each intent say
together which intent, mixed as makes held-out sentences most likely. Whether it is any
of them is said by two signals: the best intent's log odds and the cosine to the nearest
labelled sentences, as z-scores of held-out sentences. Figures on public data:
benchmarks/results/intents.md. Pure NumPy at prediction; it knows nothing of Rasa.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Vectors = npt.NDArray[np.float32]

SHARPNESS = 20.0
"""How fast a sentence's say falls with its cosine; of 5, 10, 20 and 40 the best on the
validation parts of BANKING77 and HWU64."""

N_NEAREST = 3
NEARNESS_WEIGHT = 0.5
"""Of the nearest sentences in the scope score, beside 1 for the log odds; of 0.5, 1 and
1.5, and of 1 and 3 sentences, the best on the validation part of CLINC150."""


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
        weights: Shape (n_intents, dim).
        bias: Shape (n_intents,).
        intents: Names, in the order of the rows.
        examples: Training vectors, shape (n, dim).
        labels: Row of the intent of each example, shape (n,).
        mix: Weights of the regression's log odds and of the intents' nearness.
        scope: Mean and deviation of the best log odds, then of the mean cosine, on
            held-out sentences, and the floor of the summed z-scores.
    """

    weights: Floats
    bias: Floats
    intents: tuple[str, ...]
    examples: Vectors
    labels: Ints
    mix: tuple[float, float]
    scope: tuple[float, float, float, float, float]

    def predict(self, vector: Vectors) -> IntentPrediction:
        """Classify one unit vector, shape (dim,)."""
        cosines = (self.examples @ vector)[None]
        linear = (self.weights @ vector + self.bias)[None]
        near = nearness(cosines, self.labels, len(self.intents))
        log_odds = self.mix[0] * linear + self.mix[1] * near
        odds = np.exp(log_odds[0] - log_odds.max())
        probabilities = odds / odds.sum()
        order = np.argsort(-probabilities, kind="stable")
        score = float(_scope_scores(log_odds, cosines, self.scope)[0])
        return IntentPrediction(
            [(self.intents[k], float(probabilities[k])) for k in order],
            float(cosines.max()),
            score,
            score >= self.scope[4],
        )

    def to_bytes(self) -> bytes:
        """One .npz file without pickled objects."""
        buffer = io.BytesIO()
        np.savez(
            buffer,
            weights=self.weights,
            bias=self.bias,
            intents=np.asarray(self.intents),
            examples=self.examples,
            labels=self.labels,
            mix=np.asarray(self.mix),
            scope=np.asarray(self.scope),
        )
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> "IntentModel":
        """The inverse of `to_bytes`."""
        stored = np.load(io.BytesIO(data), allow_pickle=False)
        return cls(
            stored["weights"],
            stored["bias"],
            tuple(str(name) for name in stored["intents"]),
            stored["examples"],
            stored["labels"],
            tuple(float(value) for value in stored["mix"]),  # type: ignore[arg-type]
            tuple(float(value) for value in stored["scope"]),  # type: ignore[arg-type]
        )


def nearness(cosines: npt.NDArray[Any], labels: Ints, n_intents: int) -> Floats:
    """How near each intent's examples are: a soft maximum of their cosines.

    Args:
        cosines: Of each text to each example, shape (n, n_examples).
        labels: Row of the intent of each example, shape (n_examples,).
        n_intents: Each has one example at least.

    Returns:
        log(mean over the intent's examples of exp(s (cosine - 1))) / s with s =
        `SHARPNESS`: 0 when all are the text itself; shape (n, n_intents).
    """
    member = np.zeros((len(labels), n_intents))
    member[np.arange(len(labels)), labels] = 1.0
    shares = np.exp(SHARPNESS * (cosines - 1.0)) @ (member / member.sum(axis=0))
    return np.asarray(np.log(shares + 1e-18) / SHARPNESS, dtype=np.float64)


def fit_intent_model(
    vectors: Vectors,
    intents: Sequence[str],
    *,
    c: float,
    rejected_in_scope: float,
    n_folds: int = 5,
) -> IntentModel:
    """Fit the classifier; its mix and the scope floor on sentences held out of it.

    Args:
        vectors: Unit vectors, shape (n, dim).
        intents: One label for each.
        c: Inverse strength of regularisation, above 0.
        rejected_in_scope: Share of held-out sentences that may fall below the floor.
        n_folds: Folds for the held-out figures. The examples of an intent are dealt
            out to the folds in turn; an intent's only example is never held out.

    Raises:
        ValueError: Fewer than two intents.
    """
    names, labels = np.unique(np.asarray(intents), return_inverse=True)
    if len(names) < 2:
        raise ValueError(f"{len(names)} intent is too few: give at least 2.")
    linear, near, cosines, held_out = [], [], [], []
    folds = _deal(labels, n_folds)
    for fold in range(n_folds):
        rest, out = folds != fold, folds == fold
        if not out.any():
            continue
        weights, bias = _fit_linear(vectors[rest], labels[rest], c)
        to_examples = vectors[out] @ vectors[rest].T
        linear.append(vectors[out] @ weights.T + bias)
        near.append(nearness(to_examples, labels[rest], len(names)))
        # Only what the scope score needs is kept of a table of many million cosines.
        cosines.append(-np.sort(-to_examples, axis=1)[:, :N_NEAREST])
        held_out.append(labels[out])
    mix, scope = (1.0, 0.0), (0.0, 1.0, 0.7, 0.15, -np.inf)
    if held_out:
        mix = _fit_mix(np.vstack(linear), np.vstack(near), np.concatenate(held_out))
        log_odds = mix[0] * np.vstack(linear) + mix[1] * np.vstack(near)
        scope = _fit_scope(log_odds, np.vstack(cosines), rejected_in_scope)
    weights, bias = _fit_linear(vectors, labels, c)
    return IntentModel(
        weights, bias, tuple(map(str, names)), vectors, labels, mix, scope
    )


def _deal(labels: Ints, n_folds: int) -> Ints:
    """Fold of each row, -1 for a label's only row; dealt in a fixed random order."""
    random = np.random.default_rng(7)
    folds = np.zeros(len(labels), dtype=np.int64)
    for label in range(labels.max() + 1):
        rows = random.permutation(np.flatnonzero(labels == label))
        folds[rows] = np.arange(len(rows)) % n_folds if len(rows) > 1 else -1
    return folds


def _fit_linear(vectors: Vectors, labels: Ints, c: float) -> tuple[Floats, Floats]:
    """Weights, shape (n_intents, dim), and bias of a logistic regression (lbfgs)."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(
        C=c,
        max_iter=1000,
        tol=1e-3,
        class_weight="balanced",
        multi_class="multinomial",
    )
    model.fit(vectors, labels)
    weights, bias = np.asarray(model.coef_), np.asarray(model.intercept_)
    if len(weights) == 1:  # scikit-learn keeps one row for two classes
        return np.vstack([-weights / 2, weights / 2]), np.append(-bias / 2, bias / 2)
    return weights, bias


def _fit_mix(linear: Floats, near: Floats, labels: Ints) -> tuple[float, float]:
    """The two weights, 0 or above, at which the labels are most likely."""
    from scipy.optimize import minimize

    rows = np.arange(len(labels))

    def loss(mix: Floats) -> tuple[float, Floats]:
        log_odds = mix[0] * linear + mix[1] * near
        odds = np.exp(log_odds - log_odds.max(axis=1, keepdims=True))
        probabilities = odds / odds.sum(axis=1, keepdims=True)
        slopes = [
            float((probabilities * part).sum(axis=1).mean() - part[rows, labels].mean())
            for part in (linear, near)
        ]
        right = np.maximum(probabilities[rows, labels], 1e-300)
        return float(-np.log(right).mean()), np.asarray(slopes)

    # The bounds hold where the held-out sentences are told apart without one error.
    found = minimize(
        loss, (1.0, 1.0), jac=True, method="L-BFGS-B", bounds=[(0.05, 20), (0, 100)]
    )
    return float(found.x[0]), float(found.x[1])


def _fit_scope(
    log_odds: Floats, cosines: npt.NDArray[Any], rejected_in_scope: float
) -> tuple[float, float, float, float, float]:
    """Means, deviations and floor of `IntentModel.scope`."""
    best, near = log_odds.max(axis=1), _mean_of_nearest(cosines)
    moments = (
        float(best.mean()),
        max(float(best.std()), 1e-6),
        float(near.mean()),
        max(float(near.std()), 1e-6),
    )
    scores = _scope_scores(log_odds, cosines, (*moments, 0.0))
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
