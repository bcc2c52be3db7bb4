"""Intents by hand-made weights, and the scope floor on held-out sentences."""

import numpy as np
import pytest

from bot.nlu.intent_model import (
    NEARNESS_WEIGHT,
    IntentModel,
    fit_intent_model,
)
from knowledge.text_classifier import TextClassifier

EAST, NORTH = np.eye(2, dtype="float32")
LOG_3 = np.log(3.0)


def make_model(*, weights=((LOG_3, 0.0), (0.0, 0.0)), mix=(1.0, 0.0), floor=0.0):
    """East is "greet" three times as likely as "thank"; examples at east and west."""
    return IntentModel(
        TextClassifier(
            np.asarray(weights),
            np.zeros(2),
            ("greet", "thank"),
            np.stack([EAST, -EAST]),
            np.array([0, 1]),
            mix,
        ),
        # Mean and deviation of the best log odds, then of the mean cosine.
        (LOG_3 / 2, LOG_3 / 4, 0.5, 0.25, floor),
    )


def test_intents_come_with_their_probability_best_first():
    prediction = make_model().predict(EAST)
    assert prediction.ranking == [
        ("greet", pytest.approx(0.75)),
        ("thank", pytest.approx(0.25)),
    ]
    prediction = make_model().predict(-EAST)
    assert [name for name, _ in prediction.ranking] == ["thank", "greet"]


def test_the_scope_score_is_the_weighted_sum_of_two_z_scores():
    prediction = make_model().predict(EAST)
    assert prediction.nearest == 1.0
    # (ln 3 - ln 3 / 2) / (ln 3 / 4), and the mean of 1 and -1 less .5, by .25.
    assert prediction.scope_score == pytest.approx(2.0 - 2.0 * NEARNESS_WEIGHT)
    prediction = make_model().predict(NORTH)
    assert prediction.nearest == 0.0
    assert prediction.scope_score == pytest.approx(-2.0 - 2.0 * NEARNESS_WEIGHT)


@pytest.mark.parametrize(("above", "in_scope"), [(0.0, True), (1e-6, False)])
def test_a_score_at_the_floor_is_in_scope(above, in_scope):
    score = make_model().predict(NORTH).scope_score
    assert make_model(floor=score + above).predict(NORTH).in_scope is in_scope


def test_huge_logits_do_not_overflow():
    model = make_model(weights=((5000.0, 0.0), (-5000.0, 0.0)))
    assert model.predict(EAST).ranking == [("greet", 1.0), ("thank", 0.0)]


def test_a_stored_model_predicts_the_same():
    model = make_model(mix=(0.7, 1.3), floor=-np.inf)
    data = model.to_bytes()
    stored = IntentModel.from_bytes(data)
    assert stored.scope == model.scope
    assert stored.classifier.labels == model.classifier.labels
    assert stored.predict(EAST) == model.predict(EAST)
    assert stored.to_bytes() == data


def cluster(n, *, angle, spread, seed):
    angles = angle + spread * np.random.default_rng(seed).standard_normal(n)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype("float32")


@pytest.fixture(scope="module")
def fitted():
    """Three intents at 0, 90 and 180 degrees, 40 sentences each."""
    rows = [cluster(40, angle=a * np.pi / 2, spread=0.1, seed=a) for a in range(3)]
    names = [name for name in ("greet", "thank", "deny") for _ in range(40)]
    return np.concatenate(rows), names


def test_a_fitted_model_knows_its_intents_and_not_what_lies_elsewhere(fitted):
    model = fit_intent_model(*fitted, c=10.0, rejected_in_scope=0.03)
    assert model.classifier.labels == ("deny", "greet", "thank")
    for vector, name in ((EAST, "greet"), (NORTH, "thank"), (-EAST, "deny")):
        prediction = model.predict(vector)
        assert prediction.ranking[0][0] == name
        assert prediction.in_scope
        assert sum(p for _, p in prediction.ranking) == pytest.approx(1.0)
    assert not model.predict(-NORTH).in_scope


def test_no_more_than_the_stated_share_of_known_sentences_is_rejected(fitted):
    floors = []
    for share in (0.0, 0.25, 0.5):
        model = fit_intent_model(*fitted, c=10.0, rejected_in_scope=share)
        floors.append(model.scope[-1])
        # A sentence is its own nearest example, so it scores higher than held out.
        rejected = [not model.predict(vector).in_scope for vector in fitted[0]]
        assert np.mean(rejected) <= share
    assert floors == sorted(floors)
    assert floors[0] < floors[2]


def test_the_same_sentences_give_the_same_model(fitted):
    one, two = (fit_intent_model(*fitted, c=10.0, rejected_in_scope=0.1) for _ in "ab")
    assert one.to_bytes() == two.to_bytes()


def test_too_few_sentences_to_hold_any_out_put_everything_in_scope():
    model = fit_intent_model(
        np.stack([EAST, NORTH]), ["a", "b"], c=10.0, rejected_in_scope=0.5
    )
    assert model.scope[-1] == -np.inf
    assert model.predict(-EAST).in_scope


@pytest.mark.parametrize("intents", [["a", "a"], []])
def test_one_intent_is_too_few(intents):
    with pytest.raises(ValueError, match="is too few: give at least 2"):
        fit_intent_model(
            np.zeros((len(intents), 2), "float32"), intents, c=1, rejected_in_scope=0
        )
