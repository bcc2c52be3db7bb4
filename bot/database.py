"""The conversation database: a URL in, short transactions and conversation locks out.

SQLite in one file (WAL) by default, PostgreSQL by URL for several servers. Everything
that knows which of the two it is stands here. Nothing connects before the first
transaction, so a server can start while its database is down. It knows no table's
meaning: `inbox.py` and `conversation_store.py` bring theirs.
"""

import asyncio
import hashlib
import logging
import threading
import time
import weakref
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Optional, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import NullPool, QueuePool

Result = TypeVar("Result")

# Threads that wait for PostgreSQL; a turn holds one while it waits for its lock.
N_THREADS = 16
# Connections for transactions, and as many again for the locks that turns hold.
POOL_SIZE = 16
CONNECT_TIMEOUT_S = 2
SQLITE_BUSY_TIMEOUT_S = 2.0
CHECK_TIMEOUT_S = 2.0
# The two families of PostgreSQL's advisory locks that are used here.
TURN_LOCKS = 0x62656473
SAVE_LOCKS = 0x62656474

logger = logging.getLogger(__name__)


class DatabaseError(Exception):
    """The conversation database did not do what it was asked.

    The cause is named by its class only: messages of the driver quote statements, and
    with them what patients wrote.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"The conversation database failed: {reason}. Check that it runs, that "
            f"BEDSIDE_DATABASE_URL names it, and that its disk is not full."
        )
        self.reason = reason


class DatabaseUrlError(Exception):
    """The URL of the database cannot be used."""

    def __init__(self) -> None:
        # Not the URL itself: it may hold a password.
        super().__init__(
            "BEDSIDE_DATABASE_URL is no usable address. Set it to a form like "
            "postgresql://USER:PASSWORD@HOST:5432/DATABASE, or unset it for SQLite."
        )


class LockTimeoutError(Exception):
    """Another turn of the conversation did not end in time."""

    reason = "conversation_busy"

    def __init__(self, timeout_s: float) -> None:
        super().__init__(f"The conversation was busy for {timeout_s:.1f} s.")


class Database:
    """One database, for all threads and tasks of a process.

    Attributes:
        is_shared: Whether other processes may serve the same conversations.
        patient_tables: Tables that hold something of a patient. Each has a column
            `sender_id`; erase, export and retention cover every one of them.
        own_tables: Tables that hold nothing of a patient; nothing covers them.
    """

    def __init__(self, url: str) -> None:
        """Name the database; it is not connected to yet.

        Args:
            url: `sqlite:///FILE` or `postgresql://USER:PASSWORD@HOST/DATABASE`.

        Raises:
            DatabaseUrlError: It is neither.
        """
        try:
            self.url = make_url(url)
        except ArgumentError as error:
            raise DatabaseUrlError() from error
        kind = self.url.get_backend_name()
        if kind not in ("sqlite", "postgresql"):
            raise DatabaseUrlError()
        self.is_shared = kind == "postgresql"
        self.patient_tables: list[sa.Table] = []
        self.own_tables: list[sa.Table] = [_probe]
        self._made = False
        self._make_lock = threading.Lock()
        self._engine, self._lock_engine = self._engines()
        self._threads: Optional[ThreadPoolExecutor] = None
        self._lock_threads: Optional[ThreadPoolExecutor] = None
        self._locks: weakref.WeakValueDictionary[str, asyncio.Lock] = (
            weakref.WeakValueDictionary()
        )

    @classmethod
    def of_file(cls, file: Path) -> "Database":
        """SQLite in a file whose folder is made if it is missing."""
        file.parent.mkdir(parents=True, exist_ok=True)
        return cls(f"sqlite:///{file}")

    @property
    def file(self) -> Optional[Path]:
        """SQLite's file; None with PostgreSQL."""
        return None if self.is_shared else Path(str(self.url.database))

    def add(self, table: sa.Table) -> None:
        """Make `table` one that is created at need, erased, exported and aged out."""
        if any(table is known for known in self.patient_tables):
            return
        self.patient_tables.append(table)
        self._made = False

    def add_own(self, table: sa.Table) -> None:
        """Make `table` one that is created at need, and else left alone."""
        if any(table is known for known in self.own_tables):
            return
        self.own_tables.append(table)
        self._made = False

    async def run(
        self, work: Callable[[Connection], Result], *, timeout_s: float = 4.0
    ) -> Result:
        """Run `work` in one transaction on a thread; committed when it returns.

        Work that is still running after the timeout goes on and may be committed: ask
        only for work that may happen twice.

        Raises:
            DatabaseError: It failed, or did not end within `timeout_s`.
        """
        return await self._on_thread(lambda: self._transact(work), timeout_s)

    async def _on_thread(self, work: Callable[[], Result], timeout_s: float) -> Result:
        if self._threads is None:
            # SQLite has one writer, and one thread never waits for itself.
            n = N_THREADS if self.is_shared else 1
            self._threads = ThreadPoolExecutor(n, thread_name_prefix="database")
        loop = asyncio.get_running_loop()
        try:
            return await asyncio.wait_for(
                loop.run_in_executor(self._threads, work), timeout_s
            )
        except asyncio.TimeoutError as error:
            raise DatabaseError(f"no end within {timeout_s:g} s") from error
        except SQLAlchemyError as error:
            raise DatabaseError(_reason(error)) from error

    async def check(self) -> None:
        """Do what a turn does: write and read.

        Raises:
            DatabaseError: It cannot be written to.
        """
        await self.run(_touch, timeout_s=CHECK_TIMEOUT_S)

    @asynccontextmanager
    async def conversation(
        self, sender_id: str, *, timeout_s: float
    ) -> AsyncIterator[None]:
        """Be alone with one conversation, in this process and all others.

        Waiting costs no polling: an asyncio lock here, an advisory lock in PostgreSQL
        (https://www.postgresql.org/docs/15/explicit-locking.html), which is released by
        the server when this process dies.

        Raises:
            LockTimeoutError: Somebody else kept it for `timeout_s`.
            DatabaseError: The lock cannot be asked for.
        """
        lock = self._lock(sender_id)
        started = time.monotonic()
        await _acquire(lock, timeout_s)
        try:
            if not self.is_shared:
                yield
                return
            left_s = max(0.05, timeout_s - (time.monotonic() - started))
            connection = await self._advisory_lock(sender_id, left_s)
            try:
                yield
            finally:
                asyncio.get_running_loop().run_in_executor(
                    self._lock_threads, _release, connection
                )
        finally:
            lock.release()

    def lock_save(self, connection: Connection, sender_id: str) -> None:
        """Until the transaction ends, let nobody else save this conversation.

        The lock of the turn is gone when its connection broke meanwhile; this one lives
        and dies with the very transaction that it protects.
        """
        if self.is_shared:
            connection.execute(
                sa.text("SELECT pg_advisory_xact_lock(:family, :key)"),
                {"family": SAVE_LOCKS, "key": lock_key(sender_id)},
            )

    async def scrub(self) -> None:
        """Leave no byte of deleted rows in the files that this process can reach.

        SQLite overwrites deleted rows (`secure_delete`), and here folds its journal
        into the file and empties it. PostgreSQL is vacuumed; its write-ahead log and
        its backups are the administrator's.

        Raises:
            DatabaseError: A reader kept the journal from being emptied.
        """
        await self._on_thread(self._scrub, 30.0)

    async def close(self) -> None:
        """Close all connections."""
        for threads in (self._threads, self._lock_threads):
            if threads is not None:
                ending = asyncio.to_thread(threads.shutdown, cancel_futures=True)
                # A thread that waits for a database that hangs is left behind.
                await asyncio.wait({asyncio.ensure_future(ending)}, timeout=2)
        self._threads = self._lock_threads = None
        self._engine.dispose()
        self._lock_engine.dispose()

    def _engines(self) -> tuple[Engine, Engine]:
        if self.is_shared:
            arguments = {
                "connect_timeout": CONNECT_TIMEOUT_S,
                # A server that is gone is noticed, not waited for.
                "keepalives_idle": 5,
                "keepalives_interval": 2,
                "keepalives_count": 2,
            }
            options: dict[str, Any] = {
                "connect_args": arguments,
                # Whatever the database's own encoding is.
                "client_encoding": "utf8",
                "hide_parameters": True,
                "pool_pre_ping": True,
                "pool_size": POOL_SIZE,
                "max_overflow": 0,
                "pool_timeout": CONNECT_TIMEOUT_S,
            }
            # Locks have connections of their own: a turn that holds its lock must never
            # wait for a connection that is held by a turn that waits for a lock.
            return sa.create_engine(self.url, **options), sa.create_engine(
                self.url, **{**options, "pool_size": 2 * POOL_SIZE}
            )
        engine = sa.create_engine(
            self.url,
            poolclass=QueuePool,
            pool_size=1,
            max_overflow=0,
            hide_parameters=True,
            connect_args={
                "timeout": SQLITE_BUSY_TIMEOUT_S,
                "check_same_thread": False,
            },
        )
        sa.event.listen(engine, "connect", _set_up_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
        return engine, sa.create_engine("sqlite://", poolclass=NullPool)

    def _transact(self, work: Callable[[Connection], Result]) -> Result:
        self._make_tables()
        with self._engine.begin() as connection:
            return work(connection)

    def _make_tables(self) -> None:
        """Create what is missing, once it is known to be there."""
        with self._make_lock:
            if self._made:
                return
            with self._engine.begin() as connection:
                if self.is_shared:
                    # Two servers that start together must not both create.
                    connection.execute(
                        sa.text("SELECT pg_advisory_xact_lock(:family, 0)"),
                        {"family": SAVE_LOCKS},
                    )
                for metadata in {t.metadata for t in self.patient_tables}:
                    metadata.create_all(connection)
                # A table from before an index was thought of gets it now.
                for index in {i for t in self.patient_tables for i in t.indexes}:
                    index.create(connection, checkfirst=True)
                for metadata in {t.metadata for t in self.own_tables}:
                    metadata.create_all(connection)
            self._made = True

    def _lock(self, sender_id: str) -> asyncio.Lock:
        lock = self._locks.get(sender_id)
        if lock is None:
            lock = self._locks[sender_id] = asyncio.Lock()
        return lock

    async def _advisory_lock(self, sender_id: str, timeout_s: float) -> Connection:
        """A connection that holds the conversation's lock until it is released."""
        if self._lock_threads is None:
            self._lock_threads = ThreadPoolExecutor(
                2 * POOL_SIZE, thread_name_prefix="turn-lock"
            )
        asking = asyncio.get_running_loop().run_in_executor(
            self._lock_threads, self._ask_for_lock, sender_id, timeout_s
        )
        try:
            return await asyncio.wait_for(asyncio.shield(asking), timeout_s + 0.5)
        except SQLAlchemyError as error:
            reason = _reason(error)
            if reason == "LockNotAvailable":
                raise LockTimeoutError(timeout_s) from error
            raise DatabaseError(reason) from error
        except (asyncio.TimeoutError, asyncio.CancelledError) as error:
            asking.add_done_callback(_release_late)
            if isinstance(error, asyncio.CancelledError):
                raise
            raise LockTimeoutError(timeout_s) from error

    def _ask_for_lock(self, sender_id: str, timeout_s: float) -> Connection:
        connection = self._lock_engine.connect()
        try:
            connection.begin()
            connection.execute(
                sa.text(f"SET LOCAL lock_timeout = {int(timeout_s * 1000)}")
            )
            connection.execute(
                sa.text("SELECT pg_advisory_xact_lock(:family, :key)"),
                {"family": TURN_LOCKS, "key": lock_key(sender_id)},
            )
        except BaseException:
            connection.invalidate()
            connection.close()
            raise
        return connection

    def _scrub(self) -> None:
        if self.is_shared:
            connection = self._engine.connect()
            with connection.execution_options(isolation_level="AUTOCOMMIT"):
                for table in self.patient_tables:
                    connection.execute(sa.text(f'VACUUM "{table.name}"'))
            return
        raw = self._engine.raw_connection()
        try:
            cursor = raw.cursor()
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            is_busy = cursor.fetchone()[0]
        finally:
            raw.close()
        if is_busy:
            raise DatabaseError("its journal is being read")


_probe = sa.Table(
    "bedside_probe",
    sa.MetaData(),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.Float, nullable=False),
)


