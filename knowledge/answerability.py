"""Is a question answered by the pages, and by which sentences: one probability.

Two fitted parts, both stored with the index they were fitted on:

1. a multinomial logistic regression over the vectors of all approved questions and
   known gaps, one class for each answer and each gap;
2. a calibrated combination of several signals into P(answerable), fitted on questions
   held out from part 1. In each fold whole answers and whole gaps are left out as well,
   so that it learns what a question looks like that no staff member thought of.

Part 1 alone tells the right answer among answers; part 2 tells whether there is one.
Formulas and figures: docs/answering.md.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from knowledge.encoder import Vectors
from knowledge.index import stems
from knowledge.question_bank import QuestionBank

Floats = npt.NDArray[np.float64]

INVERSE_REGULARISATION = 10.0
"""C of part 1; of 1, 3, 10, 30 and 100 the best on questions held out of the bank."""

N_FOLDS = 5
SIGNALS = (
    "log odds of all answers",
    "nearest approved question",
    "nearest known gap",
    "words covered",
    "things not covered",
)


@dataclass(frozen=True)
class QuestionClassifier:
    """Part 1: weights shape (n_classes, dim), bias shape (n_classes,), class ids."""

    weights: Floats
    bias: Floats
    ids: tuple[str, ...]

    def probabilities(self, queries: Vectors) -> Floats:
        """Shape (n, n_classes); each row sums to 1."""
        logits = queries @ self.weights.T + self.bias
        logits -= logits.max(axis=1, keepdims=True)
        odds = np.exp(logits)
        return np.asarray(odds / odds.sum(axis=1, keepdims=True), dtype=np.float64)


@dataclass(frozen=True)
class Calibration:
    """Part 2: a logistic regression over standardised signals, and its threshold.

    Attributes:
        mean: Of each signal on the held-out questions.
        scale: Its standard deviation there.
        weights: One for each signal, on the standardised scale.
        bias: Log odds at the mean.
        threshold: Least probability at which a question is answered.
        auroc: Of the held-out probabilities, answerable against not.
        wrong_answers: Share of held-out uncovered questions at or above `threshold`.
        refused: Share of held-out covered questions below it.
    """

    mean: Floats
    scale: Floats
    weights: Floats
    bias: float
    threshold: float
    auroc: float
    wrong_answers: float
    refused: float

    def probability(self, signals: Floats) -> Floats:
        """P(answerable), shape (n,), from signals of shape (n, len(SIGNALS))."""
        logits = (signals - self.mean) / self.scale @ self.weights + self.bias
        return np.asarray(1.0 / (1.0 + np.exp(-logits)), dtype=np.float64)


def fit_classifier(
    vectors: Vectors, ids: Sequence[str], *, c: float = INVERSE_REGULARISATION
) -> QuestionClassifier:
    """Fit part 1 on labelled question vectors (scikit-learn, lbfgs)."""
    # scikit-learn takes a second to import and is needed when an index is built only.
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=c, max_iter=1000, tol=1e-3)
    model.fit(vectors, np.asarray(ids))
    if len(model.classes_) == 2:  # scikit-learn keeps one row for two classes
        weights = np.vstack([-model.coef_ / 2, model.coef_ / 2])
        bias = np.concatenate([-model.intercept_ / 2, model.intercept_ / 2])
    else:
        weights, bias = model.coef_, model.intercept_
    return QuestionClassifier(
        np.asarray(weights), np.asarray(bias), tuple(str(i) for i in model.classes_)
    )


class Signals:
    """Computes the signals of part 2 for questions, given a bank and its vectors."""

    def __init__(
        self,
        bank: QuestionBank,
        question_ids: Sequence[str],
        question_vectors: Vectors,
        classifier: QuestionClassifier,
        answer_words: dict[str, frozenset[str]],
        uncovered: Callable[[str, str], int],
    ) -> None:
        """Prepare the look-ups; see `SIGNALS` for what is computed."""
        answers = {answer.id for answer in bank.answers}
        self._question_ids = np.asarray(question_ids)
        self._is_answer = np.asarray([i in answers for i in question_ids])
        self._vectors = question_vectors
        self._classifier = classifier
        self._columns = np.asarray([i in answers for i in classifier.ids])
        self.answer_ids = [i for i in classifier.ids if i in answers]
        self._words = answer_words
        self._uncovered = uncovered

    def compute(
        self, questions: Sequence[str], queries: Vectors
    ) -> tuple[Floats, list[list[tuple[str, float]]], list[tuple[str, float]]]:
        """Signals, the answers by probability, and the best gap, for each question.

        Returns:
            Signals, shape (n, len(SIGNALS)); for each question its answers with their
            share of all answers' probability, best first; and its likeliest gap with
            its probability ("" and 0 when the bank has none).
        """
        probabilities = self._classifier.probabilities(queries)
        of_answers = probabilities[:, self._columns]
        of_gaps = probabilities[:, ~self._columns]
        gap_ids = [
            i
            for i, is_answer in zip(self._classifier.ids, self._columns, strict=True)
            if not is_answer
        ]
        cosines = queries @ self._vectors.T
        rows: list[list[float]] = []
        rankings: list[list[tuple[str, float]]] = []
        gaps: list[tuple[str, float]] = []
        for n, question in enumerate(questions):
            mass = float(np.clip(of_answers[n].sum(), 1e-6, 1 - 1e-6))
            shares = of_answers[n] / max(float(of_answers[n].sum()), 1e-12)
            order = np.argsort(-shares)
            ranking = [(self.answer_ids[k], float(shares[k])) for k in order[:5]]
            best = ranking[0][0]
            gap = int(of_gaps[n].argmax()) if gap_ids else -1
            gaps.append(
                (gap_ids[gap], float(of_gaps[n][gap])) if gap_ids else ("", 0.0)
            )
            rankings.append(ranking)
            of_best = self._question_ids == best
            rows.append(
                [
                    float(np.log(mass / (1 - mass))),
                    _largest(cosines[n][of_best]),
                    _largest(cosines[n][~self._is_answer]),
                    cover(question, self._words.get(best, frozenset())),
                    float(self._uncovered(question, best)),
                ]
            )
        return np.asarray(rows), rankings, gaps


def cover(question: str, words: frozenset[str]) -> float:
    """Share of the question's content stems among `words`, 0 to 1; 1 if it has none."""
    asked = set(stems(question))
    return len(asked & words) / len(asked) if asked else 1.0


