"""What happened in one turn, for `bedside ask --explain` and the receipts.

The door puts a `Trace` into the context of a turn; actions that run in the same process
add their evidence to it. With a separate action server there is none, and nothing is
lost but the explanation. A trace is never stored or logged: it holds patients' words.
What the receipts keep of it are ids and numbers (bot/receipts.py).
"""

from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Trace:
    """Milliseconds by step, and the evidence by name.

    Attributes:
        build_id: The index build that the reply was checked against; "" for none.
        revisions: Source id -> SHA-256 of its file, for the sources that are cited.
    """

    steps_ms: dict[str, float] = field(default_factory=dict)
    evidence: dict[str, Any] = field(default_factory=dict)
    build_id: str = ""
    revisions: dict[str, str] = field(default_factory=dict)


current: ContextVar[Trace | None] = ContextVar("trace", default=None)
"""The trace of the turn that is running here, if anybody wants one."""
