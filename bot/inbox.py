"""The durable inbox: a message before it is acknowledged, a reply before it is sent.

One row a message, in the conversation database. The door accepts messages into it and
answers a conversation's rows in order; a row without a reply is a turn that has still
to be done, by this process or by the one that starts after it. Texts come in masked.
It answers nothing itself and knows nothing of Rasa.

For a channel that shows conversations of its own (the widget), this is the whole of it:

    turn = await door.handle(message)      # message.message_id is the client's own id
    await door.inbox.history(sender_id)    # what was said, as it was sent
    await door.inbox.export(sender_id)     # all that is stored, ready for JSON
    await door.erase(sender_id)            # gone from the files when it returns
"""

import json
import time
from dataclasses import asdict, dataclass, replace
from typing import Any, Optional

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from actions.reply import Button, Citation, Reply
from bot import erasures
from bot.database import Database, DatabaseError
from bot.receipts import Record, keep, receipt_quotes, receipts
from bot.red_flags import Alarm

MAX_ID_CHARS = 255
ACCEPT_TIMEOUT_S = 2.0
STORE_TIMEOUT_S = 2.0
READ_TIMEOUT_S = 2.0
ERASE_TIMEOUT_S = 10.0
# Replies behind an emergency that were on their way when it was stored; not many are.
N_LOOKED_BACK = 20

