"""What a server does beside answering: unfinished turns, retention, newer indexes.

Each job is a method that does its work once and can be tested so; `run` repeats them
until it is stopped. A job that fails says so and is tried again; it never ends the
server.
"""

import asyncio
import datetime
import logging
import os
import shutil
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import sqlalchemy as sa

import actions.library
from bot.database import Database
from bot.erasures import forget_old, time_of
from bot.peers import Peers
from bot.readiness import Readiness
from bot.turn import Door
from knowledge.approval import review_reminders
from knowledge.build import current_build
from knowledge.errors import KnowledgeError, VectorStoreError
from knowledge.settings import PROJECT_DIR
from knowledge.settings import Settings as KnowledgeSettings

REPLAY_EVERY_S = 10.0
RETENTION_EVERY_S = 900.0
INDEX_EVERY_S = 2.0
SOURCES_EVERY_S = 5.0
PEERS_EVERY_S = 10.0
REMINDER_EVERY_S = 86_400.0
# An unanswered turn this old belongs to a server that died: deadlines are 5 s.
ABANDONED_AFTER_S = 30.0
# With no days of retention, a conversation must still be able to go on.
LEAST_KEPT_S = 3600.0
DELETE_TIMEOUT_S = 60.0
STOP_TIMEOUT_S = 2.0

logger = logging.getLogger(__name__)


