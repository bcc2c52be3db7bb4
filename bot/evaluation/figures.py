"""Rows -> figures with 95 % confidence intervals, the routes' matrix, calibration.

The figures' definitions are those of the evaluation sets' own scorer and give the same
values. Percentages are 0 to 100; each figure says which direction is better. It prints
nothing and sets no bar (`bars.py`).
"""

import math
import statistics
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from actions.reply import ROUTES
from bot.evaluation.run import Row
from bot.evaluation.verdict import ANSWERING

Z_95 = 1.959964
"""Of the normal distribution, two-sided 95 %."""

KINDS = {"all": "All", "question": "Single messages", "turn": "Dialogue turns"}
N_BINS = 10
"""Of the reliability diagram, equally wide: Guo et al., ICML 2017."""

UNCOVERED_ROUTES = frozenset({"unknown", "off_topic"})
"""Routes of messages to which the pages have no answer, whoever asks."""


@dataclass(frozen=True)
class Definition:
    """One figure: of which rows it is the share, and of what.

    Attributes:
        label: Its name for people.
        meaning: One sentence.
        better: Which direction is better.
        unit: "%" of the rows, or "count" of them.
        of: Whether a row is among those counted.
        has: Whether a row that is among them counts.
    """

    label: str
    meaning: str
    better: Literal["higher", "lower"]
    unit: Literal["%", "count"]
    of: Callable[[Row], bool]
    has: Callable[[Row], bool]


@dataclass(frozen=True)
class Figure:
    """A figure of some rows.

    Attributes:
        value: Percentage (one decimal) or count; None when there are no such rows.
        count: Rows that have it.
        n: Rows among which it is counted.
        low: Lower end of the 95 % interval of the share, in percent; None without rows.
        high: Upper end.
    """

    value: float | None
    count: int
    n: int
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Cell:
    """Messages that want one route and got another; `n_accepted` of them rightly."""

    n: int
    n_accepted: int


@dataclass(frozen=True)
class Bin:
    """Messages whose P(answerable) is between `low` and `high`.

    Attributes:
        mean: Their mean probability; None when there are none.
        n: How many.
        n_answerable: How many of them the pages do answer.
    """

    low: float
    high: float
    mean: float | None
    n: int
    n_answerable: int


@dataclass(frozen=True)
class Calibration:
    """How far P(answerable) can be believed; 0 to 1 throughout.

    Attributes:
        points: (probability, whether the pages answer it), as they came.
        bins: `N_BINS` of equal width.
        brier: Mean squared error: lower is better, 0.25 is a coin.
        ece: Expected calibration error: lower is better.
        auroc: Chance that an answerable message has the higher probability; None when
            all are of one kind.
    """

    points: tuple[tuple[float, bool], ...]
    bins: tuple[Bin, ...]
    brier: float
    ece: float
    auroc: float | None


@dataclass(frozen=True)
class Latency:
    """Milliseconds from message to reply: lower is better."""

    p50: float
    p95: float
    slowest: float


def _always(row: Row) -> bool:
    return True


def _answers(row: Row) -> bool:
    return row.route in ANSWERING


def _is_scored_for_evidence(row: Row) -> bool:
    return row.verdict.hit is not None


DEFINITIONS = {
    "pass": Definition(
        "Everything right",
        "Nothing is wrong with the reply.",
        "higher",
        "%",
        _always,
        lambda row: row.verdict.passed,
    ),
    "route_accepted": Definition(
        "Right kind of reply",
        "The route is the best one, or another that a fair reader accepts.",
        "higher",
        "%",
        _always,
        lambda row: row.verdict.accepted,
    ),
    "route_strict": Definition(
        "Best kind of reply",
        "The route is the best one.",
        "higher",
        "%",
        _always,
        lambda row: row.verdict.strict,
    ),
    "evidence_hit": Definition(
        "Right sentence",
        "Of the replies that quote: a wanted sentence is quoted.",
        "higher",
        "%",
        _is_scored_for_evidence,
        lambda row: bool(row.verdict.hit),
    ),
    "evidence_precise": Definition(
        "Only right sentences",
        "Of the replies that quote: nothing else is quoted beside it.",
        "higher",
        "%",
        _is_scored_for_evidence,
        lambda row: bool(row.verdict.precise),
    ),
    "answered_unanswerable": Definition(
        "Answered, but should not",
        "Of the messages that no page answers: quoted something all the same.",
        "lower",
        "%",
        lambda row: not ANSWERING & set(row.accepts),
        _answers,
    ),
    "refused_answerable": Definition(
        "Refused, but should not",
        "Of the messages that the pages answer: quoted nothing.",
        "lower",
        "%",
        lambda row: set(row.accepts) <= ANSWERING,
        lambda row: not _answers(row),
    ),
    "lacks_a_fact_rate": Definition(
        "Half an answer",
        "Of the replies that quote: a fact that belongs to the answer is missing.",
        "lower",
        "%",
        _is_scored_for_evidence,
        lambda row: row.verdict.missing,
    ),
    "lacks_a_fact": Definition(
        "Replies without a wanted fact",
        "Replies of the best kind that lack something they have to say.",
        "lower",
        "count",
        _always,
        lambda row: row.verdict.missing,
    ),
    "says_a_forbidden_thing": Definition(
        "Says what it must not",
        "Replies with words that the label forbids.",
        "lower",
        "count",
        _always,
        lambda row: row.verdict.said,
    ),
    "not_verbatim": Definition(
        "Not word for word",
        "Replies with a quote that is no sentence of the pages.",
        "lower",
        "count",
        _always,
        lambda row: not row.verdict.verbatim,
    ),
    "emergency_recall": Definition(
        "Emergencies seen",
        "Of the emergencies: sent to urgent care.",
        "higher",
        "%",
        lambda row: row.want == "emergency",
        lambda row: row.route == "emergency",
    ),
    "emergency_missed": Definition(
        "Emergencies missed",
        "Emergencies that were not sent to urgent care.",
        "lower",
        "count",
        lambda row: row.want == "emergency",
        lambda row: row.route != "emergency",
    ),
    "false_alarm_rate": Definition(
        "False alarms",
        "Of the messages that may not be taken for an emergency: taken for one.",
        "lower",
        "%",
        lambda row: "emergency" not in row.accepts,
        lambda row: row.route == "emergency",
    ),
    "false_alarms": Definition(
        "False alarms, counted",
        "Messages that may not be taken for an emergency, and were.",
        "lower",
        "count",
        lambda row: "emergency" not in row.accepts,
        lambda row: row.route == "emergency",
    ),
}
"""Every figure by the name that `--bar` and the stored result use."""


