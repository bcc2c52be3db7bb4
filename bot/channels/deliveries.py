"""What is owed to patients on messaging platforms, until it is sent.

One row a message that a platform delivered, in the conversation database, written
before the message is acknowledged: where its reply goes, and how much of it is sent.
The reply itself is in the inbox. Whoever has a row's lease sends; a process that died
lets the lease run out, and whoever lost it changes nothing but what is true anyway:
what was sent. It sends nothing itself.
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
from bot.lease import backoff_s, change_held, renew, take_due

MAX_ID_CHARS = 255
TIMEOUT_S = 2.0
# Half of it is longer than the sending of one part.
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
        due_at: Unix seconds; until then somebody has it, and who set it is known by it.
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

    async def claim(self, channel: str, *, after: int = 0) -> Optional[Delivery]:
        """Take the lease of what waits in nobody's hands; None when nothing does.

        Args:
            channel: Whose deliveries.
            after: Number of a row; the oldest behind it is taken.

        Raises:
            DatabaseError: It cannot be read or written.
        """
        now = self._now()

        def take(connection: Connection) -> list[Any]:
            return take_due(
                connection,
                deliveries,
                deliveries.c.channel == channel,
                deliveries.c.id > after,
                now=now,
                lease_s=LEASE_S,
                n_most=1,
            )

        for row in await self._database.run(take, timeout_s=TIMEOUT_S):
            return replace(_delivery(row), due_at=now + LEASE_S)
        return None

    async def hold(self, delivery: Delivery) -> Optional[Delivery]:
        """See that a lease lasts for one part; None when somebody else has the row.

        While half of it is left, nobody is asked.

        Raises:
            DatabaseError: It is not known.
        """
        now = self._now()
        if delivery.due_at - now >= LEASE_S / 2:
            return delivery
        row = await self._database.run(
            lambda connection: renew(
                connection,
                deliveries,
                delivery.row,
                delivery.due_at,
                now=now,
                lease_s=LEASE_S,
            ),
            timeout_s=TIMEOUT_S,
        )
        if row is None:
            return None
        held = _delivery(row)
        # What was sent may be known here and not be written.
        return replace(
            delivery,
            due_at=now + LEASE_S,
            n_sent=max(held.n_sent, delivery.n_sent),
            n_tries=held.n_tries,
        )

    async def note_sent(self, delivery: Delivery) -> Optional[Delivery]:
        """Write down how many parts are sent, and keep the lease.

        What was sent was sent, so it is written whoever has the row.

        Returns:
            The delivery with its new lease; None when somebody else has the row.

        Raises:
            DatabaseError: It is not known to be written.
        """
        now = self._now()

        def note(connection: Connection) -> bool:
            connection.execute(
                deliveries.update()
                .where(
                    deliveries.c.id == delivery.row,
                    deliveries.c.n_sent < delivery.n_sent,
                )
                .values(n_sent=delivery.n_sent)
            )
            return change_held(
                connection,
                deliveries,
                delivery.row,
                delivery.due_at,
                due_at=now + LEASE_S,
            )

        is_held = await self._database.run(note, timeout_s=TIMEOUT_S)
        return replace(delivery, due_at=now + LEASE_S) if is_held else None

    async def finish_sent(self, delivery: Delivery) -> None:
        """All of it is sent, whoever has the row; the address is forgotten.

        Raises:
            DatabaseError: It is not known to be written.
        """
        statement = (
            deliveries.update()
            .where(deliveries.c.id == delivery.row)
            .values(state="sent", address="{}", n_sent=delivery.n_sent)
        )
        await self._database.run(
            lambda connection: connection.execute(statement), timeout_s=TIMEOUT_S
        )

    async def give_up(self, delivery: Delivery) -> None:
        """It will never be sent, unless somebody else has it; the address is forgotten.

        Raises:
            DatabaseError: It is not known to be written.
        """
        await self._change(delivery, state="failed", address="{}")

    async def put_off(
        self, delivery: Delivery, *, after_s: float | None = None
    ) -> None:
        """Try again later: after what the platform asks for, else longer each time.

        Nothing happens when somebody else has the row.

        Raises:
            DatabaseError: It is not known to be written.
        """
        if self._now() - delivery.created_at > GIVE_UP_AFTER_S:
            await self.give_up(delivery)
            return
        wait_s = after_s
        if wait_s is None:
            wait_s = backoff_s(
                delivery.n_tries, first_s=FIRST_BACKOFF_S, most_s=MAX_BACKOFF_S
            )
        await self._change(
            delivery,
            n_tries=delivery.n_tries + 1,
            n_sent=delivery.n_sent,
            due_at=self._now() + wait_s,
        )

    async def _change(self, delivery: Delivery, **values: Any) -> None:
        await self._database.run(
            lambda connection: change_held(
                connection, deliveries, delivery.row, delivery.due_at, **values
            ),
            timeout_s=TIMEOUT_S,
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
