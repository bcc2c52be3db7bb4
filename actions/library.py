"""The one `Library` that all actions of a process share.

Loaded once, on the first call or before it by `load`. Actions ask for it anew in every
turn, so that a newer build can take its place between two turns.
"""

from threading import Lock

from knowledge.library import Library
from knowledge.settings import Settings

_lock = Lock()
_current: Library | None = None


def current() -> Library:
    """The loaded library.

    Raises:
        KnowledgeError: It is not loaded yet, and cannot be.
    """
    return _current or load()


def load(settings: Settings | None = None) -> Library:
    """Load the current build of the index and make it the library of this process.

    Raises:
        KnowledgeError: No index, a damaged or foreign one, or no encoder; the library
            that was loaded before, if any, stays.
    """
    global _current
    with _lock:
        _current = Library.load(settings or Settings.from_environment())
        return _current


def use(library: Library | None) -> None:
    """Make an already loaded library the one of this process; None forgets it."""
    global _current
    with _lock:
        _current = library
