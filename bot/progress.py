"""A bar for each step of a long command."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
)


@contextmanager
def step_bars(
    out: Console, *, transient: bool = False
) -> Iterator[Callable[[str, int, int], None]]:
    """Gives a function that takes a step, how much is done, and how much there is.

    Args:
        out: Where the bars are drawn.
        transient: Whether they vanish at the end.
    """
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=out, transient=transient) as progress:
        tasks: dict[str, TaskID] = {}

        def show(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = progress.add_task(step, total=total)
            progress.update(tasks[step], completed=done, total=total)

        yield show
