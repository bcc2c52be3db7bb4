"""The one `Library` that all actions of a process share.

Loaded once, on the first call or before it by `load`. Actions ask for it anew in every
turn, so that a newer build can take its place between two turns; the door holds on to
one for the length of a turn, so that its quotes are checked against the build that they
are from.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock
from typing import Any

from knowledge.errors import VectorStoreError
from knowledge.library import Library
from knowledge.settings import Settings

_lock = Lock()
_current: Library | None = None
# Why the first one cannot be loaded yet, though nothing is wrong with it.
_awaited: VectorStoreError | None = None
_of_turn: ContextVar[Any] = ContextVar("library", default=None)


def current() -> Library:
    """The library of the turn that is running here, else the loaded one.

    Raises:
        KnowledgeError: It is not loaded yet, and cannot be.
    """
    held: Library | None = _of_turn.get()
    if held is None and _current is None and _awaited is not None:
        # Loading takes seconds, and this may be the event loop: housekeeping loads.
        raise VectorStoreError(_awaited.reason)
    return held or _current or load()


@contextmanager
def held(library: Any) -> Iterator[None]:
    """Let everything in this context use one library, whatever is loaded meanwhile."""
    token = _of_turn.set(library)
    try:
        yield
    finally:
        _of_turn.reset(token)


def loaded() -> Library | None:
    """The library of this process, if one is loaded; it loads none."""
    return _current


def load(settings: Settings | None = None) -> Library:
    """Load the current build of the index and make it the library of this process.

    Raises:
        KnowledgeError: No index, a damaged or foreign one, or no encoder; the library
            that was loaded before, if any, stays.
    """
    global _awaited, _current
    with _lock:
        try:
            _current = Library.load(settings or Settings.from_environment())
        except VectorStoreError as error:
            _awaited = error
            raise
        _awaited = None
        return _current


def use(library: Library | None) -> None:
    """Make an already loaded library the one of this process; None forgets it."""
    global _awaited, _current
    with _lock:
        _awaited = None
        _current = library
