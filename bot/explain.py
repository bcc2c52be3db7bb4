"""A turn in tables: what was recognised, found and quoted, and how long it took.

A `Turn` in, rich renderables or plain JSON values out. It reads what the trace holds
and computes nothing. Scores: higher is better; milliseconds: lower is better.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from actions.reply import Reply
from actions.trace import Trace
from bot.turn import Turn
from knowledge.answer import Answer, NoAnswer

MAX_ROWS = 12
_STYLES = {
    "answer": "green",
    "answer_and_refer": "green",
    "refer": "yellow",
    "handoff": "yellow",
    "emergency": "bold red",
}


def reply(reply: Reply) -> RenderableType:
    """The reply as a patient reads it, its citations below."""
    style = "bold red" if reply.tier else _STYLES.get(reply.route, "cyan")
    parts: list[RenderableType] = [Panel(Text(reply.text), border_style=style)]
    for citation in reply.citations:
        line = Text(f" [{citation.n}] ", style="bold")
        line.append(citation.title, style="italic")
        line.append(f", {citation.section}" if citation.section else "")
        line.append(f"  ({citation.source_id})", style="dim")
        parts.append(line)
    for number, button in enumerate(reply.buttons, start=1):
        parts.append(Text.assemble((f"  {number}. ", "bold"), (button.title, "cyan")))
    return Group(*parts)


def tables(turn: Turn) -> RenderableType:
    """How the reply came about."""
    evidence = dict(turn.trace.evidence)
    parts: list[RenderableType] = [_overview(turn)]
    parts += _intents(evidence.pop("intent_ranking", None) or ())
    answer = evidence.pop("answer", None)
    if isinstance(answer, (Answer, NoAnswer)):
        parts += _retrieval(answer, evidence.pop("threshold", None))
    evidence.pop("alarm", None)
    for name, value in evidence.items():
        if value not in (None, (), [], {}, ""):
            parts.append(_table(name.replace("_", " ").capitalize(), value))
    steps = Table(title="Milliseconds by step", title_justify="left")
    steps.add_column("step")
    steps.add_column("ms", justify="right")
    for step, elapsed_ms in turn.trace.steps_ms.items():
        steps.add_row(step, f"{elapsed_ms:.1f}")
    parts.append(steps)
    return Group(*parts)


def as_json(trace: Trace) -> dict[str, Any]:
    """The trace as JSON values."""
    return {"evidence": plain(trace.evidence), "steps_ms": plain(trace.steps_ms)}


def plain(value: Any) -> Any:
    """Records, tuples and arrays as dicts, lists and numbers, at any depth."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in value]
    if isinstance(value, (str, int, float, bool)) or value is None:
        return value
    if hasattr(value, "tolist"):
        return value.tolist()
    return str(value)


def _overview(turn: Turn) -> Table:
    table = Table(title="Turn", title_justify="left", show_header=False)
    alarm = turn.trace.evidence.get("alarm")
    red_flag = (
        "none"
        if alarm is None
        else f"{alarm.rule_id} ({alarm.category}), tier {alarm.tier}"
        + ("" if alarm.score is None else f", score {alarm.score:.2f}")
    )
    table.add_row("route", turn.reply.route)
    table.add_row("intent", f"{turn.reply.intent_name} {turn.reply.confidence:.3f}")
    table.add_row("red flag", red_flag)
    table.add_row("receipt", turn.reply.receipt)
    if turn.trace.build_id:
        table.add_row("pages", turn.trace.build_id)
    return table


def _intents(ranking: Sequence[Mapping[str, Any]]) -> list[RenderableType]:
    if not ranking:
        return []
    table = Table(title="Intents", title_justify="left")
    table.add_column("intent")
    table.add_column("probability", justify="right")
    for intent in ranking[:5]:
        table.add_row(str(intent["name"]), f"{intent['confidence']:.3f}")
    return [table]


def _retrieval(
    answer: Answer | NoAnswer, threshold: float | None
) -> list[RenderableType]:
    """What was found, what of it was quoted, and why."""
    quoted: dict[str, int] = {}
    summary = Table(title="Decision", title_justify="left", show_header=False)
    if isinstance(answer, Answer):
        for number, quote in enumerate(answer.quotes, start=1):
            quoted |= {sentence.id: number for sentence in quote.sentences}
        approved = ", ".join(answer.answer_ids) or "none: hybrid search"
        summary.add_row("quoted from approved answers", approved)
    else:
        summary.add_row("not answered", answer.why)
        if answer.named:
            summary.add_row("named, not in the answer", ", ".join(answer.named))
    limit = "" if threshold is None else f" (threshold {threshold:.3f})"
    summary.add_row("P(answerable)", f"{answer.probability:.3f}{limit}")
    parts: list[RenderableType] = [summary]

    readings = Table(title="Readings of the question", title_justify="left")
    for column in ("reading", "P(answerable)", "signals", "likeliest answers"):
        readings.add_column(column)
    for reading in answer.evidence:
        readings.add_row(
            Text(reading.reading),
            f"{reading.probability:.3f}",
            "\n".join(f"{name} {value:.2f}" for name, value in reading.signals.items()),
            "\n".join(f"{name} {share:.2f}" for name, share in reading.answers[:3]),
        )
    parts.append(readings)

    found = Table(title="Sentences found", title_justify="left")
    for column in ("quoted", "score", "cosine", "BM25", "sentence", "source"):
        found.add_column(column)
    for hit in answer.found[:MAX_ROWS]:
        quote_number = quoted.get(hit.sentence.id)
        found.add_row(
            Text(f"[{quote_number}]" if quote_number else ""),
            f"{hit.score:.3f}",
            _cell(hit.cosine),
            _cell(hit.bm25),
            Text(hit.sentence.text),
            Text(hit.sentence.id),
        )
    parts.append(found)
    return parts


def _table(title: str, value: Any) -> RenderableType:
    """A list of records as rows; a record or a mapping as names and values."""
    value = plain(value)
    table = Table(title=title, title_justify="left")
    if isinstance(value, list) and value and all(isinstance(v, dict) for v in value):
        columns = list(dict.fromkeys(key for row in value for key in row))
        for column in columns:
            table.add_column(column.replace("_", " "))
        for row in value[:MAX_ROWS]:
            table.add_row(*(_cell(row.get(column)) for column in columns))
        if len(value) > MAX_ROWS:
            table.caption = f"and {len(value) - MAX_ROWS} more"
        return table
    if isinstance(value, dict):
        table.show_header = False
        for key, item in value.items():
            table.add_row(key.replace("_", " "), _cell(item))
        return table
    if isinstance(value, list):
        table.show_header = False
        for item in value[:MAX_ROWS]:
            table.add_row(
                *(map(_cell, item) if isinstance(item, list) else [_cell(item)])
            )
        return table
    return Text.assemble((f"{title}: ", "italic"), _cell(value))


def _cell(value: Any) -> Text:
    """Plain text, never markup: a source or a question may hold square brackets."""
    if isinstance(value, bool):
        return Text("yes" if value else "no")
    if isinstance(value, float):
        return Text(f"{value:.3f}", justify="right")
    if isinstance(value, dict):
        return Text(", ".join(f"{k} {_cell(v)}" for k, v in value.items()))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return Text(", ".join(str(_cell(v)) for v in value))
    return Text("" if value is None else str(value))
