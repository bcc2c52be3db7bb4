"""Vectors of labelled texts -> one label with its probability.

Multinomial logistic regression and the nearest labelled texts of each label say
together which it is, mixed as makes held-out texts most likely. The regression knows
what sets labels apart; the nearest texts know odd wordings that somebody wrote down.
Pure NumPy at prediction. Which labels there are, and what is none of them, it does not
know: `answerability.py` and the bot's intent model do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from knowledge.encoder import Vectors

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

SHARPNESS = 20.0
"""How fast a text's say falls with its cosine; of 5, 10, 20 and 40 the best on the
validation parts of BANKING77 and HWU64."""

N_FOLDS = 5


@dataclass(frozen=True)
class TextClassifier:
    """A fitted model.

    Attributes:
        weights: Shape (n_labels, dim).
        bias: Shape (n_labels,).
        labels: Names, in the order of the rows.
        examples: Training vectors, shape (n, dim).
        rows: Row of the label of each example, shape (n,).
        mix: Weights of the regression's log odds and of the labels' nearness.
    """

    weights: Floats
    bias: Floats
    labels: tuple[str, ...]
    examples: Vectors
    rows: Ints
    mix: tuple[float, float]

    def log_odds(self, vectors: Vectors) -> tuple[Floats, Vectors]:
        """Unnormalised log odds, shape (n, n_labels), and cosines to the examples."""
        cosines = vectors @ self.examples.T
        linear = vectors @ self.weights.T + self.bias
        near = nearness(cosines, self.rows, len(self.labels))
        return self.mix[0] * linear + self.mix[1] * near, cosines

    def probabilities(self, vectors: Vectors) -> Floats:
        """Shape (n, n_labels); each row sums to 1."""
        return softmax(self.log_odds(vectors)[0])

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """The model as arrays without pickled objects, for `numpy.savez`."""
        return {
            "weights": self.weights,
            "bias": self.bias,
            "labels": np.asarray(self.labels),
            "examples": self.examples,
            "rows": self.rows,
            "mix": np.asarray(self.mix),
        }

    @classmethod
    def from_arrays(cls, stored: Any) -> "TextClassifier":
        """The inverse of `arrays`."""
        linear, near = map(float, stored["mix"])
        return cls(
            stored["weights"],
            stored["bias"],
            tuple(str(name) for name in stored["labels"]),
            stored["examples"],
            stored["rows"],
            (linear, near),
        )


def softmax(log_odds: Floats) -> Floats:
    """Probabilities from log odds, row by row."""
    odds = np.exp(log_odds - log_odds.max(axis=1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=1, keepdims=True), dtype=np.float64)


def nearness(cosines: npt.NDArray[Any], rows: Ints, n_labels: int) -> Floats:
    """How near each label's examples are: a soft maximum of their cosines.

    Args:
        cosines: Of each text to each example, shape (n, n_examples).
        rows: Row of the label of each example, shape (n_examples,).
        n_labels: Each has one example at least.

    Returns:
        log(mean over the label's examples of exp(s (cosine - 1))) / s with s =
        `SHARPNESS`: 0 when all are the text itself; shape (n, n_labels).
    """
    counts = np.bincount(rows, minlength=n_labels)
    order = np.argsort(rows, kind="stable")
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    shares = np.exp(SHARPNESS * (cosines[:, order].astype(np.float64) - 1.0))
    means = np.add.reduceat(shares, starts, axis=1) / counts
    return np.asarray(np.log(means + 1e-18) / SHARPNESS, dtype=np.float64)


@dataclass(frozen=True)
class HeldOut:
    """What was said of texts while they were held out of the model.

    Attributes:
        log_odds: With the fitted mix, shape (n, n_labels).
        cosines: To the `n_cosines` nearest other texts, best first, shape (n, ...).
        rows: Row of the true label of each, shape (n,).
    """

    log_odds: Floats
    cosines: npt.NDArray[Any]
    rows: Ints


def fit_text_classifier(
    vectors: Vectors,
    labels: Sequence[str],
    *,
    c: float,
    balanced: bool = False,
    mix: tuple[float, float] | None = None,
    measured: npt.NDArray[np.bool_] | None = None,
    n_folds: int = N_FOLDS,
    n_cosines: int = 3,
) -> tuple[TextClassifier, HeldOut | None]:
    """Fit the model; its mix on texts held out of it.

    Args:
        vectors: Unit vectors, shape (n, dim).
        labels: One for each.
        c: Inverse strength of regularisation, above 0.
        balanced: True to let every label weigh the same, however many texts it has.
        mix: Taken as it is when given; then nothing is held out.
        measured: Texts that are held out, all at once, shape (n,): an encoder that was
            taught a text finds it too easily. By default all texts, in turn.
        n_folds: Folds for texts in turn. The texts of a label are dealt out to the
            folds; a label's last text is never held out.
        n_cosines: Of the held-out cosines that are kept.

    Returns:
        The model, and what was held out and counts; None when nothing was.

    Raises:
        ValueError: Fewer than two labels.
    """
    names, rows = np.unique(np.asarray(labels), return_inverse=True)
    if len(names) < 2:
        raise ValueError(f"{len(names)} label is too few: give at least 2.")
    linear, near, cosines, held_out = [], [], [], []
    folds = _deal(rows, n_folds) if measured is None else _hold_out(rows, measured)
    for fold in range(folds.max() + 1) if mix is None else ():
        rest, out = folds != fold, folds == fold
        if not out.any():
            continue
        weights, bias = _fit_linear(vectors[rest], rows[rest], c, balanced=balanced)
        to_examples = vectors[out] @ vectors[rest].T
        linear.append(vectors[out] @ weights.T + bias)
        near.append(nearness(to_examples, rows[rest], len(names)))
        # Only what is asked for is kept of a table of many million cosines.
        cosines.append(-np.sort(-to_examples, axis=1)[:, :n_cosines])
        held_out.append(rows[out])
    known = None
    if held_out:
        truth = np.concatenate(held_out)
        mix = _fit_mix(np.vstack(linear), np.vstack(near), truth)
        log_odds = mix[0] * np.vstack(linear) + mix[1] * np.vstack(near)
        known = HeldOut(log_odds, np.vstack(cosines), truth)
    weights, bias = _fit_linear(vectors, rows, c, balanced=balanced)
    names_in_order = tuple(map(str, names))
    mix = mix or (1.0, 0.0)
    return TextClassifier(weights, bias, names_in_order, vectors, rows, mix), known


def _deal(rows: Ints, n_folds: int) -> Ints:
    """Fold of each text, -1 for a label's only one; dealt in a fixed random order."""
    random = np.random.default_rng(7)
    folds = np.zeros(len(rows), dtype=np.int64)
    for label in range(rows.max() + 1):
        mine = random.permutation(np.flatnonzero(rows == label))
        folds[mine] = np.arange(len(mine)) % n_folds if len(mine) > 1 else -1
    return folds


def _hold_out(rows: Ints, measured: npt.NDArray[np.bool_]) -> Ints:
    """Fold 0 for the texts that are held out, -1 for the others."""
    taught = np.unique(rows[~measured])
    return np.where(measured & np.isin(rows, taught), 0, -1)


def _fit_linear(
    vectors: Vectors, rows: Ints, c: float, *, balanced: bool
) -> tuple[Floats, Floats]:
    """Weights, shape (n_labels, dim), and bias of a logistic regression (lbfgs)."""
    # scikit-learn takes a second to import and is needed for fitting only.
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(
        C=c,
        max_iter=1000,
        # scikit-learn sums the gradient over the texts, so what is small grows with
        # them. On 11,500 held-out log-likelihood is the same as at 1e-3, in half the
        # time.
        tol=1e-4 * len(rows),
        class_weight="balanced" if balanced else None,
    )
    model.fit(vectors, rows)
    weights, bias = np.asarray(model.coef_), np.asarray(model.intercept_)
    if len(weights) == 1:  # scikit-learn keeps one row for two classes
        return np.vstack([-weights / 2, weights / 2]), np.append(-bias / 2, bias / 2)
    return weights, bias


def _fit_mix(linear: Floats, near: Floats, rows: Ints) -> tuple[float, float]:
    """The two weights, 0 or above, at which the labels are most likely."""
    from scipy.optimize import minimize

    numbers = np.arange(len(rows))

    def loss(mix: Floats) -> tuple[float, Floats]:
        probabilities = softmax(mix[0] * linear + mix[1] * near)
        slopes = [
            float(
                (probabilities * part).sum(axis=1).mean() - part[numbers, rows].mean()
            )
            for part in (linear, near)
        ]
        right = np.maximum(probabilities[numbers, rows], 1e-300)
        return float(-np.log(right).mean()), np.asarray(slopes)

    # The bounds hold where the held-out texts are told apart without one error.
    found = minimize(
        loss, (1.0, 1.0), jac=True, method="L-BFGS-B", bounds=[(0.05, 20), (0, 100)]
    )
    return float(found.x[0]), float(found.x[1])
