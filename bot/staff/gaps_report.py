"""The gaps as one HTML file: no script, no request, no word of a patient.

`Gaps` in, a string out. The style is the evaluation's; every bar stands beside its
number, so no plot is the only place of anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from bot.evaluation.verdict import ROUTE_LABELS
from bot.html_report import template_environment
from bot.staff.gaps import GATES, Count, Gaps, SectionUse
from bot.staff.topics import LEAST_CONVERSATIONS

WIDTH, HEIGHT = 400, 150
LEFT, RIGHT, TOP, BOTTOM = 30, 6, 10, 24
MAX_COLUMN = 24.0
FEW_HEIGHT = 5.0
"""Of the column of a day with one to nine conversations, whatever their number."""


@dataclass(frozen=True)
class Column:
    """One day of the plot: its place in the plot's units and what it says."""

    x: float
    y: float
    width: float
    height: float
    is_few: bool
    title: str


@dataclass(frozen=True)
class Days:
    """Conversations with an unanswered message (up) by day (right)."""

    columns: tuple[Column, ...]
    most: int
    first: str
    last: str


LEAST_DAYS = 2
"""Fewer make no plot."""


def days(counts: Sequence[Count]) -> Optional[Days]:
    """The plot of the days; None with fewer than `LEAST_DAYS`."""
    if len(counts) < LEAST_DAYS:
        return None
    most = max((count.n or 0 for count in counts), default=0)
    step = min(MAX_COLUMN, (WIDTH - LEFT - RIGHT) / len(counts))
    columns: list[Column] = []
    for place, count in enumerate(counts):
        if count.n == 0:
            continue
        is_few = count.n is None
        share = (count.n or 0) / most if most else 0.0
        height = FEW_HEIGHT if is_few else share * (HEIGHT - TOP - BOTTOM)
        columns.append(
            Column(
                x=LEFT + place * step + min(1.0, step / 8),
                y=HEIGHT - BOTTOM - height,
                width=max(0.5, step - min(2.0, step / 4)),
                height=height,
                is_few=is_few,
                title=f"{count.name}: {told(count.n)}",
            )
        )
    return Days(tuple(columns), most, counts[0].name, counts[-1].name)


def told(n: Optional[int], least: int = LEAST_CONVERSATIONS) -> str:
    """A count for people."""
    return f"fewer than {least}" if n is None else f"{n:,}".replace(",", " ")


def share_of(n: Optional[int], counts: Sequence[Optional[int]]) -> float:
    """Length of a count's bar, in percent of the longest."""
    most = max((count or 0 for count in counts), default=0)
    if not most:
        return 0.0
    return round(100 * (n or 0) / most, 1)


def never_used(sections: Sequence[SectionUse]) -> list[SectionUse]:
    """Sections that no reply quoted."""
    return [use for use in sections if use.n == 0]


def render(gaps: Gaps, *, clinic: str, made: str, n_days: int) -> str:
    """The report.

    Args:
        gaps: What was counted.
        n_days: Days that were asked for.
        clinic: The clinic's name.
        made: When, for people.
    """
    here = Path(__file__).parent
    # The report of `bedside evaluate` has the style.
    environment = template_environment(here, here.parent / "evaluation")
    environment.filters["told"] = told
    return environment.get_template("gaps_report.html").render(
        gaps=gaps,
        clinic=clinic,
        made=made,
        n_days=n_days,
        least=LEAST_CONVERSATIONS,
        gates=GATES,
        route_labels=ROUTE_LABELS,
        days=days(gaps.days),
        share_of=share_of,
        never_used=never_used(gaps.sections),
        used=[use for use in gaps.sections if use.n != 0],
        plot={
            "width": WIDTH,
            "height": HEIGHT,
            "left": LEFT,
            "right": WIDTH - RIGHT,
            "top": TOP,
            "base": HEIGHT - BOTTOM,
        },
    )
