"""Sentence vectors in a table of PostgreSQL, searched by the extension pgvector.

The only module that talks to the index database. Each build's vectors are a table of
their own, named by a hash of the rows, made in one transaction and never changed. The
build's folder keeps the hash, and whoever loads the build has the server compute it
again over the rows. Texts, BM25 and the question bank stay in the folder.

Up to `EXACT_ROWS` rows every vector is compared; above that an HNSW graph proposes rows
(https://github.com/pgvector/pgvector, 0.5 or later). Scores are always of the float4
vectors themselves. An open index holds a shared advisory lock on its table's name, so
that no process removes the table while another one serves it.
"""

import hashlib
import io
import json
import selectors
import time
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import psycopg2
import psycopg2.errors
import psycopg2.extensions
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import QueuePool

from knowledge.encoder import Vectors
from knowledge.errors import (
    IndexDamagedError,
    IndexMismatchError,
    VectorStoreError,
    VectorStoreUrlError,
)
from knowledge.index import PGVECTOR_FILE as FILE
from knowledge.vector_index import Rows

VERSION = 1
"""Raised whenever the table's layout or meaning changes."""
METRIC = "inner product"
LEAST_PGVECTOR = (0, 5)
"""The first version with HNSW."""
MOST_DIM = 2000
"""Longest vector that an HNSW index takes."""

EXACT_ROWS = 10_000
"""Most sentences that are searched exactly; docs/operations.md has the figures."""
M = 16
EF_CONSTRUCTION = 64
EF_SEARCH = 100
"""Of HNSW: links of a node, nodes looked at when one is added, and in a search."""
MOST_EF_SEARCH = 1000
"""pgvector takes no more; who wants more rows has all of them compared."""

SEARCH_TIMEOUT_S = 1.5
"""A search takes milliseconds; a turn has its reply within five seconds."""
VERIFY_TIMEOUT_S = 300.0
BUILD_TIMEOUT_S = 3 * 3600.0
LOCK_TIMEOUT_S = 30.0
CONNECT_TIMEOUT_S = 2.0
BUILD_CONNECT_TIMEOUT_S = 10
"""Nobody waits for a build: a busy machine may take its time."""
POOL_SIZE = 8
BLOCK = 5_000
"""Rows that are sent together."""
MOST_MEMORY_MB = 2048
"""That the database is asked for while it makes an HNSW index."""

LOCKS = 0x62656475
BUILD_LOCKS = 0x62656476
"""The families of PostgreSQL's advisory locks that are used here: of who has a table
open, and of who makes one."""

