"""Which conversations were erased, and when: no restored backup may bring them back.

Names of conversations in, hashes out. A row is written in the transaction that erases,
so there is no erased conversation without one. A restore deletes again what is named
here (`bot/backup/restore.py`). It holds no name, only a sha256 of it: those of the
website's chat and of the platforms are keyed hashes already.
"""

import hashlib
import time
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.database import Database

# The longest retention that can be set. What is older than the retention is deleted
# when a backup is restored, so that after this time no row can come back.
KEPT_S = 365 * 86_400.0

erasures = sa.Table(
    "erasures",
    sa.MetaData(),
    sa.Column("name_sha256", sa.String(64), primary_key=True),
    sa.Column("erased_at", sa.Float, nullable=False, index=True),
)


def hash_of(sender_id: str) -> str:
    """SHA-256 of a conversation's name, in hex, with the purpose in it."""
    text = f"bedside erasure\0{sender_id}"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def note(connection: Connection, sender_id: str) -> None:
    """Note that a conversation is erased; the caller's transaction erases it."""
    add(connection, {hash_of(sender_id): time.time()})


def add(connection: Connection, erased: Mapping[str, float]) -> None:
    """Add erasures, hash -> Unix seconds; of two of one name the later one counts."""
    for name_sha256, erased_at in erased.items():
        is_it = erasures.c.name_sha256 == name_sha256
        known = connection.execute(
            sa.select([erasures.c.erased_at]).where(is_it)
        ).scalar()
        connection.execute(erasures.delete().where(is_it))
        connection.execute(
            erasures.insert().values(
                name_sha256=name_sha256, erased_at=max(erased_at, known or 0.0)
            )
        )


def read(connection: Connection) -> dict[str, float]:
    """All erasures that are known, hash -> Unix seconds."""
    return {
        row.name_sha256: row.erased_at for row in connection.execute(erasures.select())
    }


def erase_again(
    connection: Connection, tables: Iterable[sa.Table], erased: Mapping[str, float]
) -> int:
    """Delete the rows of erased conversations that are from before; how many.

    Args:
        connection: In a transaction.
        tables: With a column `sender_id` and one for the time.
        erased: Hash -> Unix seconds. What a conversation got later stays: somebody
            may have begun anew under the same name.
    """
    n_rows = 0
    for table in tables:
        names = connection.execute(sa.select([table.c.sender_id]).distinct())
        for (sender_id,) in names.fetchall():
            erased_at = erased.get(hash_of(sender_id))
            if erased_at is None:
                continue
            done = connection.execute(
                table.delete()
                .where(table.c.sender_id == sender_id)
                .where(time_of(table) <= erased_at)
            )
            n_rows += done.rowcount
    return n_rows


async def forget_old(database: Database) -> None:
    """Drop the erasures that nothing can need any more."""
    old = erasures.delete().where(erasures.c.erased_at < time.time() - KEPT_S)
    await database.run(lambda connection: connection.execute(old))


def time_of(table: sa.Table) -> Any:
    """The column that says when a row was written, in Unix seconds."""
    for name in ("received_at", "timestamp", "created_at"):
        if name in table.c:
            return table.c[name]
    raise KeyError(f"The patient table '{table.name}' has no column for its time.")