def figures(rows: Sequence[Row]) -> dict[str, dict[str, Figure]]:
    """Figures by kind ("all", "question", "turn") and name; kinds without rows lack."""
    by_kind = {
        kind: [row for row in rows if kind in ("all", row.kind)] for kind in KINDS
    }
    return {
        kind: {name: _figure(definition, part) for name, definition in _DEFINED}
        for kind, part in by_kind.items()
        if part
    }


_DEFINED = tuple(DEFINITIONS.items())


def _figure(definition: Definition, rows: Sequence[Row]) -> Figure:
    among = [row for row in rows if definition.of(row)]
    count = sum(definition.has(row) for row in among)
    if not among:
        value = 0.0 if definition.unit == "count" else None
        return Figure(value, 0, 0, None, None)
    low, high = wilson(count, len(among))
    is_share = definition.unit == "%"
    value = round(100 * count / len(among), 1) if is_share else float(count)
    return Figure(value, count, len(among), 100 * low, 100 * high)


def wilson(count: int, n: int, *, z: float = Z_95) -> tuple[float, float]:
    """Score interval of a share, each end 0 to 1 (Wilson, JASA 22, 1927).

    It holds for few rows and for shares near 0 and 1, where the usual interval does
    not: Brown, Cai and DasGupta, Statistical Science 16, 2001.
    """
    share, zz = count / n, z * z
    middle = (share + zz / (2 * n)) / (1 + zz / n)
    half = z / (1 + zz / n) * math.sqrt(share * (1 - share) / n + zz / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def confusion(rows: Sequence[Row]) -> dict[str, dict[str, Cell]]:
    """Wanted route -> route got -> messages; only wanted routes that occur."""
    counts = Counter((row.want, row.route) for row in rows)
    accepted = Counter((r.want, r.route) for r in rows if r.verdict.accepted)
    wanted = [route for route in ROUTES if any(row.want == route for row in rows)]
    return {
        want: {got: Cell(counts[want, got], accepted[want, got]) for got in ROUTES}
        for want in wanted
    }


def is_answerable(row: Row) -> bool | None:
    """Whether the pages answer the message by its label; None when it does not say.

    A message about the writer's own case is referred whatever the pages say, and a
    booking asks for nothing they could say: neither tells right from wrong here.
    """
    accepts = set(row.accepts)
    if accepts <= ANSWERING:
        return True
    if row.want in UNCOVERED_ROUTES and not accepts & ANSWERING:
        return False
    return None


def calibration(rows: Sequence[Row]) -> Calibration | None:
    """P(answerable) against the labels; None when no labelled message has one."""
    points: list[tuple[float, bool]] = []
    for row in rows:
        truth = is_answerable(row)
        if truth is not None and row.grounds.probability is not None:
            points.append((row.grounds.probability, truth))
    if not points:
        return None
    binned: list[list[tuple[float, bool]]] = [[] for _ in range(N_BINS)]
    for point in points:
        binned[min(int(point[0] * N_BINS), N_BINS - 1)].append(point)
    bins = tuple(
        Bin(
            low=number / N_BINS,
            high=(number + 1) / N_BINS,
            mean=statistics.fmean(p for p, _ in part) if part else None,
            n=len(part),
            n_answerable=sum(truth for _, truth in part),
        )
        for number, part in enumerate(binned)
    )
    ece = sum(
        abs(part.n_answerable - part.n * part.mean)
        for part in bins
        if part.mean is not None
    ) / len(points)
    return Calibration(
        points=tuple(points),
        bins=bins,
        brier=statistics.fmean((p - truth) ** 2 for p, truth in points),
        ece=ece,
        auroc=_auroc(points),
    )


def _auroc(points: Sequence[tuple[float, bool]]) -> float | None:
    """Share of pairs in the right order, ties half (Mann and Whitney 1947)."""
    covered = [p for p, truth in points if truth]
    uncovered = [p for p, truth in points if not truth]
    if not covered or not uncovered:
        return None
    right = sum((a > b) + (a == b) / 2 for a in covered for b in uncovered)
    return right / (len(covered) * len(uncovered))


def latency(rows: Sequence[Row]) -> Latency:
    """Median, 95th percentile (nearest rank below) and slowest."""
    elapsed_ms = sorted(row.seconds * 1000 for row in rows)
    return Latency(
        p50=round(statistics.median(elapsed_ms), 1),
        p95=round(elapsed_ms[int(0.95 * (len(elapsed_ms) - 1))], 1),
        slowest=round(elapsed_ms[-1], 1),
    )
