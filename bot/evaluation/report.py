"""A run as one HTML file that opens from disk: no script, no request, no other file.

A `Run`, its bars and its comparison in, HTML text out. The words are in report.html;
here it is chosen what is shown. Every text of a patient or a page is escaped by
jinja2's autoescaping, and the file's own policy forbids scripts and requests.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment

from actions.reply import ROUTES
from bot.evaluation import charts
from bot.evaluation.bars import BarResult
from bot.evaluation.comparison import Comparison
from bot.evaluation.figures import (
    DEFINITIONS,
    KINDS,
    Figure,
    calibration,
    confusion,
    latency,
)
from bot.evaluation.pages import Pages
from bot.evaluation.record import Run
from bot.evaluation.run import Row
from bot.evaluation.verdict import ANSWERING, ROUTE_LABELS
from bot.html_report import template_environment

FAILURE_GROUPS = (
    "Emergencies and false alarms",
    "Answered, but should not",
    "Refused, but should not",
    "Wrong sentence quoted",
    "Says what it must not",
    "Lacks a fact",
    "Another kind of reply",
)
"""In the order of harm; a failure stands in the first that fits."""

N_SLOWEST = 5


@dataclass(frozen=True)
class Coverage:
    """How the pages and their approved answers took part.

    Attributes:
        n_pages: Approved pages.
        without_questions: Titles of pages without approved questions.
        n_answers: Approved answers.
        never_used: Ids of approved answers that no reply quoted.
        n_by_search: Replies that quote without an approved answer.
    """

    n_pages: int
    without_questions: tuple[str, ...]
    n_answers: int
    never_used: tuple[str, ...]
    n_by_search: int


def coverage(rows: Sequence[Row], pages: Pages) -> Coverage:
    """Which approved answers and pages the replies used."""
    used = {name for row in rows for name in row.grounds.answer_ids}
    return Coverage(
        n_pages=len(pages.titles),
        without_questions=tuple(pages.titles[s] for s in pages.without_questions()),
        n_answers=len(pages.answers),
        never_used=tuple(name for name in pages.answers if name not in used),
        n_by_search=sum(
            row.route in ANSWERING
            and row.grounds.probability is not None
            and not row.grounds.answer_ids
            for row in rows
        ),
    )


def failure_group(row: Row) -> str:
    """Where a failure is shown: one of `FAILURE_GROUPS`."""
    accepts, verdict = set(row.accepts), row.verdict
    is_emergency = row.route == "emergency" or row.want == "emergency"
    holds = (
        not verdict.accepted and is_emergency,
        row.route in ANSWERING and not accepts & ANSWERING,
        row.route not in ANSWERING and accepts <= ANSWERING,
        verdict.hit is False,
        verdict.said or not verdict.verbatim,
        verdict.missing,
        True,
    )
    return FAILURE_GROUPS[holds.index(True)]


def failures(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """Every failure by group, groups in order, empty ones left out."""
    grouped: dict[str, list[Row]] = {name: [] for name in FAILURE_GROUPS}
    for row in rows:
        if not row.verdict.passed:
            grouped[failure_group(row)].append(row)
    return {name: part for name, part in grouped.items() if part}


def render(
    run: Run,
    pages: Pages,
    bars: Sequence[BarResult],
    comparison: Comparison | None,
    *,
    comparison_note: str = "",
) -> str:
    """The report as HTML.

    Args:
        run: What was asked and answered.
        pages: The pages that answered.
        bars: Every bar with what was reached.
        comparison: Against an earlier run, when one was asked for and found.
        comparison_note: Why there is none although one was asked for.
    """
    template = _environment().get_template("report.html")
    calibrated = calibration(run.rows)
    return template.render(
        run=run,
        bars={result.bar.name: result for result in bars},
        missed=[result for result in bars if not result.is_met],
        comparison=comparison,
        comparison_note=comparison_note,
        definitions=DEFINITIONS,
        kinds={kind: label for kind, label in KINDS.items() if kind in run.figures},
        route_labels=ROUTE_LABELS,
        routes=ROUTES,
        failures=failures(run.rows),
        n_failures=sum(not row.verdict.passed for row in run.rows),
        confusion=confusion(run.rows),
        calibration=calibrated,
        chart=charts,
        reliability=calibrated and charts.reliability(calibrated),
        histogram=calibrated and charts.histogram(calibrated, run.threshold),
        histogram_counts=charts.counts(calibrated) if calibrated else (),
        coverage=coverage(run.rows, pages),
        latency=latency(run.rows),
        slowest=sorted(run.rows, key=lambda row: -row.seconds)[:N_SLOWEST],
    )


def show_value(figure: Figure | None, unit: str) -> str:
    """A figure's value for people: 93.3 %, 4, or a dash."""
    if figure is None or figure.value is None:
        return "–"
    return f"{figure.value:.1f} %" if unit == "%" else f"{figure.value:.0f}"


def show_interval(figure: Figure | None) -> str:
    """A figure's 95 % interval and rows: 89.1 to 96.0 % (n = 349)."""
    if figure is None or figure.low is None or figure.high is None:
        return "no such message"
    return f"{figure.low:.1f} to {figure.high:.1f} % (n\u00a0=\u00a0{figure.n})"


def show_bar(result: BarResult) -> str:
    """A bar for people: at least 95 %, at most 0."""
    definition = DEFINITIONS[result.bar.figure]
    word = "at least" if definition.better == "higher" else "at most"
    return f"{word} {result.bar.value:g}{' %' if definition.unit == '%' else ''}"


def _environment() -> Environment:
    environment = template_environment(Path(__file__).parent)
    environment.filters["value"] = show_value
    environment.filters["interval"] = show_interval
    environment.filters["bar"] = show_bar
    environment.filters["day"] = lambda started: f"{started[:10]} {started[11:16]} UTC"
    return environment
