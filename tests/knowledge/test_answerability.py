"""Signals and probabilities by hand, thresholds at their edge."""

import numpy as np
import pytest

from knowledge.answerability import (
    SIGNALS,
    Calibration,
    Signals,
    cover,
    fit_calibration,
    from_bytes,
    to_bytes,
)
from knowledge.question_bank import ApprovedAnswer, KnownGap, QuestionBank
from knowledge.text_classifier import TextClassifier

LOG_3 = np.log(3.0)


def make_calibration(weights=(1.0,), *, bias=0.0, mean=0.0, scale=1.0, threshold=0.5):
    """Its follow-ups need .2 more."""
    weights = np.asarray(weights)
    return Calibration(
        np.full(weights.shape, mean),
        np.full(weights.shape, scale),
        weights,
        bias,
        threshold,
        threshold + 0.2,
        0.9,
        0.05,
        0.1,
    )


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
    vectors = np.eye(4, dtype="float32")[[WHERE[label] for label in labels]]
    return Signals(
        bank=bank,
        question_ids=labels,
        classifier=TextClassifier(
            np.zeros((len(ids), 4)),
            np.log(chances),
            ids,
            vectors,
            np.asarray([ids.index(label) for label in labels]),
            (1.0, 0.0),
        ),
        answer_words={"wash": frozenset({"wash", "soap"}), "rest": frozenset({"rest"})},
        uncovered=uncovered,
    )


QUERY = np.array([0.5, 0.1, 0.7, 0.5], dtype="float32")


def computed(signals, question="zzz", query=QUERY):
    rows, rankings = signals.compute([question], query[None])
    assert rows.shape == (1, len(SIGNALS))
    return dict(zip(SIGNALS, rows[0], strict=True)), rankings[0]


def test_the_first_signal_is_the_log_odds_of_all_answers_together():
    row, _ = computed(signals_of())
    assert row[SIGNALS[0]] == pytest.approx(np.log(0.8 / 0.2))


def test_the_second_signal_is_the_log_odds_of_the_best_answer():
    row, _ = computed(signals_of())
    assert row[SIGNALS[1]] == pytest.approx(np.log(0.6 / 0.4))


def test_a_wanted_figure_counts_for_the_answer_that_says_it_in_words():
    price = KnownGap("price", None, ("rest",), ("what does it cost?",))
    bank = QuestionBank(BANK.answers, (price, BANK.gaps[1]))
    row, ranking = computed(signals_of(bank))
    assert row[SIGNALS[0]] == pytest.approx(np.log(0.95 / 0.05))
    assert dict(ranking.answers) == pytest.approx(
        {"wash": 0.6 / 0.95, "rest": 0.35 / 0.95}
    )
    assert ranking.wants_figure == pytest.approx(0.15)
    # The gap is none any more: its question is answered.
    assert ranking.gap == ("gym", pytest.approx(0.05))


def test_of_two_answers_in_words_the_likelier_one_gets_the_figure():
    price = KnownGap("price", None, ("rest", "wash"), ("what does it cost?",))
    bank = QuestionBank(BANK.answers, (price, BANK.gaps[1]))
    _, ranking = computed(signals_of(bank))
    assert dict(ranking.answers) == pytest.approx(
        {"wash": 0.75 / 0.95, "rest": 0.2 / 0.95}
    )


def test_answers_are_ranked_by_their_share_of_what_all_answers_have():
    _, ranking = computed(signals_of())
    assert [name for name, _ in ranking.answers] == ["wash", "rest"]
    assert [share for _, share in ranking.answers] == pytest.approx([0.75, 0.25])
    assert ranking.wants_figure == 0.0


def test_the_likeliest_gap_comes_with_its_probability():
    _, ranking = computed(signals_of())
    assert ranking.gap == ("price", pytest.approx(0.15))


def test_nearness_is_to_the_best_answers_questions_and_to_any_gap():
    row, _ = computed(signals_of())
    assert row["nearest approved question"] == pytest.approx(0.5)
    assert row["nearest known gap"] == pytest.approx(0.7)
    swapped = {"wash": 0.2, "rest": 0.6, "price": 0.15, "gym": 0.05}
    row, _ = computed(signals_of(chances=swapped))
    assert row["nearest approved question"] == pytest.approx(0.1)


def test_words_and_things_are_compared_with_the_best_answer():
    asked = []

    def uncovered(question, answer):
        asked.append((question, answer))
        return 2

    row, _ = computed(signals_of(uncovered=uncovered), "soap or shampoo?")
    assert row["words covered"] == 0.5
    assert row["things not covered"] == 2.0
    assert asked == [("soap or shampoo?", "wash")]


def test_a_bank_without_gaps_has_none_and_stays_finite():
    bank = QuestionBank(BANK.answers)
    row, ranking = computed(signals_of(bank, chances={"wash": 0.6, "rest": 0.4}))
    assert ranking.gap == ("", 0.0)
    assert row["nearest known gap"] == 0.0
    # All mass is on the answers: the odds are held at one in a million.
    assert row[SIGNALS[0]] == pytest.approx(np.log(999_999))


def test_each_question_has_a_row_of_its_own_in_order():
    signals = signals_of()
    questions, queries = ["soap?", "rest?"], np.eye(4, dtype="float32")[:2]
    rows, rankings = signals.compute(questions, queries)
    assert rows.shape == (2, len(SIGNALS))
    assert [ranking.answers[0][0] for ranking in rankings] == ["wash", "wash"]
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
    fitted = fit_calibration(signals, answerable, answerable, max_wrong_answers=0.0)
    probability = fitted.probability(signals)
    assert fitted.wrong_answers == 0.0
    assert fitted.threshold > probability[7]
    assert fitted.threshold == pytest.approx(probability[7])
    # Ones are answered; .2 is not.
    assert fitted.refused == 0.25


