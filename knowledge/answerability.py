"""Is a question answered by the pages, and by which sentences: one probability.

Two fitted parts, both stored with the index they were fitted on:

1. a text classifier over the vectors of all approved questions and known gaps, one
   label for each answer and each gap (`text_classifier.py`);
2. a calibrated combination of several signals into P(the best answer is right), fitted
   on questions held out from part 1. In each fold whole gaps are left out as well, so
   that it learns what a question looks like that no staff member thought of.

Part 1 alone tells the right answer among answers; part 2 tells whether it is one.
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
from knowledge.text_classifier import TextClassifier, softmax

Floats = npt.NDArray[np.float64]

INVERSE_REGULARISATION = 10.0
"""C of part 1; of 1, 3, 10, 30 and 100 the best on questions held out of the bank."""

N_FOLDS = 5
LEAST_FOLLOW_UPS = 50
SIGNALS = (
    "log odds of all answers",
    "log odds of the best answer",
    "nearest approved question",
    "nearest known gap",
    "words covered",
    "things not covered",
)


@dataclass(frozen=True)
class Calibration:
    """Part 2: a logistic regression over standardised signals, and its threshold.

    Attributes:
        mean: Of each signal on the held-out questions.
        scale: Its standard deviation there.
        weights: One for each signal, on the standardised scale.
        bias: Log odds at the mean.
        threshold: Least probability at which a question is answered.
        follow_up_threshold: The same for a follow-up that is read together with the
            question before it: that one is mostly answered, and lends it support.
        auroc: Of the held-out probabilities, best answer right against not.
        wrong_answers: Share of held-out uncovered questions at or above `threshold`.
        refused: Share of held-out questions below it whose best answer was right.
    """

    mean: Floats
    scale: Floats
    weights: Floats
    bias: float
    threshold: float
    follow_up_threshold: float
    auroc: float
    wrong_answers: float
    refused: float

    def probability(self, signals: Floats) -> Floats:
        """P(best answer right), shape (n,), from signals, shape (n, len(SIGNALS))."""
        logits = (signals - self.mean) / self.scale @ self.weights + self.bias
        return np.asarray(1.0 / (1.0 + np.exp(-logits)), dtype=np.float64)


@dataclass(frozen=True)
class Ranking:
    """What part 1 says of one question.

    Attributes:
        answers: Answers with their share of all answers' probability, best first.
        gap: Likeliest gap with its probability; "" and 0 when the bank has none.
        wants_figure: Probability, 0 to 1, that a figure is asked for which the pages
            give in words only; it counts among the answers that give the words.
    """

    answers: tuple[tuple[str, float], ...]
    gap: tuple[str, float]
    wants_figure: float


class Signals:
    """Computes the signals of part 2 for questions, given a bank and its vectors."""

    def __init__(
        self,
        bank: QuestionBank,
        question_ids: Sequence[str],
        classifier: TextClassifier,
        answer_words: dict[str, frozenset[str]],
        uncovered: Callable[[str, str], int],
    ) -> None:
        """Prepare the look-ups; see `SIGNALS` for what is computed.

        Args:
            bank: Approved questions and known gaps.
            question_ids: Answer or gap of each example of the classifier, in order.
            classifier: Part 1; its examples are the questions that count as known.
            answer_words: Stems of each answer.
            uncovered: How many things a question names that an answer does not.
        """
        answers = {answer.id for answer in bank.answers}
        self._question_ids = np.asarray(question_ids)
        self._is_answer = np.asarray([i in answers for i in question_ids])
        self._classifier = classifier
        labels = classifier.labels
        self._columns = np.asarray([i in answers for i in labels])
        self.answer_ids = [i for i in labels if i in answers]
        self._gap_ids = [i for i in labels if i not in answers]
        self._words = answer_words
        self._uncovered = uncovered
        # Gap's column -> columns of the answers that say in words what it wants.
        self._in_words = {
            self._gap_ids.index(gap.id): [
                self.answer_ids.index(a) for a in gap.in_words if a in self.answer_ids
            ]
            for gap in bank.gaps
            if gap.in_words and gap.id in self._gap_ids
        }

    def compute(
        self, questions: Sequence[str], queries: Vectors
    ) -> tuple[Floats, list[Ranking]]:
        """Signals, shape (n, len(SIGNALS)), and the ranking, for each question."""
        # The classifier's examples are these very questions: one product, not two.
        log_odds, cosines = self._classifier.log_odds(queries)
        probabilities = softmax(log_odds)
        of_answers = probabilities[:, self._columns]
        of_gaps = probabilities[:, ~self._columns]
        figures = np.zeros(len(questions))
        for gap, said_by in self._in_words.items():
            if said_by:
                best = np.asarray(said_by)[of_answers[:, said_by].argmax(axis=1)]
                of_answers[np.arange(len(questions)), best] += of_gaps[:, gap]
                figures += of_gaps[:, gap]
                of_gaps[:, gap] = 0.0
        rows: list[list[float]] = []
        rankings: list[Ranking] = []
        for n, question in enumerate(questions):
            mass = float(of_answers[n].sum())
            order = np.argsort(-of_answers[n], kind="stable")[:5]
            shares = of_answers[n] / max(mass, 1e-12)
            gap = int(of_gaps[n].argmax()) if self._gap_ids else -1
            best_id = self.answer_ids[order[0]]
            rankings.append(
                Ranking(
                    tuple((self.answer_ids[k], float(shares[k])) for k in order),
                    (self._gap_ids[gap], float(of_gaps[n][gap]))
                    if self._gap_ids
                    else ("", 0.0),
                    float(figures[n]),
                )
            )
            rows.append(
                [
                    _log_odds(mass),
                    _log_odds(float(of_answers[n][order[0]])),
                    _largest(cosines[n][self._question_ids == best_id]),
                    _largest(cosines[n][~self._is_answer]),
                    cover(question, self._words.get(best_id, frozenset())),
                    float(self._uncovered(question, best_id)),
                ]
            )
        return np.asarray(rows), rankings


def cover(question: str, words: frozenset[str]) -> float:
    """Share of the question's content stems among `words`, 0 to 1; 1 if it has none."""
    asked = set(stems(question))
    return len(asked & words) / len(asked) if asked else 1.0


