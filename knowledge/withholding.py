"""Pages of a loaded index that may not be quoted any more, known within a second.

An index is built once; a page is withdrawn, or its review becomes overdue, while it is
being served. This looks at the ledger's state at most once a second, so that every
process that answers (server, action server, shell) stops quoting without a restart.
A process that has never read the ledger knows of no withdrawal, so it quotes nothing.
"""

import datetime
import json
import logging
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from knowledge.approval import LEDGER_NAME, Served, read_ledger
from knowledge.errors import SourceError

LOOK_EVERY_S = 1.0

logger = logging.getLogger(__name__)


def noted_in_build(
    sources: Mapping[str, str], facts: bytes | None
) -> dict[str, Served]:
    """What a build notes of its pages' approval, by id.

    Args:
        sources: Source id -> sha256, of the build's manifest.
        facts: The build's `SOURCES_FILE`; None for a build from before there was one.
    """
    if facts is None:
        return {name: Served(sha256, "", "", None) for name, sha256 in sources.items()}
    return {name: Served(**noted) for name, noted in json.loads(facts).items()}


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
        self._was_read = False
        # Until the ledger was read once, any page may have been withdrawn. A build that
        # notes no approvals was made without a ledger.
        self._withdrawn = frozenset(
            source for source, facts in served.items() if facts.approved_by
        )
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
        # Without a ledger, what was withheld before stays so.
        if seen is None and self._seen != "gone":
            if self._served:
                file = self._sources_dir / LEDGER_NAME
                problem, step = "The record of approvals is gone.", "Put back a copy."
                self._say(SourceError(file, None, problem, step))
            self._seen = "gone"
        elif seen is not None and seen != self._seen:
            try:
                self._withdrawn = self._read()
                self._seen, self._was_read = seen, True
            except SourceError as error:
                if self._seen != (seen, "broken"):
                    self._say(error)
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

    def _say(self, error: SourceError) -> None:
        if self._was_read:
            logger.error("Approvals stay as they were: %s", error)
        else:
            logger.error("Nothing that was approved is quoted: %s", error)

    def _state(self) -> object:
        try:
            state = (self._sources_dir / LEDGER_NAME).stat()
        except OSError:
            return None
        return state.st_ino, state.st_size, state.st_mtime_ns

    def _read(self) -> frozenset[str]:
        """Sources whose last withdrawal came after their indexed bytes' approval.

        Also those of whose approval, which the build notes, the ledger knows nothing:
        what only grows and has lost a line may have lost a withdrawal.
        """
        ledger = read_ledger(self._sources_dir)
        withdrawn = {d.source for d in ledger.decisions if d.status == "withdrawn"}
        return frozenset(
            source
            for source, facts in self._served.items()
            if ledger.standing(source, facts.sha256) is None
            and (facts.approved_by or source in withdrawn)
        )
