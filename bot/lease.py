"""Rows of a table that whoever takes them owns for a while.

For queues in the conversation database that several processes work on. A table with the
columns `id`, `state` and `due_at` in, rows out: a row that is "waiting" may be taken
once its `due_at` has passed; taking it moves `due_at` to the end of the lease, so that
a process that dies lets it go. Of two that try, one gets it. The `due_at` that it was
taken with is the proof of ownership: whoever is late has another one.
"""

from typing import Any, Optional

import sqlalchemy as sa
from sqlalchemy.engine import Connection


def take_due(
    connection: Connection,
    table: sa.Table,
    *wanted: Any,
    now: float,
    lease_s: float,
    n_most: int,
) -> list[Any]:
    """Rows that wait in nobody's hands, oldest first; now they are the caller's.

    Args:
        connection: Inside a transaction.
        table: Has `id`, `state` and `due_at` (Unix seconds).
        wanted: Further conditions.
        now: Unix seconds.
        lease_s: For how long nobody else takes them.
        n_most: No more than these.

    Returns:
        The rows as they were before they were taken.
    """
    query = (
        table.select()
        .where(table.c.state == "waiting", table.c.due_at <= now, *wanted)
        .order_by(table.c.id)
        .limit(n_most)
    )
    taken = []
    for row in connection.execute(query).fetchall():
        done = connection.execute(
            table.update()
            .where(table.c.id == row.id, table.c.due_at == row.due_at)
            .values(due_at=now + lease_s)
        )
        if done.rowcount:
            taken.append(row)
    return taken


def change_held(
    connection: Connection,
    table: sa.Table,
    row_id: int,
    held_until: float,
    **values: Any,
) -> bool:
    """Change a row if it still waits in the caller's hands; whether it does.

    Args:
        connection: Inside a transaction.
        table: As for `take_due`.
        row_id: The row's `id`.
        held_until: The end of the lease (`due_at`), as the caller set it.
        values: What to set.
    """
    done = connection.execute(
        table.update()
        .where(
            table.c.id == row_id,
            table.c.due_at == held_until,
            table.c.state == "waiting",
        )
        .values(**values)
    )
    return bool(done.rowcount)


def renew(
    connection: Connection,
    table: sa.Table,
    row_id: int,
    held_until: float,
    *,
    now: float,
    lease_s: float,
) -> Optional[Any]:
    """Prolong a lease; the row as it is now, None when it is not the caller's any more.

    Args:
        connection: Inside a transaction.
        table: As for `take_due`.
        row_id: The row's `id`.
        held_until: The end of the lease (`due_at`), as the caller set it.
        now: Unix seconds.
        lease_s: For how long from now nobody else takes the row.
    """
    if not change_held(connection, table, row_id, held_until, due_at=now + lease_s):
        return None
    return connection.execute(table.select().where(table.c.id == row_id)).first()


def backoff_s(n_tries: int, *, first_s: float, most_s: float) -> float:
    """Seconds before the next try: `first_s`, twice that, ... up to `most_s`."""
    return float(min(most_s, first_s * 2.0 ** min(n_tries, 20)))
