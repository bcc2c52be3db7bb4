"""What is owed to patients on messaging platforms, until it is sent.

One row a message that a platform delivered, in the conversation database, written
before the message is acknowledged: where its reply goes, and how much of it is sent.
The reply itself is in the inbox. Whoever has a row's lease sends; a process that died
lets the lease run out. It sends nothing itself.
"""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Optional

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from bot.database import Database, DatabaseError
from bot.lease import backoff_s, take_due

MAX_ID_CHARS = 255
TIMEOUT_S = 2.0
# Longer than a turn and the sending of one part.
LEASE_S = 30.0
# After these a reply is of no use any more, and platforms do not take it.
GIVE_UP_AFTER_S = 20 * 3600.0
FIRST_BACKOFF_S = 2.0
MAX_BACKOFF_S = 900.0

deliveries = sa.Table(
    "deliveries",
    sa.MetaData(),
    sa.Column(
        "id",
        sa.BigInteger().with_variant(sa.Integer, "sqlite"),
        primary_key=True,
        autoincrement=True,
    ),
    sa.Column("sender_id", sa.String(MAX_ID_CHARS), nullable=False),
    sa.Column("message_id", sa.String(MAX_ID_CHARS), nullable=False),
    sa.Column("channel", sa.String(64), nullable=False),
    # Empty once it is not needed: it may be a telephone number.
    sa.Column("address", sa.Text, nullable=False),
    sa.Column("attached", sa.String(255), nullable=False),
    sa.Column("created_at", sa.Float, nullable=False, index=True),
    sa.Column("due_at", sa.Float, nullable=False),
    sa.Column("n_tries", sa.Integer, nullable=False),
    sa.Column("n_sent", sa.Integer, nullable=False),
    # waiting, sent or failed
    sa.Column("state", sa.String(16), nullable=False),
    sa.UniqueConstraint("sender_id", "message_id"),
    sa.Index("deliveries_due", "state", "due_at"),
    sqlite_autoincrement=True,
)


@dataclass(frozen=True)
class Delivery:
    """One row.

    Attributes:
        row: Its number.
        address: Where the reply goes, in the channel's own words.
        attached: Kinds of what came with the message ("picture", ...).
        created_at: Unix seconds.
        due_at: Unix seconds; until then somebody has it.
        n_tries: How often the platform did not take it.
        n_sent: Parts that the platform took.
        state: "waiting", "sent" or "failed".
        is_new: Whether it was written just now.
    """

    row: int
    sender_id: str
    message_id: str
    channel: str
    address: Mapping[str, str]
    attached: tuple[str, ...]
    created_at: float
    due_at: float
    n_tries: int
    n_sent: int
    state: str
    is_new: bool = True


class Deliveries:
    """The deliveries of one database."""

    def __init__(
        self, database: Database, *, now: Callable[[], float] = time.time
    ) -> None:
        self._database = database
        self._now = now
        database.add(deliveries)

    async def begin(
        self,
        *,
        sender_id: str,
        message_id: str,
        channel: str,
        address: Mapping[str, str],
        attached: tuple[str, ...] = (),
    ) -> Delivery:
        """Note a message and take its lease; the row that is there when there is one.

        Raises:
            DatabaseError: It is not known to be stored.
        """
        now = self._now()
        values = {
            "sender_id": sender_id,
            "message_id": message_id[:MAX_ID_CHARS],
            "channel": channel,
            "address": json.dumps(dict(address)),
            "attached": ",".join(attached),
            "created_at": now,
            "due_at": now + LEASE_S,
            "n_tries": 0,
            "n_sent": 0,
            "state": "waiting",
        }
        its_row = (deliveries.c.sender_id == sender_id) & (
            deliveries.c.message_id == message_id[:MAX_ID_CHARS]
        )

        def insert(connection: Connection) -> Delivery:
            found = connection.execute(deliveries.select().where(its_row)).first()
            if found is not None:
                return _delivery(found)
            is_new = True
            try:
                with connection.begin_nested():
                    connection.execute(deliveries.insert().values(values))
            except IntegrityError:
                is_new = False
            found = connection.execute(deliveries.select().where(its_row)).first()
            if found is None:
                raise DatabaseError("a stored delivery is not there")
            return replace(_delivery(found), is_new=is_new)

        return await self._database.run(insert, timeout_s=TIMEOUT_S)

    async def claim(self, channel: str, *, n_most: int = 20) -> list[Delivery]:
        """Take the lease of what is waiting and in nobody's hands, oldest first."""
        now = self._now()

        def take(connection: Connection) -> list[Delivery]:
            rows = take_due(
                connection,
                deliveries,
                deliveries.c.channel == channel,
                now=now,
                lease_s=LEASE_S,
                n_most=n_most,
            )
            return [replace(_delivery(row), due_at=now + LEASE_S) for row in rows]

        return await self._database.run(take, timeout_s=TIMEOUT_S)

    async def note_sent(self, delivery: Delivery, n_sent: int) -> None:
        """Write down how many parts are sent, and keep the lease."""
        await self._change(delivery, n_sent=n_sent, due_at=self._now() + LEASE_S)

    async def finish(self, delivery: Delivery, state: str) -> None:
        """Sent, or failed for good; the address is forgotten."""
        await self._change(delivery, state=state, address="{}")

    async def put_off(
        self, delivery: Delivery, *, after_s: float | None = None
    ) -> None:
        """Try again later: after what the platform asks for, else longer each time."""
        if self._now() - delivery.created_at > GIVE_UP_AFTER_S:
            await self.finish(delivery, "failed")
            return
        wait_s = after_s
        if wait_s is None:
            wait_s = backoff_s(
                delivery.n_tries, first_s=FIRST_BACKOFF_S, most_s=MAX_BACKOFF_S
            )
        await self._change(
            delivery, n_tries=delivery.n_tries + 1, due_at=self._now() + wait_s
        )

    async def of(self, sender_id: str) -> list[Delivery]:
        """All deliveries of a conversation, oldest first."""
        query = (
            deliveries.select()
            .where(deliveries.c.sender_id == sender_id)
            .order_by(deliveries.c.id)
        )
        return await self._database.run(
            lambda connection: [_delivery(row) for row in connection.execute(query)],
            timeout_s=TIMEOUT_S,
        )

    async def _change(self, delivery: Delivery, **values: Any) -> None:
        statement = (
            deliveries.update().where(deliveries.c.id == delivery.row).values(**values)
        )
        await self._database.run(
            lambda connection: connection.execute(statement), timeout_s=TIMEOUT_S
        )


def _delivery(row: Any) -> Delivery:
    address: Optional[dict[str, str]] = json.loads(row.address or "{}")
    return Delivery(
        row=row.id,
        sender_id=row.sender_id,
        message_id=row.message_id,
        channel=row.channel,
        address=address or {},
        attached=tuple(filter(None, row.attached.split(","))),
        created_at=row.created_at,
        due_at=row.due_at,
        n_tries=row.n_tries,
        n_sent=row.n_sent,
        state=row.state,
        is_new=False,
    )