def _largest(values: npt.NDArray[np.float32]) -> float:
    return float(values.max()) if values.size else 0.0


def fit_calibration(
    signals: Floats, answerable: npt.NDArray[np.bool_], *, max_wrong_answers: float
) -> Calibration:
    """Fit part 2 and the threshold that answers at most a share of what is uncovered.

    Args:
        signals: Of held-out questions, shape (n, len(SIGNALS)).
        answerable: True where the pages answer the question, shape (n,).
        max_wrong_answers: Largest share of uncovered questions at the threshold.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_auc_score

    mean, scale = signals.mean(axis=0), np.maximum(signals.std(axis=0), 1e-6)
    standard = (signals - mean) / scale
    model = LogisticRegression(C=1.0, max_iter=1000, class_weight="balanced")
    model.fit(standard, answerable)
    probability = model.predict_proba(standard)[:, 1]
    uncovered = np.sort(probability[~answerable])[::-1]
    allowed = int(np.floor(max_wrong_answers * len(uncovered)))
    # Just above the best-scored uncovered question that must not be answered.
    threshold = float(np.nextafter(uncovered[min(allowed, len(uncovered) - 1)], 2.0))
    return Calibration(
        mean=mean,
        scale=scale,
        weights=model.coef_[0],
        bias=float(model.intercept_[0]),
        threshold=threshold,
        auroc=float(roc_auc_score(answerable, probability)),
        wrong_answers=float((probability[~answerable] >= threshold).mean()),
        refused=float((probability[answerable] < threshold).mean()),
    )


def to_bytes(classifier: QuestionClassifier, calibration: Calibration) -> bytes:
    """Both parts as one .npz file without pickled objects; equal for equal values."""
    buffer = io.BytesIO()
    np.savez(
        buffer,
        weights=classifier.weights,
        bias=classifier.bias,
        ids=np.asarray(classifier.ids),
        mean=calibration.mean,
        scale=calibration.scale,
        signal_weights=calibration.weights,
        numbers=np.asarray(
            [
                calibration.bias,
                calibration.threshold,
                calibration.auroc,
                calibration.wrong_answers,
                calibration.refused,
            ]
        ),
    )
    return buffer.getvalue()


def from_bytes(data: bytes) -> tuple[QuestionClassifier, Calibration]:
    """The inverse of `to_bytes`."""
    stored = np.load(io.BytesIO(data), allow_pickle=False)
    classifier = QuestionClassifier(
        stored["weights"], stored["bias"], tuple(str(i) for i in stored["ids"])
    )
    bias, threshold, auroc, wrong_answers, refused = map(float, stored["numbers"])
    calibration = Calibration(
        stored["mean"],
        stored["scale"],
        stored["signal_weights"],
        bias,
        threshold,
        auroc,
        wrong_answers,
        refused,
    )
    return classifier, calibration