# A server that is gone is noticed, not waited for.
_KEEPALIVES = {"keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 2}

_Cursor = Any


@dataclass(frozen=True)
class VectorTable:
    """What a build's folder says of its table.

    Attributes:
        name: Of the table, with `sha256` in it.
        n: Rows.
        dim: Length of each vector.
        sha256: Of all rows, see `rows_sha256`.
        hnsw: Whether there is an HNSW index, with `m` and `ef_construction`.
        metric: What is compared.
        version: `VERSION` when it was written.
    """

    name: str
    n: int
    dim: int
    sha256: str
    hnsw: bool
    m: int = M
    ef_construction: int = EF_CONSTRUCTION
    metric: str = METRIC
    version: int = VERSION

    @classmethod
    def of(cls, vectors: Vectors, *, exact_rows: int = EXACT_ROWS) -> "VectorTable":
        """The table that holds these vectors, shape (n, dim)."""
        n, dim = vectors.shape
        sha256, hnsw = rows_sha256(vectors), n > exact_rows
        return cls(_name(sha256, hnsw, M, EF_CONSTRUCTION), n, dim, sha256, hnsw)

    @classmethod
    def read(cls, folder: Path) -> "VectorTable":
        """What is written in a build's folder.

        Raises:
            IndexDamagedError: It cannot be read.
            IndexMismatchError: Another version of the program wrote it.
        """
        try:
            data = json.loads((folder / FILE).read_text(encoding="utf-8"))
            found = (data["version"], data["metric"])
            table = cls(**data)
            name = _name(table.sha256, table.hnsw, table.m, table.ef_construction)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise IndexDamagedError(folder, f"{FILE}: {error}") from error
        if found != (VERSION, METRIC):
            wanted = (VERSION, METRIC)
            raise IndexMismatchError(folder, "a table of the kind", found, wanted)
        if table.name != name:
            raise IndexDamagedError(folder, f"{FILE} is not the file that was written")
        return table

    @property
    def lock_key(self) -> int:
        """32 bits of the name, signed as PostgreSQL wants them."""
        return int.from_bytes(bytes.fromhex(self.name[-8:]), "big", signed=True)


class PgvectorIndex:
    """One table, searched through a few connections of its own."""

    def __init__(self, url: str, table: VectorTable) -> None:
        """Use `open` or `creating`; this takes a table as it is said to be."""
        self.table = table
        self._pool = QueuePool(
            # It must not hold this object: who lets go of it closes the connections.
            partial(_connect, checked_url(url), table.lock_key),
            pool_size=POOL_SIZE,
            max_overflow=0,
            timeout=SEARCH_TIMEOUT_S,
            # Each statement is a transaction; there is nothing to roll back.
            reset_on_return=None,
        )
        # With the connections the lock on the table's name goes, when no turn that
        # began with this build runs any more.
        weakref.finalize(self, self._pool.dispose)

    def __repr__(self) -> str:
        return f"PgvectorIndex({self.table.name!r})"

    @classmethod
    def open(cls, url: str, folder: Path) -> "PgvectorIndex":
        """The table of a build, its rows counted and compared with the folder's hash.

        Raises:
            IndexDamagedError: Rows are missing or changed, or their index is.
            IndexMismatchError: Another version of the program wrote them.
            VectorStoreError: The database does not answer.
            VectorStoreUrlError: The URL is none of PostgreSQL.
        """
        index = cls(url, VectorTable.read(folder))
        problem = index.problem()
        if problem is not None:
            raise IndexDamagedError(folder, problem)
        return index

    @property
    def dim(self) -> int:
        """Length of each vector."""
        return self.table.dim

    def __len__(self) -> int:
        return self.table.n

    def search(self, queries: Vectors, top_k: int) -> tuple[Vectors, Rows]:
        """The nearest rows of each query; see `VectorIndex.search`.

        Exact up to `EXACT_ROWS` sentences, and with a `top_k` above `MOST_EF_SEARCH`.
        """
        scores = np.full((len(queries), top_k), -np.inf, dtype=np.float32)
        rows = np.full((len(queries), top_k), -1, dtype=np.int64)
        by_graph = self.table.hnsw and top_k <= MOST_EF_SEARCH
        settings = {"jit": "off", "statement_timeout": int(1000 * SEARCH_TIMEOUT_S)}
        if by_graph:
            # Whatever the planner thinks that a scan of the table costs.
            settings["enable_seqscan"] = "off"
            settings["hnsw.ef_search"] = max(EF_SEARCH, top_k)
        else:
            settings["enable_indexscan"] = "off"
        order = "distance" if by_graph else "distance, id"
        statement = (
            _set_local(settings) + "SELECT id, vector <#> %s::vector AS distance "
            f"FROM {self.table.name} ORDER BY {order} LIMIT %s"
        )
        for n, query in enumerate(queries):
            found = self._run(statement, (_literal(query), top_k), SEARCH_TIMEOUT_S)
            rows[n, : len(found)] = [row for row, _ in found]
            scores[n, : len(found)] = [-distance for _, distance in found]
        return scores, rows

    def reconstruct(self, rows: Rows) -> Vectors:
        """The vectors of some rows, as they were written."""
        wanted = [int(row) for row in rows]
        timeout_s = SEARCH_TIMEOUT_S if len(wanted) <= 1000 else VERIFY_TIMEOUT_S
        found = self._run(
            _set_local({"jit": "off", "statement_timeout": int(1000 * timeout_s)})
            + f"SELECT id, vector_send(vector) FROM {self.table.name} "
            "WHERE id = ANY(%s)",
            (wanted,),
            timeout_s,
        )
        vector_of = {
            # 16 bits of length, 16 unused, then the numbers (vector_send in vector.c).
            row: np.frombuffer(sent, dtype=">f4", offset=4)
            for row, sent in found
        }
        if not wanted:
            return np.zeros((0, self.dim), dtype=np.float32)
        if not vector_of.keys() >= set(wanted):
            raise VectorStoreError(f"rows of the table {self.table.name} are gone")
        in_order = np.stack([vector_of[row] for row in wanted])
        return np.asarray(in_order, dtype=np.float32)

    def check(self) -> None:
        """Ask the database for nothing, to see that it answers."""
        self._run("SELECT 1", (), SEARCH_TIMEOUT_S)

    def write(self, folder: Path) -> None:
        """Write into a build's folder which table it is and what it holds."""
        text = json.dumps(asdict(self.table), indent=1, sort_keys=True)
        (folder / FILE).write_text(text + "\n", encoding="utf-8")

    def problem(self) -> str | None:
        """What is wrong with the table, or None when it is as it was written.

        Raises:
            VectorStoreError: The database does not answer.
        """
        name, limit_s = self.table.name, VERIFY_TIMEOUT_S
        prefix = _set_local({"statement_timeout": int(1000 * limit_s)})
        ((is_there, has_index),) = self._run(prefix + _STATE, (name, name), limit_s)
        if not is_there:
            return f"the table {name} is not in the index database"
        if self.table.hnsw and not has_index:
            return f"the table {name} has lost its HNSW index"
        ((n, sha256),) = self._run(prefix + _FINGERPRINT.format(name), (), limit_s)
        if n != self.table.n:
            return f"the table {name} holds {n} rows, {self.table.n} were written"
        if sha256 != self.table.sha256:
            return f"rows of the table {name} are not what was written"
        return None

    def _run(
        self, statement: str, values: Sequence[object], timeout_s: float
    ) -> list[Any]:
        """All rows of a statement's answer, within a time or not at all.

        A connection that an earlier statement left may be of a server that was started
        anew since: then the next one is tried, and at last a new one.
        """
        until = time.monotonic() + timeout_s
        while True:
            try:
                pooled = self._pool.connect()
            except (PoolTimeoutError, psycopg2.Error, TimeoutError) as error:
                raise VectorStoreError(_reason(error)) from error
            was_used = pooled.info.get("used", False)
            pooled.info["used"] = True
            try:
                cursor = pooled.cursor()
                cursor.execute(statement, values)
                _wait(cursor.connection, until)
                found: list[Any] = cursor.fetchall()
                pooled.close()
                return found
            except (psycopg2.Error, TimeoutError) as error:
                pooled.invalidate(error)
                gone = (psycopg2.OperationalError, psycopg2.InterfaceError)
                is_stale = isinstance(error, gone) and was_used
                if is_stale and not isinstance(error, psycopg2.errors.QueryCanceled):
                    continue
                raise VectorStoreError(_reason(error)) from error
            except BaseException as error:
                pooled.invalidate(error)
                raise


def check_usable(url: str) -> None:
    """Have a database that a build can be written to, before work is put into one.

    Raises:
        VectorStoreError: It does not answer, or has no pgvector.
        VectorStoreUrlError: The URL is none of PostgreSQL.
    """
    with _transaction(url, LOCK_TIMEOUT_S) as cursor:
        # One at a time: two must not both create the extension.
        cursor.execute("SELECT pg_advisory_xact_lock(%s, 0)", (BUILD_LOCKS,))
        _ensure_extension(cursor)


@contextmanager
def creating(
    url: str, vectors: Vectors, *, exact_rows: int = EXACT_ROWS
) -> Iterator[PgvectorIndex]:
    """A table with these vectors; there for others once the block has ended well.

    All in one transaction, so that a build which fails, or dies, leaves nothing. A
    table that is there already is kept when its rows are right, and else made anew.

    Args:
        url: Of the database.
        vectors: Unit vectors, shape (n, dim).
        exact_rows: Up to how many no HNSW index is made.

    Raises:
        VectorStoreError: The database does not answer, has no pgvector or takes no
            such vectors.
        VectorStoreUrlError: The URL is none of PostgreSQL.
    """
    vectors = np.ascontiguousarray(vectors, dtype=np.float32)
    if vectors.shape[1] > MOST_DIM:
        raise VectorStoreError(
            f"it takes vectors of {MOST_DIM} numbers at most, and the encoder's have "
            f"{vectors.shape[1]}; unset BEDSIDE_INDEX_URL for this encoder"
        )
    table = VectorTable.of(vectors, exact_rows=exact_rows)
    index = PgvectorIndex(url, table)
    check_usable(url)
    with _transaction(url, BUILD_TIMEOUT_S) as cursor:
        # One at a time: two builds of the same vectors must not both create.
        key = (BUILD_LOCKS, table.lock_key)
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", key)
        cursor.execute("SELECT to_regclass(%s)", (table.name,))
        is_there = cursor.fetchone()[0] is not None
        if not is_there or index.problem() is not None:
            cursor.execute(f"DROP TABLE IF EXISTS {table.name}")
            _create(cursor, table, vectors)
        yield index


def drop(url: str, folder: Path) -> bool:
    """Remove the table of a build; False when a process has it open, and it stays.

    Raises:
        IndexDamagedError: The folder does not say which table it is.
        VectorStoreError: The database does not answer.
    """
    table = VectorTable.read(folder)
    with _transaction(url, LOCK_TIMEOUT_S) as cursor:
        key = (LOCKS, table.lock_key)
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", key)
        is_free: bool = cursor.fetchone()[0]
        if is_free:
            cursor.execute(f"DROP TABLE IF EXISTS {table.name}")
    return is_free


def rows_sha256(vectors: Vectors) -> str:
    """The hash that `_FINGERPRINT` has the database compute over the same rows."""
    of_all = hashlib.sha256()
    for rows in _records(vectors):
        # As arrays: a single number of one would be in this machine's byte order.
        ids, sent = rows["id"].copy(), rows["vector"].copy()
        for n in range(len(rows)):
            one = ids[n : n + 1].tobytes() + sent[n : n + 1].tobytes()
            of_all.update(hashlib.sha256(one).digest())
    return of_all.hexdigest()


def checked_url(url: str) -> str:
    """The URL as the driver takes it.

    Raises:
        VectorStoreUrlError: It is none of PostgreSQL.
    """
    try:
        parts = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise VectorStoreUrlError() from error
    if parts.get_backend_name() != "postgresql" or not parts.database:
        raise VectorStoreUrlError()
    plain = parts.set(drivername="postgresql")
    return str(plain.render_as_string(hide_password=False))


_STATE = """
SELECT to_regclass(%s) IS NOT NULL, EXISTS (
    SELECT FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
    JOIN pg_am ON pg_am.oid = relam
    WHERE indrelid = to_regclass(%s) AND amname = 'hnsw' AND indisvalid
)
"""

_FINGERPRINT = """
SELECT count(*), encode(sha256(coalesce(string_agg(
    sha256(int4send(id) || vector_send(vector)), ''::bytea ORDER BY id
), ''::bytea)), 'hex') FROM {}
"""
"""A hash of the rows' hashes, in order: the rows themselves may be more than the
gigabyte that one value can have."""


def _name(sha256: str, hnsw: bool, m: int, ef_construction: int) -> str:
    kind = f"{VERSION} {METRIC} {(m, ef_construction) if hnsw else 'exact'} {sha256}"
    return f"bedside_vectors_{hashlib.sha256(kind.encode()).hexdigest()[:16]}"


def _records(vectors: Vectors) -> Iterator[Any]:
    """The rows as COPY's binary format has them, some thousands at a time.

    https://www.postgresql.org/docs/current/sql-copy.html, "Binary Format".
    """
    dim = vectors.shape[1]
    # As vector_send and vector_recv have it: 16 bits of length, 16 unused, the numbers.
    vector = np.dtype([("dim", ">i2"), ("unused", ">i2"), ("values", ">f4", (dim,))])
    record = np.dtype(
        [
            ("n_fields", ">i2"),
            ("id_bytes", ">i4"),
            ("id", ">i4"),
            ("vector_bytes", ">i4"),
            ("vector", vector),
        ]
    )
    for start in range(0, len(vectors), BLOCK):
        block = vectors[start : start + BLOCK]
        rows = np.zeros(len(block), record)
        rows["n_fields"], rows["id_bytes"] = 2, 4
        rows["id"] = np.arange(start, start + len(block))
        rows["vector_bytes"], rows["vector"]["dim"] = vector.itemsize, dim
        rows["vector"]["values"] = block
        yield rows


def _create(cursor: _Cursor, table: VectorTable, vectors: Vectors) -> None:
    """Make and fill the table, in the transaction that runs."""
    name = table.name
    cursor.execute(
        f"CREATE TABLE {name} (id integer PRIMARY KEY, vector vector({table.dim}) "
        "NOT NULL)"
    )
    # Never moved out of its row: a scan would fetch each from elsewhere.
    cursor.execute(f"ALTER TABLE {name} ALTER COLUMN vector SET STORAGE PLAIN")
    header = b"PGCOPY\n\xff\r\n\0" + bytes(8)
    for rows in _records(vectors):
        stream = io.BytesIO(header + rows.tobytes() + b"\xff\xff")
        cursor.copy_expert(f"COPY {name} FROM STDIN WITH (FORMAT binary)", stream)
    if table.hnsw:
        # The graph is made several times faster in memory, and needs all of it there.
        wanted_mb = 64 + table.n * (4 * table.dim + 40 * table.m) // 1_000_000
        cursor.execute(
            _set_local(
                {
                    "maintenance_work_mem": f"'{min(wanted_mb, MOST_MEMORY_MB)}MB'",
                    # Helpers would want as much shared memory, which containers
                    # often do not have, and then the build would fail.
                    "max_parallel_maintenance_workers": 0,
                }
            )
            + f"CREATE INDEX ON {name} USING hnsw (vector vector_ip_ops) "
            f"WITH (m = {table.m}, ef_construction = {table.ef_construction})"
        )
    cursor.execute(f"ANALYZE {name}")


def _ensure_extension(cursor: _Cursor) -> None:
    """Have pgvector in this database, new enough.

    Raises:
        VectorStoreError: It is not, and this user may not put it there.
    """
    cursor.execute("SELECT extversion FROM pg_extension WHERE extname = 'vector'")
    found = cursor.fetchone()
    if found is None:
        try:
            cursor.execute("CREATE EXTENSION vector")
        except psycopg2.Error as error:
            raise VectorStoreError(
                "it has no extension 'vector'; install pgvector on its machine and let "
                "an administrator call CREATE EXTENSION vector in this database"
            ) from error
        cursor.execute("SELECT extversion FROM pg_extension WHERE extname = 'vector'")
        found = cursor.fetchone()
    version = str(found[0])
    if tuple(int(part) for part in version.split(".")[:2]) < LEAST_PGVECTOR:
        raise VectorStoreError(
            f"its extension 'vector' is {version}, and 0.5 is the first with HNSW; "
            "install a newer pgvector and call ALTER EXTENSION vector UPDATE"
        )


@contextmanager
def _transaction(url: str, timeout_s: float) -> Iterator[_Cursor]:
    """A cursor whose statements are committed together when the block ends well."""
    settings = {
        "statement_timeout": int(1000 * timeout_s),
        "lock_timeout": int(1000 * LOCK_TIMEOUT_S),
    }
    try:
        connection = psycopg2.connect(
            checked_url(url), connect_timeout=BUILD_CONNECT_TIMEOUT_S, **_KEEPALIVES
        )
        with closing(connection), connection, connection.cursor() as cursor:
            cursor.execute(_set_local(settings))
            yield cursor
    except psycopg2.Error as error:
        raise VectorStoreError(_reason(error)) from error


def _connect(url: str, lock_key: int) -> Any:
    """A connection for statements with a deadline, which holds the table's lock."""
    until = time.monotonic() + CONNECT_TIMEOUT_S
    connection = psycopg2.connect(url, async_=True, **_KEEPALIVES)
    try:
        _wait(connection, until)
        cursor = connection.cursor()
        cursor.execute("SELECT pg_advisory_lock_shared(%s, %s)", (LOCKS, lock_key))
        _wait(connection, until)
    except BaseException:
        connection.close()
        raise
    return connection


def _wait(connection: Any, until: float) -> None:
    """Let an asynchronous connection do its work until a time.

    A server that hangs keeps its connections open; nothing but a clock notices.
    https://www.psycopg.org/docs/advanced.html#asynchronous-support

    Raises:
        TimeoutError: It was not done by then.
        psycopg2.Error: The server refused, or is gone.
    """
    with selectors.DefaultSelector() as selector:
        while True:
            state = connection.poll()
            if state == psycopg2.extensions.POLL_OK:
                return
            wanted = selectors.EVENT_READ
            if state == psycopg2.extensions.POLL_WRITE:
                wanted = selectors.EVENT_WRITE
            selector.register(connection.fileno(), wanted)
            if not selector.select(max(0.0, until - time.monotonic())):
                raise TimeoutError
            selector.unregister(connection.fileno())


def _set_local(settings: Mapping[str, object]) -> str:
    """Statements that hold for what is sent with them, and no longer.

    Statements that are sent together are one transaction.
    """
    return "".join(f"SET LOCAL {name} = {to}; " for name, to in settings.items())


def _literal(vector: Vectors) -> str:
    """A vector as pgvector reads it; nine digits are every float4, exactly."""
    return "[" + ",".join(f"{number:.9g}" for number in vector.tolist()) + "]"


def _reason(error: Exception) -> str:
    """The class of an error, never its message: it may quote the statement."""
    if isinstance(error, (TimeoutError, PoolTimeoutError)):
        return "no answer in time"
    if isinstance(error, psycopg2.errors.LockNotAvailable):
        return "somebody else makes or uses this table; try again later"
    return type(error).__name__
