"""A run in the terminal: figures with their bars, and what changed.

A `Run`, its bars and its comparison in, rich renderables out. What is long (every
failure, the charts) is in the report only.
"""

from collections.abc import Sequence

from rich.box import SIMPLE
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot.evaluation.bars import BarResult
from bot.evaluation.comparison import Change, Comparison
from bot.evaluation.figures import DEFINITIONS
from bot.evaluation.record import Run
from bot.evaluation.report import show_bar, show_interval, show_value

MAX_CHANGES = 40
MAX_TEXT_CHARS = 70
_STYLES = {
    "now wrong": "bold red",
    "now right": "green",
    "still wrong": "yellow",
    "still right": "cyan",
}


def summary(run: Run, bars: Sequence[BarResult]) -> RenderableType:
    """Figures, bars and warnings."""
    parts: list[RenderableType] = [_figures(run, bars)]
    missed = [result for result in bars if not result.is_met]
    for result in missed:
        reached = "no message to judge it by" if result.reached is None else ""
        reached = reached or f"{result.reached:g}"
        label = DEFINITIONS[result.bar.figure].label
        line = (
            f"Missed: {result.bar.name} {reached}, wanted {show_bar(result)} ({label})"
        )
        parts.append(Text(line, style="bold red"))
    if not missed:
        parts.append(Text("Every bar is met.", style="green"))
    parts += [Text(f"Note: {warning}", style="yellow") for warning in run.warnings]
    return Group(*parts)


def changes(comparison: Comparison) -> RenderableType:
    """Which answers changed, the worst first."""
    effects = ", ".join(f"{n} {effect}" for effect, n in comparison.by_effect.items())
    n = len(comparison.changes)
    head = (
        f"Against the run of {comparison.started}: {n} "
        f"{'answer' if n == 1 else 'answers'} changed ({effects}), "
        f"{len(comparison.reworded)} only reworded, {comparison.n_same} the same, "
        f"{len(comparison.added)} new, {len(comparison.removed)} gone."
    )
    parts: list[RenderableType] = [Text(head, style="bold")]
    if comparison.changes:
        table = Table()
        for column in ("", "message", "before", "after"):
            table.add_column(column)
        for change in comparison.changes[:MAX_CHANGES]:
            table.add_row(*_change(change))
        n_more = len(comparison.changes) - MAX_CHANGES
        if n_more > 0:
            table.caption = f"and {n_more} more in the report"
        parts.append(table)
    return Group(*parts)


def _figures(run: Run, bars: Sequence[BarResult]) -> Table:
    results = {result.bar.name: result for result in bars}
    n = len(run.rows)
    title = f"{run.set_name}: {n} {'message' if n == 1 else 'messages'}"
    table = Table(title=title, title_justify="left", box=SIMPLE)
    table.add_column("figure")
    table.add_column("", justify="right", no_wrap=True)
    table.add_column("95 % interval", no_wrap=True)
    table.add_column("bar", no_wrap=True)
    for name, figure in run.figures["all"].items():
        definition = DEFINITIONS[name]
        result = results.get(name)
        arrow = "↑" if definition.better == "higher" else "↓"
        style = "" if result is None or result.is_met else "bold red"
        table.add_row(
            Text(f"{arrow} {definition.label}", style=style).append(f"\n{name}", "dim"),
            Text(show_value(figure, definition.unit), style=style),
            show_interval(figure),
            "" if result is None else show_bar(result),
        )
    return table


def _change(change: Change) -> tuple[RenderableType, ...]:
    return (
        Text(change.effect, style=_STYLES[change.effect]),
        Text(f"{change.after.id}\n{_short(change.after.text)}"),
        *(
            Text("\n".join([row.route, *(_short(c.quote) for c in row.citations)]))
            for row in (change.before, change.after)
        ),
    )


def _short(text: str) -> str:
    is_long = len(text) > MAX_TEXT_CHARS
    return f"{text[: MAX_TEXT_CHARS - 1]}…" if is_long else text
