"""The two fitted parts: probabilities by hand, thresholds at their edge."""

import numpy as np
import pytest

from knowledge.answerability import (
    SIGNALS,
    Calibration,
    QuestionClassifier,
    Signals,
    cover,
    fit_calibration,
    fit_classifier,
    from_bytes,
    to_bytes,
)
from knowledge.question_bank import ApprovedAnswer, KnownGap, QuestionBank

EAST, NORTH = np.eye(2, dtype="float32")
LOG_3 = np.log(3.0)


def make_calibration(weights=(1.0,), *, bias=0.0, mean=0.0, scale=1.0, threshold=0.5):
    weights = np.asarray(weights)
    return Calibration(
        np.full(weights.shape, mean),
        np.full(weights.shape, scale),
        weights,
        bias,
        threshold,
        0.9,
        0.05,
        0.1,
    )


# Part 1


def test_probabilities_are_the_softmax_of_the_logits():
    classifier = QuestionClassifier(
        np.array([[LOG_3, 0.0], [0.0, 0.0]]), np.zeros(2), ("wash", "rest")
    )
    found = classifier.probabilities(np.stack([EAST, NORTH]))
    assert found == pytest.approx(np.array([[0.75, 0.25], [0.5, 0.5]]))


def test_the_bias_counts_where_the_vector_says_nothing():
    classifier = QuestionClassifier(
        np.zeros((2, 2)), np.array([LOG_3, 0.0]), ("a", "b")
    )
    assert classifier.probabilities(EAST[None]) == pytest.approx(
        np.array([[0.75, 0.25]])
    )


def test_huge_logits_do_not_overflow():
    classifier = QuestionClassifier(
        np.array([[2000.0, 0.0], [-2000.0, 0.0]]), np.zeros(2), ("a", "b")
    )
    assert classifier.probabilities(EAST[None]).tolist() == [[1.0, 0.0]]


@pytest.mark.parametrize("ids", [("a", "b"), ("a", "b", "c")])
def test_a_fitted_classifier_has_a_row_for_each_class_and_finds_its_own(ids):
    vectors = np.eye(len(ids), dtype="float32")
    classifier = fit_classifier(
        np.repeat(vectors, 4, axis=0), [i for i in ids for _ in range(4)]
    )
    assert classifier.ids == ids
    assert classifier.weights.shape == (len(ids), len(ids))
    found = classifier.probabilities(vectors)
    assert found.argmax(axis=1).tolist() == list(range(len(ids)))
    assert found.sum(axis=1) == pytest.approx(np.ones(len(ids)))


def test_two_classes_have_the_probabilities_that_scikit_learn_gives_them():
    from sklearn.linear_model import LogisticRegression

    vectors = np.array([EAST, EAST, NORTH, NORTH, [0.6, 0.8]], dtype="float32")
    ids = ["a", "a", "b", "b", "a"]
    ours = fit_classifier(vectors, ids, c=3.0).probabilities(vectors)
    theirs = LogisticRegression(C=3.0, max_iter=1000, tol=1e-3).fit(vectors, ids)
    assert ours == pytest.approx(theirs.predict_proba(vectors), abs=1e-9)


def test_weaker_regularisation_is_more_certain():
    vectors, ids = np.stack([EAST, NORTH]), ["a", "b"]
    weak, strong = (
        fit_classifier(vectors, ids, c=c).probabilities(EAST[None])[0, 0]
        for c in (100.0, 0.1)
    )
    assert weak > strong > 0.5


# Signals

BANK = QuestionBank(
    (
        ApprovedAnswer("wash", "care", ("s1",), ("may I wash?", "is soap ok?")),
        ApprovedAnswer("rest", "care", ("s2",), ("should I rest?",)),
    ),
    (
        KnownGap("price", None, (), ("what does it cost?",)),
        KnownGap("gym", None, (), ("may I run?",)),
    ),
)
# One dimension a class: wash, rest, price, gym.
WHERE = {"wash": 0, "rest": 1, "price": 2, "gym": 3}


