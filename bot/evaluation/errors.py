"""Everything that can go wrong in an evaluation, each with the next step in it.

EvaluationError
├── QuestionFileError   the question file cannot be used as it stands: file, line
├── BarError            a `--bar` is not `figure=value`
└── RunFileError        an earlier run cannot be read
"""

from pathlib import Path


class EvaluationError(Exception):
    """Base of every error of this package; its text is written for people."""


class QuestionFileError(EvaluationError):
    """A question file cannot be used as it stands."""

    def __init__(self, path: Path, line: int | None, problem: str, step: str) -> None:
        place = f"{path}:{line}" if line else f"{path}"
        super().__init__(f"{place}: {problem} {step}")
        self.path = path
        self.line = line


class BarError(EvaluationError):
    """A bar names no figure or has no value."""

    def __init__(self, bar: str, problem: str, step: str) -> None:
        super().__init__(f"The bar '{bar}' {problem}. {step}")
        self.bar = bar


class RunFileError(EvaluationError):
    """The result of an earlier run cannot be read."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(
            f"'{path}' is no result of an evaluation: {problem}. "
            "Name a .json file of var/evaluations, or use `--compare last`."
        )
        self.path = path
