"""Labels by hand-made weights, the nearest texts' say, and what is held out."""

import numpy as np
import pytest

from knowledge.text_classifier import (
    SHARPNESS,
    TextClassifier,
    fit_text_classifier,
    nearness,
    softmax,
)

EAST, NORTH = np.eye(2, dtype="float32")
LOG_3 = np.log(3.0)


def make_classifier(weights=((LOG_3, 0.0), (0.0, 0.0)), bias=(0, 0), mix=(1.0, 0.0)):
    """East is "wash" three times as likely as "rest"; examples at east and west."""
    return TextClassifier(
        np.asarray(weights),
        np.asarray(bias, dtype=float),
        ("wash", "rest"),
        np.stack([EAST, -EAST]),
        np.array([0, 1]),
        mix,
    )


def test_probabilities_are_the_softmax_of_the_logits():
    found = make_classifier().probabilities(np.stack([EAST, NORTH]))
    assert found == pytest.approx(np.array([[0.75, 0.25], [0.5, 0.5]]))


def test_the_bias_counts_where_the_vector_says_nothing():
    classifier = make_classifier(np.zeros((2, 2)), (LOG_3, 0.0))
    assert classifier.probabilities(EAST[None]) == pytest.approx(
        np.array([[0.75, 0.25]])
    )


def test_huge_logits_do_not_overflow():
    classifier = make_classifier(((2000.0, 0.0), (-2000.0, 0.0)))
    assert classifier.probabilities(EAST[None]).tolist() == [[1.0, 0.0]]
    assert softmax(np.array([[-5000.0, 5000.0]])).tolist() == [[0.0, 1.0]]


def test_nearness_is_the_soft_maximum_of_the_cosines():
    cosines = np.array([[1.0, 0.0, 1.0, 0.0]])
    found = nearness(cosines, np.array([0, 1, 2, 2]), 3)
    # One at the text itself; one at a right angle; one of each.
    assert found == pytest.approx(
        np.array([[0.0, -1.0, -np.log(2) / SHARPNESS]]), abs=1e-6
    )


def test_nearness_does_not_depend_on_the_order_of_the_examples():
    cosines = np.array([[0.9, 0.1, 0.5, 0.7]])
    rows = np.array([1, 0, 1, 2])
    order = [2, 3, 1, 0]
    assert nearness(cosines[:, order], rows[order], 3) == pytest.approx(
        nearness(cosines, rows, 3)
    )


def test_the_nearest_texts_have_their_say_by_the_mix():
    # Nearness is 0 for the east, log((e**-40 + 1e-18)) / 20 for the west.
    west = np.log(np.exp(-40) + 1e-18) / SHARPNESS
    found = make_classifier(mix=(0.0, 1.0)).probabilities(np.stack([EAST, -EAST]))
    share = 1 / (1 + np.exp(west))
    assert found == pytest.approx(np.array([[share, 1 - share], [1 - share, share]]))


@pytest.mark.parametrize("labels", [("a", "b"), ("a", "b", "c")])
def test_a_fitted_classifier_has_a_row_for_each_label_and_finds_its_own(labels):
    vectors = np.eye(len(labels), dtype="float32")
    classifier, _ = fit_text_classifier(
        np.repeat(vectors, 4, axis=0), [i for i in labels for _ in range(4)], c=10.0
    )
    assert classifier.labels == labels
    assert classifier.weights.shape == (len(labels), len(labels))
    found = classifier.probabilities(vectors)
    assert found.argmax(axis=1).tolist() == list(range(len(labels)))
    assert found.sum(axis=1) == pytest.approx(np.ones(len(labels)))


@pytest.mark.parametrize("balanced", [True, False])
def test_two_labels_have_the_probabilities_that_scikit_learn_gives_them(balanced):
    from sklearn.linear_model import LogisticRegression

    vectors = np.array([EAST, EAST, NORTH, NORTH, [0.6, 0.8]], dtype="float32")
    labels = ["a", "a", "b", "b", "a"]
    ours, _ = fit_text_classifier(
        vectors, labels, c=3.0, balanced=balanced, mix=(1.0, 0.0)
    )
    theirs = LogisticRegression(
        C=3.0, max_iter=1000, tol=1e-3, class_weight="balanced" if balanced else None
    ).fit(vectors, labels)
    assert ours.probabilities(vectors) == pytest.approx(
        theirs.predict_proba(vectors), abs=1e-3
    )


def test_weaker_regularisation_is_more_certain():
    vectors, labels = np.stack([EAST, NORTH]), ["a", "b"]
    weak, strong = (
        fit_text_classifier(vectors, labels, c=c)[0].probabilities(EAST[None])[0, 0]
        for c in (100.0, 0.1)
    )
    assert weak > strong > 0.5


def cluster(n, *, angle, spread, seed):
    angles = angle + spread * np.random.default_rng(seed).standard_normal(n)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype("float32")


def test_neighbours_carry_what_no_line_divides():
    """Four labels' clusters in turn: the regression alone errs, the mix does not."""
    rows = [cluster(12, angle=k * np.pi / 8, spread=0.02, seed=k) for k in range(16)]
    labels = [f"label-{k % 4}" for k in range(16) for _ in range(12)]
    model, _ = fit_text_classifier(np.concatenate(rows), labels, c=1.0)
    assert model.mix[1] > 1.0
    middles = np.concatenate(
        [cluster(1, angle=k * np.pi / 8, spread=0.0, seed=0) for k in range(16)]
    )
    found = model.probabilities(middles).argmax(axis=1)
    assert found.tolist() == [k % 4 for k in range(16)]


def test_a_labels_only_text_is_never_held_out():
    vectors = np.stack([EAST] * 6 + [-EAST] * 6 + [NORTH])
    model, held_out = fit_text_classifier(
        vectors, ["a"] * 6 + ["b"] * 6 + ["c"], c=10.0
    )
    assert model.probabilities(NORTH[None]).argmax() == 2
    assert sorted(held_out.rows.tolist()) == [0] * 6 + [1] * 6


def test_only_what_is_measured_counts_when_it_is_held_out():
    vectors = np.stack([EAST] * 6 + [NORTH] * 6)
    measured = np.arange(12) % 6 == 0
    _, held_out = fit_text_classifier(
        vectors, ["a"] * 6 + ["b"] * 6, c=10.0, measured=measured, n_cosines=2
    )
    assert sorted(held_out.rows.tolist()) == [0, 1]
    # The texts that are like it stay in the model while it is out.
    assert held_out.cosines == pytest.approx(np.ones((2, 2)))
    assert held_out.log_odds.argmax(axis=1).tolist() == held_out.rows.tolist()


def test_a_given_mix_is_kept_and_nothing_is_held_out():
    vectors = np.stack([EAST, EAST, NORTH, NORTH])
    model, held_out = fit_text_classifier(vectors, list("aabb"), c=1.0, mix=(0.3, 4.0))
    assert (model.mix, held_out) == ((0.3, 4.0), None)


@pytest.mark.parametrize("labels", [["a", "a"], []])
def test_one_label_is_too_few(labels):
    with pytest.raises(ValueError, match="is too few: give at least 2"):
        fit_text_classifier(np.zeros((len(labels), 2), "float32"), labels, c=1)


def test_a_stored_model_predicts_the_same():
    model = make_classifier(mix=(0.7, 1.3))
    stored = TextClassifier.from_arrays(model.arrays())
    assert (stored.labels, stored.mix) == (model.labels, model.mix)
    both = np.stack([EAST, NORTH])
    assert stored.probabilities(both).tolist() == model.probabilities(both).tolist()
