"""`bedside evaluate` from question file to exit status.

What was asked for in; the run's record, the report and the terminal's lines out. Each
step is a module of its own; this one only puts them in order.
"""

import asyncio
import hashlib
import sys
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)

from bot import html_report, training
from bot.evaluation import record, report, terminal
from bot.evaluation.bars import judge_bars, parse_bars
from bot.evaluation.comparison import compare
from bot.evaluation.figures import figures
from bot.evaluation.pages import Pages, plain
from bot.evaluation.question_file import QuestionSet, read_questions, resolve
from bot.evaluation.record import Run
from bot.evaluation.run import Loaded, Row, ask_all, load
from bot.settings import Settings

MISSED = 1
LAST = "last"


@dataclass(frozen=True)
class Wanted:
    """What `bedside evaluate` was called with.

    Attributes:
        questions: Folder, .jsonl or .csv.
        out: Where the report goes; None for var/evaluations.
        compare: "last", the path of a result, or None.
        bars: `figure=value` texts.
        json: Print the result as JSON instead of tables.
    """

    questions: Path
    out: Path | None = None
    compare: str | None = None
    bars: tuple[str, ...] = ()
    json: bool = False


def evaluate(
    settings: Settings,
    wanted: Wanted,
    *,
    load: Callable[[Settings], AbstractAsyncContextManager[Loaded]] = load,
) -> int:
    """Evaluate, store, report; the exit status.

    Args:
        settings: Where index and model are, and where results are kept.
        wanted: The command's arguments.
        load: Loads the assistant.

    Returns:
        0 when every bar is met, 1 when one is missed.

    Raises:
        EvaluationError: The question file, a bar or a path is wrong.
        KnowledgeError: There is no usable index.
    """
    # All that can be wrong with the call is said before the seconds of loading.
    bars = parse_bars(wanted.bars)
    question_set = read_questions(wanted.questions)
    folder = settings.data_dir / "evaluations"
    if wanted.out is not None:
        html_report.check_writable(wanted.out.resolve())
    earlier = _earlier(wanted.compare, folder, question_set.path)

    err, out = Console(stderr=True), Console()
    started = datetime.now(timezone.utc).isoformat(timespec="seconds")
    loaded, rows, question_set = asyncio.run(
        _ask(settings, question_set, load, err if wanted.json else out)
    )
    run = Run(
        started=started,
        set_path=str(question_set.path),
        set_digest=question_set.digest,
        build_id=loaded.pages.build_id,
        model=_model(settings),
        threshold=loaded.pages.threshold,
        warnings=tuple(_warnings(settings, question_set, loaded.pages, rows)),
        figures=figures(rows),
        rows=tuple(rows),
    )
    results = judge_bars(bars, run.figures)
    comparison = compare(earlier, run) if earlier else None
    note = "" if earlier or not wanted.compare else _no_earlier_run(question_set)
    file = record.save(run, folder)
    html = report.render(run, loaded.pages, results, comparison, comparison_note=note)
    page = wanted.out or file.with_suffix(".html")
    html_report.write(html, page)
    if wanted.json:
        extra = {
            "bars": [{"name": r.bar.name, **asdict(r)} for r in results],
            "comparison": asdict(comparison) if comparison else None,
            "report": str(page),
        }
        sys.stdout.write(record.to_json(run, **extra) + "\n")
    else:
        out.print(terminal.summary(run, results))
        if comparison is not None:
            out.print(terminal.changes(comparison))
        elif note:
            out.print(note, markup=False)
        out.print(f"Report: {page}", markup=False, soft_wrap=True)
    return 0 if all(result.is_met for result in results) else MISSED


async def _ask(
    settings: Settings,
    question_set: QuestionSet,
    load: Callable[[Settings], AbstractAsyncContextManager[Loaded]],
    console: Console,
) -> tuple[Loaded, list[Row], QuestionSet]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("Loading index and model", total=None)
        async with load(settings) as loaded:
            question_set = resolve(question_set, loaded.pages)
            progress.update(
                task, description="Asking", total=question_set.n_turns, completed=0
            )
            rows = await ask_all(
                loaded,
                question_set,
                progress=lambda n_done: progress.update(task, completed=n_done),
            )
    return loaded, rows, question_set


def _earlier(wanted: str | None, folder: Path, set_path: Path) -> Run | None:
    if wanted is None:
        return None
    if wanted == LAST:
        return record.latest(folder, set_path)
    return record.load(Path(wanted))


def _no_earlier_run(question_set: QuestionSet) -> str:
    name = question_set.path.name
    return f"There is no earlier run of '{name}' to compare with; this one is kept."


def _warnings(
    settings: Settings, question_set: QuestionSet, pages: Pages, rows: list[Row]
) -> list[str]:
    """What a reader of the figures has to know."""
    from bot.publication import is_published
    from knowledge.build import is_current

    warnings: list[str] = []
    if not is_current(settings.knowledge):
        # `make index` leaves what a person published as it is.
        step = "bedside publish" if is_published(settings) else "make index"
        warnings.append(
            "The pages or their questions changed after the index was built. Run "
            f"'{step}' and evaluate again."
        )
    if not training.is_current(settings):
        warnings.append(
            "The model is older than what it is made of. Run 'make train' and "
            "evaluate again."
        )
    gone = _gone(question_set, pages)
    if gone:
        warnings.append(
            f"{len(gone)} wanted sentences stand on no page any more: "
            f"{', '.join(gone[:5])}{' ...' if len(gone) > 5 else ''}."
        )
    n_slow = sum(row.seconds > settings.deadline_s for row in rows)
    if n_slow:
        warnings.append(
            f"{n_slow} replies took longer than {settings.deadline_s:g} s; a patient "
            "would have got the fallback reply."
        )
    return warnings


def _gone(question_set: QuestionSet, pages: Pages) -> list[str]:
    """Ids of wanted sentences whose text no page holds."""
    if question_set.sentences is None:
        return []
    texts = {plain(text) for text in pages.sentences.values()}
    wanted = {
        sentence_id
        for conversation in question_set.conversations
        for turn in conversation.turns
        for sentence_id in turn.gold
    }
    return sorted(i for i in wanted if plain(question_set.sentences[i]) not in texts)


def _model(settings: Settings) -> str:
    file = settings.model_dir / f"{training.MODEL_NAME}.tar.gz"
    if not file.is_file():
        return ""
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]