@pytest.mark.parametrize(("allowed", "wrong"), [(0.24, 0.0), (0.25, 0.25), (0.3, 0.25)])
def test_the_threshold_lets_the_allowed_share_through_and_no_more(allowed, wrong):
    signals, answerable = four_and_four()
    fitted = fit_calibration(signals, answerable, answerable, max_wrong_answers=allowed)
    assert fitted.wrong_answers == wrong


def test_a_wrong_answer_to_a_covered_question_is_no_uncovered_question():
    signals, covered = four_and_four()
    right = covered.copy()
    right[3] = False  # the one at .2: covered, but another answer came first
    fitted = fit_calibration(signals, right, covered, max_wrong_answers=0.0)
    # Of the questions whose best answer is right none is refused now.
    assert (fitted.wrong_answers, fitted.refused) == (0.0, 0.0)


def test_questions_that_tie_are_refused_together():
    # At the zeros' probability two may pass, but there are three of them.
    signals, answerable = four_and_four()
    fitted = fit_calibration(signals, answerable, answerable, max_wrong_answers=0.75)
    assert fitted.wrong_answers == 0.25
    assert fitted.refused == 0.0


def follow_ups(n, *, signal):
    """One in ten as likely as the given signal makes it, the others unlikely."""
    return np.array([[signal]] * (n // 10) + [[-1.0]] * (n - n // 10))


def test_follow_ups_have_the_threshold_that_lets_the_same_share_through():
    signals, answerable = four_and_four()
    fitted = fit_calibration(
        signals, answerable, answerable, max_wrong_answers=0.05,
        follow_ups=follow_ups(50, signal=0.9),
    )  # fmt: skip
    at, below = fitted.probability(np.array([[0.9], [0.6]]))
    assert fitted.follow_up_threshold == pytest.approx(at)
    assert fitted.follow_up_threshold > at
    assert fitted.threshold == pytest.approx(below)


@pytest.mark.parametrize(
    ("n", "signal"), [(49, 0.9), (50, 0.1)], ids=["too few", "less likely"]
)
def test_follow_ups_never_need_less_than_a_whole_question(n, signal):
    signals, answerable = four_and_four()
    fitted = fit_calibration(
        signals, answerable, answerable, max_wrong_answers=0.05,
        follow_ups=follow_ups(n, signal=signal),
    )  # fmt: skip
    assert fitted.follow_up_threshold == fitted.threshold


def test_everything_may_be_answered_at_most():
    signals, answerable = four_and_four()
    fitted = fit_calibration(signals, answerable, answerable, max_wrong_answers=1.0)
    assert fitted.refused == 0.0
    assert 0.0 < fitted.threshold < 1.0


def test_auroc_counts_the_pairs_in_the_right_order():
    signals, answerable = four_and_four()
    fitted = fit_calibration(signals, answerable, answerable, max_wrong_answers=0.1)
    # Of 4 x 4 pairs one is wrong: .2 (covered) below .6 (uncovered).
    assert fitted.auroc == pytest.approx(15 / 16)


def test_a_signal_that_never_varies_does_no_harm():
    signals, answerable = four_and_four()
    flat = np.hstack([signals, np.full((8, 1), 0.3)])
    fitted = fit_calibration(flat, answerable, answerable, max_wrong_answers=0.0)
    assert np.isfinite(fitted.probability(flat)).all()
    assert fitted.refused == 0.25


def test_more_of_one_kind_does_not_move_the_middle():
    signals, answerable = four_and_four()
    many = np.vstack([signals, np.repeat(signals[4:], 9, axis=0)])
    labels = np.concatenate([answerable, np.zeros(36, dtype=bool)])
    few = fit_calibration(signals, answerable, answerable, max_wrong_answers=0.0)
    balanced = fit_calibration(many, labels, labels, max_wrong_answers=0.0)
    middle = np.array([[0.5]])
    assert balanced.probability(middle) == pytest.approx(
        few.probability(middle), abs=0.1
    )


# Stored

IDS, VECTORS = ["rest", "wäsche", "rest"], np.eye(3, 2, dtype="float32")


def test_both_parts_come_back_as_they_were_stored():
    classifier = TextClassifier(
        np.array([[1.0, 2.0], [3.0, 4.0]]),
        np.array([5.0, 6.0]),
        ("wäsche", "rest"),
        VECTORS,
        np.array([1, 0, 1]),
        (0.5, 7.0),
    )
    calibration = make_calibration((1.5, -2.5), bias=0.25, mean=3.0, threshold=0.61)
    data = to_bytes(classifier, calibration)
    assert data == to_bytes(classifier, calibration)
    stored_classifier, stored = from_bytes(data, IDS, VECTORS)
    for name in ("labels", "mix"):
        assert getattr(stored_classifier, name) == getattr(classifier, name)
    for name in ("weights", "bias", "examples", "rows"):
        assert (
            getattr(stored_classifier, name).tolist()
            == getattr(classifier, name).tolist()
        )
    for name in ("mean", "scale", "weights"):
        assert getattr(stored, name).tolist() == getattr(calibration, name).tolist()
    for name in ("bias", "threshold", "auroc", "wrong_answers", "refused"):
        assert getattr(stored, name) == getattr(calibration, name)


def test_a_stored_file_that_would_run_code_is_refused():
    import io

    buffer = io.BytesIO()
    np.savez(buffer, weights=np.array([{"a": 1}], dtype=object))
    with pytest.raises(ValueError, match="allow_pickle"):
        from_bytes(buffer.getvalue(), IDS, VECTORS)