def signals_of(bank=BANK, *, uncovered=lambda question, answer: 0, chances=None):
    """Signals whose classifier gives every question the same chances by class."""
    chances = chances or {"wash": 0.6, "rest": 0.2, "price": 0.15, "gym": 0.05}
    labels = [label for _, label in bank.questions()]
    ids = tuple(i for i in chances if i in set(labels))
    chances = np.array([chances[i] for i in ids])
    return Signals(
        bank=bank,
        question_ids=labels,
        question_vectors=np.eye(4, dtype="float32")[[WHERE[label] for label in labels]],
        classifier=QuestionClassifier(np.zeros((len(ids), 4)), np.log(chances), ids),
        answer_words={"wash": frozenset({"wash", "soap"}), "rest": frozenset({"rest"})},
        uncovered=uncovered,
    )


QUERY = np.array([0.5, 0.1, 0.7, 0.5], dtype="float32")


def computed(signals, question="zzz", query=QUERY):
    rows, rankings, gaps = signals.compute([question], query[None])
    assert rows.shape == (1, len(SIGNALS))
    return dict(zip(SIGNALS, rows[0], strict=True)), rankings[0], gaps[0]


def test_the_first_signal_is_the_log_odds_of_all_answers_together():
    row, _, _ = computed(signals_of())
    assert row[SIGNALS[0]] == pytest.approx(np.log(0.8 / 0.2))


def test_answers_are_ranked_by_their_share_of_what_all_answers_have():
    _, ranking, _ = computed(signals_of())
    assert [name for name, _ in ranking] == ["wash", "rest"]
    assert [share for _, share in ranking] == pytest.approx([0.75, 0.25])


def test_the_likeliest_gap_comes_with_its_probability():
    _, _, gap = computed(signals_of())
    assert gap == ("price", pytest.approx(0.15))


def test_nearness_is_to_the_best_answers_questions_and_to_any_gap():
    row, _, _ = computed(signals_of())
    assert row["nearest approved question"] == pytest.approx(0.5)
    assert row["nearest known gap"] == pytest.approx(0.7)
    swapped = {"wash": 0.2, "rest": 0.6, "price": 0.15, "gym": 0.05}
    row, _, _ = computed(signals_of(chances=swapped))
    assert row["nearest approved question"] == pytest.approx(0.1)


def test_words_and_things_are_compared_with_the_best_answer():
    asked = []

    def uncovered(question, answer):
        asked.append((question, answer))
        return 2

    row, _, _ = computed(signals_of(uncovered=uncovered), "soap or shampoo?")
    assert row["words covered"] == 0.5
    assert row["things not covered"] == 2.0
    assert asked == [("soap or shampoo?", "wash")]


def test_a_bank_without_gaps_has_none_and_stays_finite():
    bank = QuestionBank(BANK.answers)
    row, _, gap = computed(signals_of(bank, chances={"wash": 0.6, "rest": 0.4}))
    assert gap == ("", 0.0)
    assert row["nearest known gap"] == 0.0
    # All mass is on the answers: the odds are held at one in a million.
    assert row[SIGNALS[0]] == pytest.approx(np.log(999_999))


def test_each_question_has_a_row_of_its_own_in_order():
    signals = signals_of()
    questions, queries = ["soap?", "rest?"], np.eye(4, dtype="float32")[:2]
    rows, rankings, gaps = signals.compute(questions, queries)
    assert rows.shape == (2, len(SIGNALS))
    assert (len(rankings), len(gaps)) == (2, 2)
    at = SIGNALS.index("nearest approved question")
    assert rows[:, at] == pytest.approx([1.0, 0.0])
    at = SIGNALS.index("words covered")
    assert rows[:, at] == pytest.approx([1.0, 0.0])


@pytest.mark.parametrize(
    ("question", "share"),
    [
        ("washing soap", 1.0),
        ("Is the SOAP for washing?", 1.0),
        ("soap and sun", 0.5),
        ("sun", 0.0),
        ("is it?", 1.0),
        ("", 1.0),
        ("soap soap soap sun", 0.5),
    ],
)
def test_cover_is_the_share_of_a_questions_content_words(question, share):
    assert cover(question, frozenset({"wash", "soap"})) == share


# Part 2


def test_probability_is_the_logistic_of_standardised_signals():
    calibration = make_calibration((2.0, -1.0), bias=LOG_3, mean=1.0, scale=2.0)
    # 2 * 0 - 0 + ln 3; 2 * 1 - 2 + ln 3; -2 * 1 ... = -ln 3 with the right signals.
    rows = np.array([[1.0, 1.0], [3.0, 5.0], [1.0, 1.0 + 4 * LOG_3]])
    assert calibration.probability(rows) == pytest.approx([0.75, 0.75, 0.25])


