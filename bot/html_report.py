"""A report as one HTML file: how its template is read, and where it is written.

What it says, its own module chooses.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment


class ReportError(Exception):
    """A report cannot be written where it was asked for."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(
            f"The report cannot be written to '{path}': {problem}. "
            "Choose another file with `--out`."
        )
        self.path = path


def template_environment(*folders: Path) -> "Environment":
    """For templates in `folders`: all text is escaped, an unknown name is an error."""
    # Here: the command line needs the error above for commands that make no report.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def check_writable(path: Path) -> None:
    """Say before minutes of work that a report could not be written after them.

    Raises:
        ReportError: Its folder does not exist, or it is a folder itself.
    """
    if path.is_dir():
        raise ReportError(path, "it is a folder")
    if not path.parent.is_dir():
        raise ReportError(path, f"the folder '{path.parent}' does not exist")


def write(html: str, path: Path) -> None:
    """Write the report.

    Raises:
        ReportError: The file cannot be written.
    """
    try:
        path.write_text(html, encoding="utf-8")
    except OSError as error:
        raise ReportError(path, error.strerror or "it cannot be opened") from error
