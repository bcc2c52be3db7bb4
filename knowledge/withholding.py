"""Pages of a loaded index that may not be quoted any more, known within a second.

An index is built once; a page is withdrawn, or its review becomes overdue, while it is
being served. This looks at the ledger's state at most once a second, so that every
process that answers (server, action server, shell) stops quoting without a restart.
"""

import datetime
import logging
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from knowledge.approval import LEDGER_NAME, Served, read_ledger
from knowledge.errors import SourceError

LOOK_EVERY_S = 1.0

logger = logging.getLogger(__name__)


class Withholding:
    """What may not be quoted of one build; safe between threads."""

    def __init__(
        self,
        sources_dir: Path,
        served: Mapping[str, Served],
        *,
        clock: Callable[[], float] = time.monotonic,
        today: Callable[[], datetime.date] = datetime.date.today,
    ) -> None:
        """Look for the first time when it is first asked.

        Args:
            sources_dir: Folder of the ledger.
            served: The build's pages by id.
            clock: Seconds that only grow.
            today: The day that reviews are compared with.
        """
        self._sources_dir = sources_dir
        self._served = served
        self._clock = clock
        self._today = today
        self._looked_at = float("-inf")
        self._seen: object = None
        self._withdrawn: frozenset[str] = frozenset()
        self._ids: frozenset[str] = frozenset()

    def ids(self) -> frozenset[str]:
        """Ids of the sources that may not be quoted now."""
        now = self._clock()
        if now - self._looked_at >= LOOK_EVERY_S:
            self._look()
            # After the look: nobody reads what is not there yet.
            self._looked_at = now
        return self._ids

    def _look(self) -> None:
        seen = self._state()
        # Without a ledger, what was withdrawn before stays so.
        if seen is not None and seen != self._seen:
            try:
                self._withdrawn = self._read()
                self._seen = seen
            except SourceError as error:
                if self._seen is None or self._seen != (seen, "broken"):
                    logger.error("Approvals stay as they were: %s", error)
                self._seen = (seen, "broken")
        today = self._today().isoformat()
        overdue = {
            source
            for source, facts in self._served.items()
            if facts.review_due is not None and facts.review_due < today
        }
        ids = self._withdrawn | overdue
        if ids != self._ids:
            logger.warning("Not quoted any more: %s.", ", ".join(sorted(ids)) or "-")
            self._ids = ids

    def _state(self) -> object:
        try:
            state = (self._sources_dir / LEDGER_NAME).stat()
        except OSError:
            return None
        return state.st_ino, state.st_size, state.st_mtime_ns

    def _read(self) -> frozenset[str]:
        """Sources whose last withdrawal came after their indexed bytes' approval."""
        ledger = read_ledger(self._sources_dir)
        return frozenset(
            source
            for source, facts in self._served.items()
            if any(
                d.source == source and d.status == "withdrawn" for d in ledger.decisions
            )
            and ledger.standing(source, facts.sha256) is None
        )