def lock_key(sender_id: str) -> int:
    """32 bits of a conversation's name, signed as PostgreSQL wants them.

    Two conversations with one key wait for each other now and then, no more.
    """
    digest = hashlib.sha256(sender_id.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:4], "big", signed=True)


def _touch(connection: Connection) -> None:
    connection.execute(_probe.delete())
    connection.execute(_probe.insert().values(id=1, at=time.time()))


def _set_up_sqlite(connection: Any, _: object) -> None:
    # SQLAlchemy's own advice for real transactions on SQLite (docs, "pysqlite").
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode = WAL",
        # A power cut must not lose what was acknowledged, so each commit is synced.
        "synchronous = FULL",
        "secure_delete = ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # Immediate: a transaction that reads first and then writes would fail on a file
    # that another process wrote to in between.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


async def _acquire(lock: asyncio.Lock, timeout_s: float) -> None:
    """Take a lock within a time, or not at all.

    Not by `wait_for`: when it is cancelled in the moment in which the lock is given, it
    keeps the lock for ever (Python 3.10).
    """

    def give_back(acquiring: "asyncio.Future[Any]") -> None:
        if not acquiring.cancelled() and acquiring.exception() is None:
            lock.release()

    acquiring: asyncio.Future[Any] = asyncio.ensure_future(lock.acquire())
    try:
        done, _ = await asyncio.wait({acquiring}, timeout=timeout_s)
    except asyncio.CancelledError:
        acquiring.cancel()
        acquiring.add_done_callback(give_back)
        raise
    if not done:
        acquiring.cancel()
        acquiring.add_done_callback(give_back)
        raise LockTimeoutError(timeout_s)


def _release(connection: Connection) -> None:
    try:
        connection.close()
    except SQLAlchemyError as error:
        logger.error("A turn's lock was not given back: %s.", _reason(error))


def _release_late(asking: "asyncio.Future[Connection]") -> None:
    """Give back a lock that came when nobody waited for it any more."""
    if not asking.cancelled() and asking.exception() is None:
        threading.Thread(target=_release, args=(asking.result(),)).start()


def _reason(error: SQLAlchemyError) -> str:
    """The driver's class of error, never its message."""
    return type(getattr(error, "orig", None) or error).__name__