def _log_odds(probability: float) -> float:
    kept = float(np.clip(probability, 1e-6, 1 - 1e-6))
    return float(np.log(kept / (1 - kept)))


def _largest(values: npt.NDArray[np.float32]) -> float:
    return float(values.max()) if values.size else 0.0


def fit_calibration(
    signals: Floats,
    right: npt.NDArray[np.bool_],
    covered: npt.NDArray[np.bool_],
    *,
    max_wrong_answers: float,
    follow_ups: Floats | None = None,
) -> Calibration:
    """Fit part 2 and the thresholds that answer at most a share of what is uncovered.

    Args:
        signals: Of held-out questions, shape (n, len(SIGNALS)).
        right: True where the best answer answers the question, shape (n,).
        covered: True where any answer does, shape (n,).
        max_wrong_answers: Largest share of uncovered questions at a threshold.
        follow_ups: Signals of held-out follow-ups that no answer covers, each read
            together with the question before it, shape (m, len(SIGNALS)). With fewer
            than `LEAST_FOLLOW_UPS`, their threshold is that of the questions.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_auc_score

    mean, scale = signals.mean(axis=0), np.maximum(signals.std(axis=0), 1e-6)
    standard = (signals - mean) / scale
    model = LogisticRegression(C=1.0, max_iter=1000, class_weight="balanced")
    model.fit(standard, right)
    probability = model.predict_proba(standard)[:, 1]
    threshold = _threshold(probability[~covered], max_wrong_answers)
    follow_up_threshold = threshold
    if follow_ups is not None and len(follow_ups) >= LEAST_FOLLOW_UPS:
        of_follow_ups = model.predict_proba((follow_ups - mean) / scale)[:, 1]
        follow_up_threshold = max(
            threshold, _threshold(of_follow_ups, max_wrong_answers)
        )
    return Calibration(
        mean=mean,
        scale=scale,
        weights=model.coef_[0],
        bias=float(model.intercept_[0]),
        threshold=threshold,
        follow_up_threshold=follow_up_threshold,
        auroc=float(roc_auc_score(right, probability)),
        wrong_answers=float((probability[~covered] >= threshold).mean()),
        refused=float((probability[right] < threshold).mean()),
    )


def _threshold(uncovered: Floats, max_wrong_answers: float) -> float:
    """Just above the best-scored uncovered question that must not be answered."""
    falling = np.sort(uncovered)[::-1]
    allowed = int(np.floor(max_wrong_answers * len(falling)))
    return float(np.nextafter(falling[min(allowed, len(falling) - 1)], 2.0))


def to_bytes(classifier: TextClassifier, calibration: Calibration) -> bytes:
    """Both parts as one .npz file without pickled objects; equal for equal values.

    Without the questions' vectors, which the index holds already.
    """
    buffer = io.BytesIO()
    arrays = classifier.arrays()
    del arrays["examples"], arrays["rows"]
    np.savez(
        buffer,
        **arrays,
        mean=calibration.mean,
        scale=calibration.scale,
        signal_weights=calibration.weights,
        numbers=np.asarray(
            [
                calibration.bias,
                calibration.threshold,
                calibration.follow_up_threshold,
                calibration.auroc,
                calibration.wrong_answers,
                calibration.refused,
            ]
        ),
    )
    return buffer.getvalue()


def from_bytes(
    data: bytes, question_ids: Sequence[str], question_vectors: Vectors
) -> tuple[TextClassifier, Calibration]:
    """The inverse of `to_bytes`, with the questions that the model was fitted on."""
    stored = dict(np.load(io.BytesIO(data), allow_pickle=False))
    row_of = {str(label): row for row, label in enumerate(stored["labels"])}
    stored["rows"] = np.asarray([row_of[i] for i in question_ids])
    stored["examples"] = question_vectors
    calibration = Calibration(
        stored["mean"],
        stored["scale"],
        stored["signal_weights"],
        *map(float, stored["numbers"]),
    )
    return TextClassifier.from_arrays(stored), calibration
