"""What was measured -> figures with goals: medians over rounds, their spread, verdicts.

Pure arithmetic: it starts nothing and draws nothing.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.results import Row
from benchmarks.serving.load import Timed

BEDSIDE, PLAIN = "Bedside", "plain Rasa"


@dataclass(frozen=True)
class Goal:
    """What Bedside's figure may be of plain Rasa's.

    Attributes:
        figure: Name in a round, or of the training.
        label: In tables, with its unit.
        most: Largest ratio of Bedside's figure to plain Rasa's; for figures where more
            is better the least one. None for figures that are only shown.
        more_is_better: Direction.
        digits: After the point.
    """

    figure: str
    label: str
    most: float | None
    more_is_better: bool = False
    digits: int = 0


GOALS = (
    Goal("p50_ms", "a turn, one at a time, p50, ms", 1 / 5, digits=1),
    Goal("p95_ms", "a turn, one at a time, p95, ms", 1 / 5, digits=1),
    Goal("turns_a_second", "20 users, turns a second", 5, True, 1),
    Goal("users_p95_ms", "20 users, p95, ms", 1 / 5),
    Goal("users_worst_ms", "20 users, worst, ms", 1 / 5),
    Goal("cpu_ms", "CPU a turn, one at a time, ms", 1 / 5, digits=1),
    Goal("users_cpu_ms", "CPU a turn, 20 users, ms", 1 / 5, digits=1),
    Goal("rss_mb", "resident memory, all processes, MB", 0.6),
    Goal("ready_s", "start to first reply, s", 0.6, digits=1),
)
TRAINING_GOALS = (
    Goal("all_cpu_s", "training CPU, everything from nothing, s", 1 / 5),
    Goal("model_cpu_s", "training CPU, `bedside train` / `rasa train`, s", 1 / 5),
)
GROWTH_GOAL = 1.2
"""Most that a turn at the 200th may cost of one at the 10th, of the same system."""

AROUND = 5
"""Turns before and after the 10th and the last that are taken together with them: one
turn alone says more of its question than of its place."""


def percentile(values: Sequence[float], share: float) -> float:
    """The least value that `share` of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def figures_of_round(
    ready_s: float, one: Timed, many: Timed, long: Timed, rss_bytes: int
) -> Row:
    """The figures of one system in one round, by name; lower is better but for turns.

    `long_ms` is the curve of the long conversation: medians of ten turns each.

    Args:
        ready_s: From start to first reply.
        one: Turns one at a time.
        many: Turns of many users at once.
        long: Turns of one conversation, in order.
        rss_bytes: Of all processes, after all of that.
    """
    early, late = growth(long.seconds)
    return {
        "p50_ms": 1000 * median(one.seconds),
        "p95_ms": 1000 * percentile(one.seconds, 0.95),
        "cpu_ms": 1000 * one.cpu_s / len(one.seconds),
        "turns_a_second": len(many.seconds) / many.wall_s,
        "users_p50_ms": 1000 * median(many.seconds),
        "users_p95_ms": 1000 * percentile(many.seconds, 0.95),
        "users_worst_ms": 1000 * max(many.seconds),
        "users_cpu_ms": 1000 * many.cpu_s / len(many.seconds),
        "early_ms": 1000 * early,
        "late_ms": 1000 * late,
        "growth": late / early,
        "rss_mb": rss_bytes / 1e6,
        "ready_s": ready_s,
        "long_ms": [
            1000 * median(long.seconds[n : n + 10])
            for n in range(0, len(long.seconds) - 9, 10)
        ],
        "n_silent": one.n_silent + many.n_silent + long.n_silent,
    }


def growth(seconds: Sequence[float]) -> tuple[float, float]:
    """Seconds of a turn around the 10th, and of one at the end: medians.

    Args:
        seconds: Of the turns of one conversation, in order; 21 at least.
    """
    first = 10 - 1 - AROUND
    return median(seconds[first : first + 2 * AROUND + 1]), median(
        seconds[-2 * AROUND - 1 :]
    )


def compare(rounds: dict[str, list[Row]]) -> list[Row]:
    """A row for each goal, with medians over rounds and the ratio's spread.

    Args:
        rounds: Figures of each system's rounds; round i of both was run back to back.
    """
    own, plain = rounds[BEDSIDE], rounds[PLAIN]
    rows = [
        _row(goal, [r[goal.figure] for r in own], [r[goal.figure] for r in plain])
        for goal in GOALS
    ]
    grown = _spread([r["growth"] for r in own])
    rows.append(
        {
            "label": "turn 200 of one conversation against turn 10, times",
            "bedside": grown,
            "plain": _spread([r["growth"] for r in plain]),
            "ratio": None,
            "goal": f"at most {GROWTH_GOAL:g}",
            "reached": grown["median"] <= GROWTH_GOAL,
            "digits": 2,
        }
    )
    return rows


def compare_training(
    own: dict[str, dict[str, float]], plain: dict[str, dict[str, float]]
) -> list[Row]:
    """Rows for the training, which is done once.

    Args:
        own: {"cpu_s", "wall_s"} of each step of Bedside by name.
        plain: The same of plain Rasa.
    """
    sums = {
        "all_cpu_s": [
            sum(s["cpu_s"] for s in steps.values()) for steps in (own, plain)
        ],
        "model_cpu_s": [own["model"]["cpu_s"], plain["model"]["cpu_s"]],
    }
    return [
        _row(goal, [sums[goal.figure][0]], [sums[goal.figure][1]])
        for goal in TRAINING_GOALS
    ]


def _row(goal: Goal, own: Sequence[float], plain: Sequence[float]) -> Row:
    # Pair by pair: what slowed the machine down slowed both of a round down.
    ratio = _spread([a / b for a, b in zip(own, plain, strict=True)])
    reached = None
    wanted = ""
    if goal.most is not None:
        is_more = goal.more_is_better
        reached = (
            ratio["median"] >= goal.most if is_more else ratio["median"] <= goal.most
        )
        wanted = f"at {'least' if is_more else 'most'} {goal.most:g} of it"
    return {
        "label": goal.label,
        "bedside": _spread(own),
        "plain": _spread(plain),
        "ratio": ratio,
        "goal": wanted,
        "reached": reached,
        "digits": goal.digits,
    }


def _spread(values: Sequence[float]) -> dict[str, float]:
    return {"median": median(values), "low": min(values), "high": max(values)}