def test_extreme_signals_stay_probabilities():
    with np.errstate(over="ignore"):
        found = make_calibration((1.0,)).probability(np.array([[1e4], [-1e4]]))
    assert found.tolist() == [1.0, 0.0]


def four_and_four():
    """Covered questions have 1, uncovered ones 0, but for one of each."""
    signals = np.array([[1.0], [1.0], [1.0], [0.2], [0.0], [0.0], [0.0], [0.6]])
    return signals, np.array([True] * 4 + [False] * 4)


def test_no_uncovered_question_is_answered_when_none_may_be():
    signals, answerable = four_and_four()
    fitted = fit_calibration(signals, answerable, max_wrong_answers=0.0)
    probability = fitted.probability(signals)
    assert fitted.wrong_answers == 0.0
    assert fitted.threshold > probability[7]
    assert fitted.threshold == pytest.approx(probability[7])
    # Ones are answered; .2 is not.
    assert fitted.refused == 0.25


@pytest.mark.parametrize(("allowed", "wrong"), [(0.24, 0.0), (0.25, 0.25), (0.3, 0.25)])
def test_the_threshold_lets_the_allowed_share_through_and_no_more(allowed, wrong):
    signals, answerable = four_and_four()
    fitted = fit_calibration(signals, answerable, max_wrong_answers=allowed)
    assert fitted.wrong_answers == wrong


def test_questions_that_tie_are_refused_together():
    # At the zeros' probability two may pass, but there are three of them.
    signals, answerable = four_and_four()
    fitted = fit_calibration(signals, answerable, max_wrong_answers=0.75)
    assert fitted.wrong_answers == 0.25
    assert fitted.refused == 0.0


def test_everything_may_be_answered_at_most():
    signals, answerable = four_and_four()
    fitted = fit_calibration(signals, answerable, max_wrong_answers=1.0)
    assert fitted.refused == 0.0
    assert 0.0 < fitted.threshold < 1.0


def test_auroc_counts_the_pairs_in_the_right_order():
    signals, answerable = four_and_four()
    fitted = fit_calibration(signals, answerable, max_wrong_answers=0.1)
    # Of 4 x 4 pairs one is wrong: .2 (covered) below .6 (uncovered).
    assert fitted.auroc == pytest.approx(15 / 16)


def test_a_signal_that_never_varies_does_no_harm():
    signals, answerable = four_and_four()
    flat = np.hstack([signals, np.full((8, 1), 0.3)])
    fitted = fit_calibration(flat, answerable, max_wrong_answers=0.0)
    assert np.isfinite(fitted.probability(flat)).all()
    assert fitted.refused == 0.25


def test_more_of_one_kind_does_not_move_the_middle():
    signals, answerable = four_and_four()
    many = np.vstack([signals, np.repeat(signals[4:], 9, axis=0)])
    labels = np.concatenate([answerable, np.zeros(36, dtype=bool)])
    few = fit_calibration(signals, answerable, max_wrong_answers=0.0)
    balanced = fit_calibration(many, labels, max_wrong_answers=0.0)
    middle = np.array([[0.5]])
    assert balanced.probability(middle) == pytest.approx(
        few.probability(middle), abs=0.1
    )


# Stored


def test_both_parts_come_back_as_they_were_stored():
    classifier = QuestionClassifier(
        np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([5.0, 6.0]), ("wäsche", "rest")
    )
    calibration = make_calibration((1.5, -2.5), bias=0.25, mean=3.0, threshold=0.61)
    data = to_bytes(classifier, calibration)
    assert data == to_bytes(classifier, calibration)
    stored_classifier, stored = from_bytes(data)
    assert stored_classifier.ids == classifier.ids
    assert stored_classifier.weights.tolist() == classifier.weights.tolist()
    assert stored_classifier.bias.tolist() == classifier.bias.tolist()
    for name in ("mean", "scale", "weights"):
        assert getattr(stored, name).tolist() == getattr(calibration, name).tolist()
    for name in ("bias", "threshold", "auroc", "wrong_answers", "refused"):
        assert getattr(stored, name) == getattr(calibration, name)


def test_a_stored_file_that_would_run_code_is_refused():
    import io

    buffer = io.BytesIO()
    np.savez(buffer, weights=np.array([{"a": 1}], dtype=object))
    with pytest.raises(ValueError, match="allow_pickle"):
        from_bytes(buffer.getvalue())
