"""What happened in one turn, for `bedside ask --explain` and the receipts.

The door puts a `Trace` into the context of a turn; actions that run in the same process
add their evidence to it. With a separate action server there is none, and nothing is
lost but the explanation. A trace is never stored or logged: it holds patients' words.
"""

from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Trace:
    """Milliseconds by step, and the evidence by name."""

    steps_ms: dict[str, float] = field(default_factory=dict)
    evidence: dict[str, Any] = field(default_factory=dict)


current: ContextVar[Trace | None] = ContextVar("trace", default=None)
"""The trace of the turn that is running here, if anybody wants one."""
