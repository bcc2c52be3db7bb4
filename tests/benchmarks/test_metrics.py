"""Figures worked out by hand."""

import numpy as np
import pytest

from benchmarks.metrics import (
    auroc,
    auroc_figure,
    coverage_at_wrong,
    larson_threshold,
    share,
)


def array(*values):
    return np.asarray(values)


def test_auroc_counts_the_pairs_in_the_right_order_and_ties_half():
    # Pairs: .9>.5 .9>.3 .4<.5 .4>.3: three of four
    scores, positive = array(0.9, 0.4, 0.5, 0.3), array(True, True, False, False)
    assert auroc(scores, positive) == pytest.approx(0.75)
    assert auroc(array(1.0, 1.0), array(True, False)) == pytest.approx(0.5)
    assert auroc(-scores, positive) == pytest.approx(0.25)


def test_auroc_of_one_kind_is_not_a_number():
    assert np.isnan(auroc(array(0.1, 0.2), array(True, True)))


def test_the_interval_of_a_perfect_auroc_has_no_width():
    figure = auroc_figure(array(0.9, 0.8, 0.2, 0.1), array(True, True, False, False))
    assert (figure.value, figure.low, figure.high, figure.n) == (1.0, 1.0, 1.0, 4)


def test_larsons_threshold_has_the_best_accuracy_over_intents_and_out_of_scope():
    scores, right = array(0.9, 0.8, 0.6, 0.4), array(True, True, True, False)
    # At .6: three right of four, and .5 and .2 rejected: five of six; at .8 four.
    assert larson_threshold(scores, right, array(0.5, 0.2)) == pytest.approx(0.6)


def test_of_equally_good_thresholds_the_highest_is_taken():
    scores, right = array(0.9, 0.5), array(True, True)
    # At .5 both are right and .7 is let in; at .9 one is right and .7 rejected.
    assert larson_threshold(scores, right, array(0.7)) == pytest.approx(0.9)


def test_a_wrong_intent_is_not_worth_keeping_in_scope():
    scores, right = array(0.9, 0.3), array(True, False)
    assert larson_threshold(scores, right, array(0.5)) == pytest.approx(0.9)


def test_coverage_counts_right_answers_at_the_stated_share_of_wrong_ones():
    scores = array(0.9, 0.8, 0.7, 0.6, 0.5)
    right = array(True, True, False, True, False)
    answerable = array(True, True, False, True, True)
    # None wrong: two of four. One wrong of four given is 25 %: three of four.
    assert coverage_at_wrong(scores, right, answerable, max_wrong=0.0) == 0.5
    assert coverage_at_wrong(scores, right, answerable, max_wrong=0.25) == 0.75
    assert coverage_at_wrong(scores, right, answerable, max_wrong=0.24) == 0.5


def test_coverage_is_nothing_when_the_surest_answer_is_wrong():
    assert (
        coverage_at_wrong(array(0.9, 0.8), array(False, True), array(True, True)) == 0
    )


def test_a_share_comes_with_wilsons_interval():
    # n = 10, p = .5: centre .5, half width 1.96 sqrt(.025 + .0096) / 1.384 = .263
    figure = share(array(*[True] * 5, *[False] * 5))
    assert (figure.value, figure.n) == (0.5, 10)
    assert (figure.low, figure.high) == pytest.approx((0.2366, 0.7634), abs=1e-4)


def test_a_share_of_all_ends_at_one():
    assert share(array(True, True)).high == 1.0