class Housekeeping:
    """The jobs of one server."""

    def __init__(
        self,
        door: Door,
        readiness: Readiness,
        knowledge: KnowledgeSettings,
        *,
        retention_days: int,
        watch_sources: bool = False,
        peers: Peers | None = None,
    ) -> None:
        self._door = door
        self._readiness = readiness
        self._knowledge = knowledge
        self._retention_days = retention_days
        self._watch_sources = watch_sources
        self._peers = peers
        self._refused_build: str | None = None
        # As they were when they were last built, and when they were last looked at.
        self._built_sources = self._seen_sources = _look_of(knowledge.sources_dir)
        self._stopping = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin with the unfinished turns, then repeat every job."""
        for job, every_s in (
            (self.finish_turns, REPLAY_EVERY_S),
            (self.delete_old, RETENTION_EVERY_S),
            (self.load_new_index, INDEX_EVERY_S),
            (self.build_changed_sources, SOURCES_EVERY_S),
            (self.compare_servers, PEERS_EVERY_S),
            (self.remind_of_reviews, REMINDER_EVERY_S),
        ):
            self._tasks.append(asyncio.ensure_future(self._repeat(job, every_s)))

    async def stop(self) -> None:
        """End all jobs; one that is in the middle of its work may come to its end."""
        self._stopping.set()
        if not self._tasks:
            return
        _, late = await asyncio.wait(self._tasks, timeout=STOP_TIMEOUT_S)
        for task in late:
            task.cancel()
        self._tasks.clear()

    async def finish_turns(self) -> None:
        """Do the turns that were accepted before this server began, or by a dead one.

        At the start, all of them: whose process lives has locked its conversation.
        """
        if not self._readiness.unfinished_turns_done:
            n_turns = await self._door.replay()
            self._readiness.unfinished_turns_done = True
        else:
            n_turns = await self._door.replay(older_than_s=ABANDONED_AFTER_S)
        if n_turns:
            logger.info("Finished %d turns that had been left unanswered.", n_turns)

    async def delete_old(self) -> None:
        """Delete what is older than the retention allows, from the files as well."""
        inbox = self._door.inbox
        if inbox is None:
            return
        before = time.time() - max(self._retention_days * 86_400, LEAST_KEPT_S)
        n_rows = await delete_before(inbox.database, before)
        await forget_old(inbox.database)
        if n_rows:
            logger.info("Deleted %d rows that were past their retention.", n_rows)

    async def load_new_index(self) -> None:
        """Serve a newer build of the index; turns in flight finish on the old one.

        Loading checks every file's hash. A build that is refused is named once, and the
        one before it stays. While the index database is down nothing is refused, and a
        server that could load no index when it started loads its first.
        """
        served = actions.library.loaded()
        served_id = None if served is None else served.build_id
        newest = current_build(self._knowledge.index_dir)
        if newest in (None, served_id, self._refused_build):
            return
        try:
            # A thread: it reads and checks files, and compiles patterns, for a second.
            library = await asyncio.to_thread(actions.library.load, self._knowledge)
        except VectorStoreError as error:
            logger.error("The new index is not served yet: %s", error)
            return
        except KnowledgeError as error:
            self._refused_build = newest
            logger.error("The new index is not served: %s", error)
            return
        self._refused_build = None
        logger.info("Now serving index %s.", library.build_id)

    async def build_changed_sources(self) -> None:
        """Build the index when a page changed, in a process of its own and gently.

        Only once nothing has changed from one look to the next: an editor writes a file
        in parts. A page that is not usable leaves everything as it was.
        """
        if not self._watch_sources:
            return
        look = _look_of(self._knowledge.sources_dir)
        is_settled, self._seen_sources = look == self._seen_sources, look
        if look == self._built_sources or not is_settled:
            return
        self._built_sources = look
        building = await asyncio.create_subprocess_exec(
            *("nice", "-n", "10") if shutil.which("nice") else (),
            *(sys.executable, "-m", "bot.cli", "index"),
            cwd=PROJECT_DIR,
            env={
                **os.environ,
                "BEDSIDE_SOURCES_DIR": str(self._knowledge.sources_dir),
                "BEDSIDE_INDEX_DIR": str(self._knowledge.index_dir),
            },
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            _, said = await building.communicate()
        except asyncio.CancelledError:
            building.terminate()
            raise
        if building.returncode != 0:
            logger.error(
                "The changed pages are not served: %s",
                " ".join(said.decode("utf-8", "replace").split())[-500:],
            )

    async def compare_servers(self) -> None:
        """Name what another server on the same database answers with differently."""
        if self._peers is not None:
            for difference in await self._peers.look():
                logger.warning("%s", difference)

    async def remind_of_reviews(self) -> None:
        """Name the pages whose review is due soon, or past, and their owners."""
        today = datetime.date.today()
        folder = self._knowledge.sources_dir
        try:
            reminders = await asyncio.to_thread(review_reminders, folder, today)
        except KnowledgeError as error:
            logger.error("Reviews cannot be looked up: %s", error)
            return
        for reminder in reminders:
            logger.warning("%s", reminder)

    async def _repeat(self, job: Callable[[], Awaitable[None]], every_s: float) -> None:
        stopping = asyncio.ensure_future(self._stopping.wait())
        # Told by an event, not by cancelling: in Python 3.10 `wait_for` forgets a
        # cancellation that comes in the moment in which its work is done.
        while not self._stopping.is_set():
            try:
                await job()
            except Exception as error:
                logger.error("%s failed: %s.", job.__name__, type(error).__name__)
            await asyncio.wait({stopping}, timeout=every_s)


async def delete_before(database: Database, before: float) -> int:
    """Delete every row of every patient table that is older; how many those were.

    Args:
        database: Of the conversations.
        before: Unix seconds.
    """

    def delete(connection: sa.engine.Connection) -> int:
        n_rows = 0
        for table in database.patient_tables:
            done = connection.execute(table.delete().where(time_of(table) < before))
            n_rows += done.rowcount
        return n_rows

    n_rows = await database.run(delete, timeout_s=DELETE_TIMEOUT_S)
    if n_rows:
        await database.scrub()
    return n_rows


def _look_of(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Names, sizes and times of the files in a folder."""
    found = []
    for file in sorted(folder.glob("*")):
        try:
            state = file.stat()
        except OSError:
            continue
        found.append((file.name, state.st_size, state.st_mtime_ns))
    return tuple(found)
