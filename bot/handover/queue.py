"""The durable queue of notes, in the conversation database.

A note is a draft until its patient agrees, then waits until the other side has taken
it. What it says is deleted once it is taken, declined or too old; that there was one is
kept as long as the conversation. It sends nothing itself.
"""

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any, Optional

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.database import Database
from bot.handover.note import Note
from bot.lease import backoff_s, change_held, renew, take_due

TIMEOUT_S = 2.0
# Longer than all steps of a slow mail server.
LEASE_S = 90.0
# Nobody agrees to a draft an hour later; it may hold a telephone number.
DRAFT_KEPT_S = 3600.0
GIVE_UP_AFTER_S = 48 * 3600.0
MAX_BACKOFF_S = 1800.0
FIRST_BACKOFF_S = 5.0

handovers = sa.Table(
    "handovers",
    sa.MetaData(),
    sa.Column(
        "id",
        sa.BigInteger().with_variant(sa.Integer, "sqlite"),
        primary_key=True,
        autoincrement=True,
    ),
    sa.Column("sender_id", sa.String(255), nullable=False),
    # Of the message with the contact: done again, it makes the same note.
    sa.Column("reference", sa.String(16), nullable=False, unique=True),
    # draft, waiting, taken, declined or failed
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("created_at", sa.Float, nullable=False, index=True),
    sa.Column("due_at", sa.Float, nullable=False),
    sa.Column("n_tries", sa.Integer, nullable=False),
    sa.Column("taken_at", sa.Float),
    sa.Index("handovers_of_conversation", "sender_id", "id"),
    sa.Index("handovers_due", "state", "due_at"),
    sqlite_autoincrement=True,
)


@dataclass(frozen=True)
class Handover:
    """One row.

    Attributes:
        row: Its number.
        state: "draft", "waiting", "taken", "declined" or "failed".
        note: None once what it says is deleted.
        n_tries: How often it was not taken.
        held_until: Unix seconds; the end of the lease of whoever brings it.
    """

    row: int
    sender_id: str
    reference: str
    state: str
    note: Optional[Note]
    created_at: float
    n_tries: int
    held_until: float


class HandoverQueue:
    """The notes of one database."""

    def __init__(
        self, database: Database, *, now: Callable[[], float] = time.time
    ) -> None:
        self._database = database
        self._now = now
        database.add(handovers)

    async def draft(self, sender_id: str, note: Note) -> None:
        """Keep a note that its patient has not agreed to yet, instead of the last one.

        Raises:
            DatabaseError: It is not known to be stored.
        """
        now = self._now()

        def store(connection: Connection) -> None:
            known = connection.execute(
                handovers.select().where(handovers.c.reference == note.reference)
            ).first()
            if known is not None:
                return
            _delete_drafts(connection, handovers.c.sender_id == sender_id)
            connection.execute(
                handovers.insert().values(
                    sender_id=sender_id,
                    reference=note.reference,
                    state="draft",
                    note=json.dumps(asdict(note), ensure_ascii=False),
                    created_at=now,
                    due_at=now,
                    n_tries=0,
                )
            )

        await self._database.run(store, timeout_s=TIMEOUT_S)

    async def latest(self, sender_id: str) -> Optional[Handover]:
        """The newest note of a conversation."""
        query = (
            handovers.select()
            .where(handovers.c.sender_id == sender_id)
            .order_by(handovers.c.id.desc())
            .limit(1)
        )
        row = await self._database.run(
            lambda connection: connection.execute(query).first(), timeout_s=TIMEOUT_S
        )
        return None if row is None else _handover(row)

    async def agree(self, handover: Handover) -> Handover:
        """The patient agreed: a draft begins to wait, in the hands of who asked first.

        Returns:
            What is known of it now; for who comes second, in the first one's hands.
        """

        def change(connection: Connection) -> Any:
            connection.execute(
                handovers.update()
                .where(handovers.c.id == handover.row)
                .where(handovers.c.state == "draft")
                .values(state="waiting", due_at=self._now() + LEASE_S)
            )
            return connection.execute(
                handovers.select().where(handovers.c.id == handover.row)
            ).first()

        row = await self._database.run(change, timeout_s=TIMEOUT_S)
        return replace(handover, state="failed") if row is None else _handover(row)

    async def drop_drafts(self, sender_id: str) -> None:
        """The patient did not agree: what the draft says is gone."""
        await self._database.run(
            lambda connection: _delete_drafts(
                connection, handovers.c.sender_id == sender_id
            ),
            timeout_s=TIMEOUT_S,
        )

    async def claim(self) -> Optional[Handover]:
        """Take the oldest that is due and in nobody's hands; forget old drafts."""
        now = self._now()

        def take(connection: Connection) -> Optional[Handover]:
            _delete_drafts(connection, handovers.c.created_at < now - DRAFT_KEPT_S)
            rows = take_due(connection, handovers, now=now, lease_s=LEASE_S, n_most=1)
            if not rows:
                return None
            return replace(_handover(rows[0]), held_until=now + LEASE_S)

        return await self._database.run(take, timeout_s=TIMEOUT_S)

    async def renew(self, handover: Handover) -> Optional[Handover]:
        """Hold it for longer; None when it is in another's hands, or is gone."""
        row = await self._database.run(
            lambda connection: renew(
                connection,
                handovers,
                handover.row,
                handover.held_until,
                now=self._now(),
                lease_s=LEASE_S,
            ),
            timeout_s=TIMEOUT_S,
        )
        return None if row is None else _handover(row)

    async def finish(self, handover: Handover, state: str) -> None:
        """Taken, or failed for good; what it says is deleted when it was taken.

        Taken is taken, whoever holds it now; all else only its holder can say.
        """
        if state != "taken":
            await self._change_held(handover, state=state)
            return
        statement = (
            handovers.update()
            .where(handovers.c.id == handover.row)
            .where(handovers.c.state == "waiting")
            .values(state=state, note="", taken_at=self._now())
        )
        await self._database.run(
            lambda connection: connection.execute(statement), timeout_s=TIMEOUT_S
        )

    async def put_off(self, handover: Handover) -> bool:
        """Try again later, longer each time; False when it is given up."""
        if self._now() - handover.created_at > GIVE_UP_AFTER_S:
            await self.finish(handover, "failed")
            return False
        due_at = self._now() + backoff_s(
            handover.n_tries, first_s=FIRST_BACKOFF_S, most_s=MAX_BACKOFF_S
        )
        await self._change_held(handover, n_tries=handover.n_tries + 1, due_at=due_at)
        return True

    async def _change_held(self, handover: Handover, **values: Any) -> None:
        await self._database.run(
            lambda connection: change_held(
                connection, handovers, handover.row, handover.held_until, **values
            ),
            timeout_s=TIMEOUT_S,
        )


def _delete_drafts(connection: Connection, which: Any) -> None:
    connection.execute(
        handovers.delete().where(handovers.c.state == "draft").where(which)
    )


def _handover(row: Any) -> Handover:
    return Handover(
        row=row.id,
        sender_id=row.sender_id,
        reference=row.reference,
        state=row.state,
        note=Note(**json.loads(row.note)) if row.note else None,
        created_at=row.created_at,
        n_tries=row.n_tries,
        held_until=row.due_at,
    )
