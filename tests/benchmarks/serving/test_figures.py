"""Figures of the comparison, worked out by hand."""

import pytest

from benchmarks.serving.figures import (
    BEDSIDE,
    PLAIN,
    compare,
    compare_training,
    figures_of_round,
    growth,
    percentile,
)
from benchmarks.serving.load import Timed


def test_a_percentile_is_one_of_the_values():
    values = [float(n) for n in range(1, 21)]
    assert percentile(values, 0.95) == 19
    assert percentile(values, 1.0) == 20
    assert percentile([7.0], 0.5) == 7


def test_growth_is_the_end_against_the_tenth_turn_whatever_the_first_ones_cost():
    seconds = [9.0] * 4 + [1.0] * 11 + [5.0] * 179 + [2.0] * 11
    assert len(seconds) == 205
    assert growth(seconds) == (1.0, 2.0)


def timed(*seconds, wall_s=2.0, cpu_s=1.0, n_silent=0):
    return Timed(seconds, wall_s, cpu_s, n_silent)


def test_the_figures_of_a_round():
    figures = figures_of_round(
        3.0,
        timed(*[0.010] * 19, 0.030, cpu_s=0.4, n_silent=1),
        timed(*[0.1] * 95, *[0.4] * 4, 0.9, wall_s=4.0, cpu_s=2.0),
        timed(*[0.02] * 195, *[0.03] * 10, n_silent=2),
        500_000_000,
    )
    assert figures.pop("long_ms") == pytest.approx([20.0] * 19 + [25.0])
    assert figures == pytest.approx(
        {
            "p50_ms": 10.0,
            "p95_ms": 10.0,
            "cpu_ms": 20.0,
            "turns_a_second": 25.0,
            "users_p50_ms": 100.0,
            "users_p95_ms": 100.0,
            "users_worst_ms": 900.0,
            "users_cpu_ms": 20.0,
            "early_ms": 20.0,
            "late_ms": 30.0,
            "growth": 1.5,
            "rss_mb": 500.0,
            "ready_s": 3.0,
            "n_silent": 3,
        }
    )


def round_of(value, growth=1.0):
    names = ("p50_ms", "p95_ms", "turns_a_second", "users_p95_ms", "users_worst_ms")
    names += ("cpu_ms", "users_cpu_ms", "rss_mb", "ready_s")
    return {**dict.fromkeys(names, value), "growth": growth}


def rows_of(rounds):
    return {row["label"].split(",")[0]: row for row in compare(rounds)}


def test_a_ratio_is_taken_round_by_round():
    """The machine was half as fast in the second round: no ratio changes by that."""
    rounds = {BEDSIDE: [round_of(2.0), round_of(4.0)], PLAIN: [round_of(10.0)]}
    rounds[PLAIN].append(round_of(20.0))
    row = rows_of(rounds)["a turn"]
    assert row["ratio"] == {"median": 0.2, "low": 0.2, "high": 0.2}
    assert row["bedside"] == {"median": 3.0, "low": 2.0, "high": 4.0}


def test_goals_know_their_direction():
    rounds = {BEDSIDE: [round_of(1.0, 1.3)], PLAIN: [round_of(5.0)]}
    rows = compare(rounds)
    reached = {row["label"]: row["reached"] for row in rows}
    assert reached["a turn, one at a time, p50, ms"]
    # Fewer turns a second is worse.
    assert not reached["20 users, turns a second"]
    assert reached["resident memory, all processes, MB"]
    assert not reached["turn 200 of one conversation against turn 10, times"]
    assert {row["goal"] for row in rows} == {
        *("at most 0.2 of it", "at least 5 of it", "at most 0.6 of it", "at most 1.2")
    }


def test_training_is_compared_whole_and_by_its_one_command():
    own = {"encoder": 300.0, "index": 40.0, "model": 60.0}
    plain = {"project": 5.0, "model": 1200.0}

    def steps(cpu):
        return {name: {"cpu_s": s, "wall_s": s} for name, s in cpu.items()}

    whole, one = compare_training(steps(own), steps(plain))
    assert whole["ratio"]["median"] == pytest.approx(400 / 1205)
    assert one["ratio"]["median"] == pytest.approx(0.05)
    assert (whole["reached"], one["reached"]) == (False, True)