messages = sa.Table(
    "inbox",
    sa.MetaData(),
    # The order of a conversation is the order of these numbers.
    sa.Column(
        "id",
        sa.BigInteger().with_variant(sa.Integer, "sqlite"),
        primary_key=True,
        autoincrement=True,
    ),
    sa.Column("sender_id", sa.String(MAX_ID_CHARS), nullable=False),
    sa.Column("message_id", sa.String(MAX_ID_CHARS), nullable=False),
    sa.Column("channel", sa.String(64), nullable=False),
    sa.Column("shows_notice", sa.Boolean, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("alarm", sa.Text),
    sa.Column("ends_alarm", sa.Boolean, nullable=False),
    sa.Column("received_at", sa.Float, nullable=False, index=True),
    sa.Column("reply", sa.Text),
    sa.Column("answered_at", sa.Float),
    sa.UniqueConstraint("sender_id", "message_id"),
    sa.Index("inbox_of_conversation", "sender_id", "id"),
    sa.Index(
        "inbox_unanswered",
        "id",
        sqlite_where=sa.text("reply IS NULL"),
        postgresql_where=sa.text("reply IS NULL"),
    ),
    # A number must never be given twice, also after the newest rows were erased.
    sqlite_autoincrement=True,
)


# As `reply_to_json` writes it; within a text its quotation marks are escaped.
_is_emergency = messages.c.reply.like('%"route": "emergency"%')


@dataclass(frozen=True)
class Accepted:
    """One stored message.

    Attributes:
        row: Its number; smaller is earlier.
        text: Clean and masked.
        channel: Name of the channel that it came by.
        shows_notice: Whether that channel's own page shows the notice.
        alarm: What the screen raised on the words as they were written, before masking.
        ends_alarm: Whether they say that an alarm of the conversation is over.
        received_at: Unix seconds.
        reply: What was sent; None while the turn has still to be done.
        answered_at: Unix seconds; None while there is no reply.
        is_new: Whether it was stored just now.
    """

    row: int
    sender_id: str
    message_id: str
    text: str
    channel: str
    shows_notice: bool
    alarm: Optional[Alarm]
    ends_alarm: bool
    received_at: float
    reply: Optional[Reply]
    answered_at: Optional[float] = None
    is_new: bool = True


@dataclass(frozen=True)
class Standing:
    """How a conversation stands by its last replies.

    Attributes:
        has_replies: Whether there are any.
        emergency: The message whose emergency reply goes on; None when none does.
    """

    has_replies: bool
    emergency: Optional[Accepted]


class Inbox:
    """The messages of all conversations of one database."""

    def __init__(self, database: Database) -> None:
        self.database = database
        for table in (messages, receipts, receipt_quotes):
            database.add(table)
        database.add_own(erasures.erasures)

    async def accept(
        self,
        *,
        sender_id: str,
        message_id: str,
        text: str,
        channel: str,
        shows_notice: bool,
        alarm: Optional[Alarm] = None,
        ends_alarm: bool = False,
        reply: Optional[Reply] = None,
        record: Optional[Record] = None,
        timeout_s: float = ACCEPT_TIMEOUT_S,
    ) -> Accepted:
        """Store a message; the row of the same id when there is one already.

        Args:
            sender_id: The conversation.
            message_id: Unique in the conversation; sent again it means "the same".
            text: Clean and masked.
            channel: Name of the channel.
            shows_notice: Whether its page shows the notice.
            alarm: What the screen raised.
            ends_alarm: Whether the words say that an alarm is over.
            reply: Given for a message that was answered without the inbox.
            record: What that reply rests on, for its receipt.
            timeout_s: Seconds to wait.

        Raises:
            DatabaseError: It is not known to be stored.
        """
        now = time.time()
        values = {
            "sender_id": sender_id,
            "message_id": message_id[:MAX_ID_CHARS],
            "channel": channel[:64],
            "shows_notice": shows_notice,
            "text": text,
            "alarm": None if alarm is None else json.dumps(asdict(alarm)),
            "ends_alarm": ends_alarm,
            "received_at": now,
            "reply": None if reply is None else reply_to_json(reply),
            "answered_at": None if reply is None else now,
        }

        def insert(connection: Connection) -> Accepted:
            known = _of_id(connection, sender_id, message_id)
            if known is not None:
                return known
            is_new = True
            try:
                with connection.begin_nested():
                    connection.execute(messages.insert().values(values))
                    if reply is not None and record is not None:
                        keep(
                            connection,
                            sender_id=sender_id,
                            message_id=message_id[:MAX_ID_CHARS],
                            channel=channel[:64],
                            reply=reply,
                            record=record,
                            at=now,
                        )
            except IntegrityError:
                # Another process stored the same message between the two statements.
                is_new = False
            stored = _of_id(connection, sender_id, message_id)
            if stored is None:
                raise DatabaseError("a stored message is not there")
            return replace(stored, is_new=is_new)

        return await self.database.run(insert, timeout_s=timeout_s)

    async def unanswered(self, sender_id: str, *, up_to: int) -> list[Accepted]:
        """Messages of a conversation that have no reply yet, oldest first.

        Args:
            sender_id: The conversation.
            up_to: The last row of interest.
        """
        query = (
            messages.select()
            .where(messages.c.sender_id == sender_id)
            .where(messages.c.reply.is_(None))
            .where(messages.c.id <= up_to)
            .order_by(messages.c.id)
        )
        return await self._read(query)

    async def answer(
        self, accepted: Accepted, reply: Reply, record: Optional[Record] = None
    ) -> Reply:
        """Store the reply of a message, unless it has one; the reply that counts.

        Args:
            accepted: The message.
            reply: As it is to be sent.
            record: What it rests on; stored with it, for its receipt.

        Raises:
            DatabaseError: It is not known to be stored.
        """

        def store(connection: Connection) -> Reply:
            now = time.time()
            done = connection.execute(
                messages.update()
                .where(messages.c.id == accepted.row)
                .where(messages.c.reply.is_(None))
                .values(reply=reply_to_json(reply), answered_at=now)
            )
            if done.rowcount and record is not None:
                keep(
                    connection,
                    sender_id=accepted.sender_id,
                    message_id=accepted.message_id,
                    channel=accepted.channel,
                    reply=reply,
                    record=record,
                    at=now,
                )
            row = connection.execute(
                sa.select([messages.c.reply]).where(messages.c.id == accepted.row)
            ).first()
            # A conversation that was erased meanwhile stays erased.
            return reply if row is None else reply_from_json(row.reply)

        return await self.database.run(store, timeout_s=STORE_TIMEOUT_S)

    async def conversations_unanswered(self, *, older_than_s: float = 0.0) -> list[str]:
        """Conversations with a turn still to be done, longest waiting first."""
        query = (
            sa.select([messages.c.sender_id])
            .where(messages.c.reply.is_(None))
            .where(messages.c.received_at <= time.time() - older_than_s)
            .group_by(messages.c.sender_id)
            .order_by(sa.func.min(messages.c.id))
        )
        rows = await self.database.run(
            lambda connection: list(connection.execute(query)), timeout_s=READ_TIMEOUT_S
        )
        return [row.sender_id for row in rows]

    async def last_answered(self, sender_id: str) -> Optional[Accepted]:
        """The newest message of a conversation that has a reply."""
        query = (
            messages.select()
            .where(messages.c.sender_id == sender_id)
            .where(messages.c.reply.isnot(None))
            .order_by(messages.c.id.desc())
            .limit(1)
        )
        found = await self._read(query)
        return found[0] if found else None

    async def standing(self, sender_id: str) -> Standing:
        """Whether an emergency goes on: not since a message said that it is over.

        Not by the very last reply: a message that another server answered in the moment
        in which the emergency was being stored may stand behind it.
        """
        query = (
            sa.select(
                [messages.c.id, messages.c.ends_alarm, _is_emergency.label("is_it")]
            )
            .where(messages.c.sender_id == sender_id)
            .where(messages.c.reply.isnot(None))
            .order_by(messages.c.id.desc())
            .limit(N_LOOKED_BACK)
        )

        def read(connection: Connection) -> Standing:
            rows = connection.execute(query).fetchall()
            for row in rows:
                if row.is_it:
                    found = connection.execute(
                        messages.select().where(messages.c.id == row.id)
                    ).first()
                    # Erased in between, it goes on no more.
                    return Standing(True, None if found is None else _accepted(found))
                if row.ends_alarm:
                    break
            return Standing(bool(rows), None)

        return await self.database.run(read, timeout_s=READ_TIMEOUT_S)

    async def message(self, sender_id: str, message_id: str) -> Optional[Accepted]:
        """One message with what was sent for it; None when it is unknown."""
        return await self.database.run(
            lambda connection: _of_id(connection, sender_id, message_id),
            timeout_s=READ_TIMEOUT_S,
        )

    async def history(self, sender_id: str) -> list[Accepted]:
        """All messages of a conversation with what was sent, oldest first."""
        query = messages.select().where(messages.c.sender_id == sender_id)
        return await self._read(query.order_by(messages.c.id))

    async def export(self, sender_id: str) -> dict[str, list[dict[str, Any]]]:
        """All that is stored of a conversation, by table, ready for JSON.

        Raises:
            DatabaseError: It cannot be read.
        """

        def read(connection: Connection) -> dict[str, list[dict[str, Any]]]:
            return {
                table.name: [
                    {name: _unpacked(value) for name, value in row._mapping.items()}
                    for row in connection.execute(
                        table.select()
                        .where(table.c.sender_id == sender_id)
                        .order_by(*table.primary_key.columns)
                    )
                ]
                for table in self.database.patient_tables
            }

        return await self.database.run(read, timeout_s=ERASE_TIMEOUT_S)

    async def erase(self, sender_id: str) -> int:
        """Delete all that is stored of a conversation; how many rows that were.

        It returns when no byte of it is left in the files: see `Database.scrub`. A
        hash of its name is kept, so that no restored backup brings it back.

        Raises:
            DatabaseError: It is not known to be gone.
        """

        def delete(connection: Connection) -> int:
            n_rows = 0
            self.database.lock_save(connection, sender_id)
            for table in self.database.patient_tables:
                done = connection.execute(
                    table.delete().where(table.c.sender_id == sender_id)
                )
                n_rows += done.rowcount
            erasures.note(connection, sender_id)
            return n_rows

        n_rows = await self.database.run(delete, timeout_s=ERASE_TIMEOUT_S)
        await self.database.scrub()
        return n_rows

    async def _read(self, query: Any) -> list[Accepted]:
        return await self.database.run(
            lambda connection: [_accepted(row) for row in connection.execute(query)],
            timeout_s=READ_TIMEOUT_S,
        )


def reply_to_json(reply: Reply) -> str:
    """A reply as it is stored."""
    return json.dumps(asdict(reply), ensure_ascii=False)


def reply_from_json(stored: str) -> Reply:
    """A reply as it was stored."""
    fields = json.loads(stored)
    return Reply(
        **{
            **fields,
            "citations": tuple(
                Citation(**{**citation, "also_in": tuple(citation["also_in"])})
                for citation in fields["citations"]
            ),
            "buttons": tuple(Button(**button) for button in fields["buttons"]),
        }
    )


def _of_id(
    connection: Connection, sender_id: str, message_id: str
) -> Optional[Accepted]:
    row = connection.execute(
        messages.select()
        .where(messages.c.sender_id == sender_id)
        .where(messages.c.message_id == message_id[:MAX_ID_CHARS])
    ).first()
    return None if row is None else _accepted(row)


def _accepted(row: Any) -> Accepted:
    return Accepted(
        row=row.id,
        sender_id=row.sender_id,
        message_id=row.message_id,
        text=row.text,
        channel=row.channel,
        shows_notice=row.shows_notice,
        alarm=None if row.alarm is None else Alarm(**json.loads(row.alarm)),
        ends_alarm=row.ends_alarm,
        received_at=row.received_at,
        reply=None if row.reply is None else reply_from_json(row.reply),
        answered_at=row.answered_at,
        is_new=False,
    )


def _unpacked(value: Any) -> Any:
    """A column's value, with what is stored as JSON opened up."""
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
