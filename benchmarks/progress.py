"""What a benchmark is doing, on one line of the terminal or one line each in a log."""

import sys
import time
from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with the step's name, how much of it is done, and how much there is."""


def make_progress(part: str) -> Progress:
    """A progress line on standard error that names the part and its seconds."""
    started = time.monotonic()
    is_terminal = sys.stderr.isatty()

    def report(step: str, done: int, total: int) -> None:
        seconds = time.monotonic() - started
        line = f"{part}: {step} {done}/{total} ({seconds:.0f} s)"
        end = "\n" if done >= total or not is_terminal else ""
        start = "\r\x1b[K" if is_terminal else ""
        sys.stderr.write(f"{start}{line}{end}")
        sys.stderr.flush()

    return report
