"""`bedside publish`: show every answer that changes, ask for a name, swap.

Exit status 0 when it was published or nothing was to be, 1 when it was left, 2 when
something has to be put right first.
"""

import argparse
import datetime
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console, Group
from rich.padding import Padding
from rich.text import Text

from bot import training
from bot.progress import step_bars
from bot.settings import Settings
from knowledge.approval import STATE_WORDS

if TYPE_CHECKING:
    from bot.publication import Candidate
    from knowledge.replay import Change

LEFT = 1
N_SHOWN = 3


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `publish`."""
    command = commands.add_parser(
        "publish", help="put the approved pages before patients, or take that back"
    )
    command.add_argument("--by", metavar="NAME", help="who decides; else it is asked")
    command.add_argument(
        "--rollback", action="store_true", help="serve the index before this one again"
    )
    command.add_argument(
        "--dry-run", action="store_true", help="show what would change, and stop"
    )
    command.add_argument(
        "--changes", type=Path, metavar="FILE", help="write every change as CSV"
    )
    command.set_defaults(run=run)


def run(settings: Settings, options: argparse.Namespace) -> int:
    """Publish, or take the last publication back."""
    # It imports faiss, which no other command has to wait for.
    from bot.publication import (
        pages_left_out,
        prepare,
        publish,
        roll_back,
        write_changes,
    )

    out = Console()
    now = datetime.datetime.now().astimezone()
    if options.rollback:
        by = options.by or _ask_name("Your name, to take the last publication back: ")
        if not by:
            out.print("Nothing was changed.")
            return LEFT
        build = roll_back(settings, by, now)
        out.print(
            f"Index {build} is served again, within seconds on every running server.",
            markup=False,
        )
        return 0
    if not (options.by or options.dry_run):
        # Before minutes of work that nobody could put to use.
        _expect_somebody()
    try:
        with step_bars(Console(stderr=True), transient=True) as report:
            candidate = prepare(settings, now.date(), progress=report)
    except KeyboardInterrupt:
        out.print("Stopped. Nothing was published; what was served is served.")
        raise
    if candidate is None:
        out.print("What is served is current. There is nothing to publish.")
        print_left_out(out, pages_left_out(settings, now.date()))
        return 0
    out.print(shown(candidate))
    print_left_out(out, candidate.left_out)
    if options.changes is not None:
        write_changes(candidate.changes, options.changes)
        out.print(f"Every change: {options.changes}", markup=False, soft_wrap=True)
    if not training.is_current(settings):
        out.print(
            Text(
                "The language model learnt from other pages or questions. It works; "
                "`make train` teaches it these.",
                "yellow",
            )
        )
    if options.dry_run:
        out.print("Nothing was published: --dry-run.")
        return 0
    by = options.by or _ask_name("Your name, to publish this (empty: leave it): ")
    if not by:
        out.print("Nothing was published.")
        return LEFT
    publish(settings, candidate, by, datetime.datetime.now().astimezone())
    out.print(
        Text(
            f"Published as index {candidate.manifest.build_id}. Running servers take "
            "it up within seconds. Take it back with: bedside publish --rollback"
        )
    )
    return 0


def shown(candidate: "Candidate") -> Group:
    """Every answer that changes, questions with the same change together."""
    from bot.publication import reply_text

    parts: list[Text | Padding] = []
    grouped: dict[tuple[object, ...], list[Change]] = {}
    for change in candidate.changes:
        texts = map(reply_text, (change.before, change.after))
        cause = change.why if not change.why.startswith("other evidence") else "other"
        grouped.setdefault((*texts, cause), []).append(change)
    for changes in sorted(grouped.values(), key=len, reverse=True):
        first = changes[0]
        parts.append(Text(_questions(changes), "bold"))
        block = Text("before  ", "dim")
        block.append(reply_text(first.before), "red")
        block.append("\nafter   ", "dim")
        block.append(reply_text(first.after), "green")
        block.append(f"\nwhy     {first.why}", "dim")
        parts.append(Padding(block, (0, 0, 1, 2)))
    pages = ", ".join(candidate.manifest.sources)
    n = candidate.n_questions
    if candidate.before is None:
        parts.append(Text(f"The first index: {n} questions were asked of it."))
    elif not candidate.compared:
        parts.append(
            Text(
                "The index that is served could not be compared: it is damaged, or of "
                f"another encoder. {n} questions were asked of the new one; every "
                "answer may differ.",
                "bold yellow",
            )
        )
    else:
        parts.append(
            Text(f"{len(candidate.changes)} of {n} questions are answered otherwise.")
        )
    if candidate.lost:
        parts.append(
            Text(
                f"{len(candidate.lost)} of them had an answer and have none now.",
                "bold yellow",
            )
        )
    if candidate.missed:
        parts.append(
            Text(
                f"{len(candidate.missed)} approved questions are not answered by the "
                f"page written for them, such as “{candidate.missed[0]}”.",
                "yellow",
            )
        )
    parts.append(Text(f"Pages: {pages}"))
    return Group(*parts)


def _questions(changes: Sequence["Change"]) -> str:
    named = ", ".join(f"“{change.question}”" for change in changes[:N_SHOWN])
    n_more = len(changes) - N_SHOWN
    return named + (f" and {n_more} more questions" if n_more > 0 else "")


def print_left_out(out: Console, left_out: dict[str, str]) -> None:
    """Each page that is no part of a publication, why, and what to do."""
    for source, why in left_out.items():
        text = Text(f"Not part of it: {source}, {why}.", "yellow")
        if why == STATE_WORDS["changed"]:
            text.append(f" Sign it off anew: bedside sources approve {source}")
        out.print(text, soft_wrap=True)


def _expect_somebody() -> None:
    from bot.publication import PublicationError

    if not sys.stdin.isatty():
        raise PublicationError("Nobody is here to decide. Give a name: --by NAME.")


def _ask_name(prompt: str) -> str:
    _expect_somebody()
    try:
        return input(prompt).strip()
    except EOFError:
        return ""
