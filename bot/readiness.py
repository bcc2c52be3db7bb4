"""Whether this server should be sent patients: checks in, a verdict by name out.

For load balancers and for the clinic's own monitoring. The answer is never "yes" before
model, index and database have each done what a turn asks of them. An emergency is
answered whatever it says.
"""

import asyncio
import time
from typing import Optional, Union

from actions import library
from bot.database import DatabaseError
from bot.turn import Door
from knowledge.errors import VectorStoreError

OK = "ok"
# Load balancers ask every second or two, each of them; a database is asked once.
DATABASE_CHECK_KEPT_S = 1.0


class Readiness:
    """The state of one server."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._database_checked_at = float("-inf")
        self._database = "not checked yet"
        self._index_checked_at = float("-inf")
        self._index = "not checked yet"
        self.unfinished_turns_done = False
        self.draining = False

    async def checks(self) -> dict[str, str]:
        """Each part's state, "ok" or what is wrong with it, by name."""
        return {
            "server": "is stopping" if self.draining else OK,
            "model": OK if self._door.conversations is not None else "not loaded",
            "index": await self._index_state(),
            "database": await self._database_state(),
            "unfinished turns": OK if self.unfinished_turns_done else "being done",
        }

    async def body(self) -> tuple[int, dict[str, Union[bool, Optional[str], object]]]:
        """HTTP status and JSON of `/health/ready`."""
        checks = await self.checks()
        is_ready = all(state == OK for state in checks.values())
        index = library.loaded()
        return (200 if is_ready else 503), {
            "ready": is_ready,
            "checks": checks,
            "index": None if index is None else index.build_id,
        }

    async def _index_state(self) -> str:
        index = library.loaded()
        if index is None:
            return "not loaded"
        if time.monotonic() - self._index_checked_at > DATABASE_CHECK_KEPT_S:
            try:
                # Its vectors may be in a database, which may hang.
                await asyncio.to_thread(index.check)
                self._index = OK
            except VectorStoreError as error:
                self._index = f"failed: {error.reason}"
            self._index_checked_at = time.monotonic()
        return self._index

    async def _database_state(self) -> str:
        inbox = self._door.inbox
        if inbox is None:
            return OK
        if time.monotonic() - self._database_checked_at > DATABASE_CHECK_KEPT_S:
            try:
                await inbox.database.check()
                self._database = OK
            except DatabaseError as error:
                self._database = f"failed: {error.reason}"
            self._database_checked_at = time.monotonic()
        return self._database
