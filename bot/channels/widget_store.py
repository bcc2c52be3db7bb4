"""What the website's chat keeps: turns by the client's message id, and feedback.

Conversation names (never tokens) and turns in, turns out; one SQLite file that survives
a restart. What is deleted is overwritten in the file. Calls block: use a thread. It
knows nothing of HTTP, the door or Rasa, whose own record of a conversation is separate.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Optional

import sqlalchemy as sql
from sqlalchemy.engine import Connection
from sqlalchemy.pool import NullPool

BUSY_TIMEOUT_S = 5

_tables = sql.MetaData()
_conversations = sql.Table(
    "conversations",
    _tables,
    sql.Column("id", sql.String, primary_key=True),
    sql.Column("started_at", sql.String, nullable=False),
    sql.Column("used_at", sql.String, nullable=False, index=True),
)
_turns = sql.Table(
    "turns",
    _tables,
    sql.Column("n", sql.Integer, primary_key=True),
    sql.Column("conversation_id", sql.String, nullable=False),
    sql.Column("message_id", sql.String, nullable=False),
    sql.Column("text", sql.Text, nullable=False),
    sql.Column("asked_at", sql.String, nullable=False),
    sql.Column("reply", sql.JSON(none_as_null=True)),
    sql.Column("vote", sql.String),
    sql.Column("comment", sql.Text),
    sql.UniqueConstraint("conversation_id", "message_id"),
)


@dataclass(frozen=True)
class StoredTurn:
    """One turn.

    Attributes:
        text: What the patient sent.
        asked_at: ISO 8601, UTC.
        reply: What was answered, as the client got it; None while it is not answered.
        vote: "up" or "down", or None.
    """

    message_id: str
    text: str
    asked_at: str
    reply: Optional[dict[str, Any]] = None
    vote: Optional[str] = None
    comment: Optional[str] = None


class NoConversationError(Exception):
    """A message for a conversation that was not started, or is deleted."""

    def __init__(self, conversation_id: str) -> None:
        super().__init__(f"No conversation '{conversation_id}'. Start a new one.")
        self.conversation_id = conversation_id


class WidgetStore:
    """Conversations of the website's chat in one SQLite file."""

    def __init__(
        self,
        file: Path,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(timezone.utc),
    ) -> None:
        """Open the file, and make it if there is none.

        Args:
            file: The SQLite file.
            now: Clock with a time zone.
        """
        file.parent.mkdir(parents=True, exist_ok=True)
        self._now = now
        self._engine = sql.create_engine(
            f"sqlite:///{file}",
            poolclass=NullPool,
            connect_args={"timeout": BUSY_TIMEOUT_S},
        )
        sql.event.listen(self._engine, "connect", _prepare)
        _tables.create_all(self._engine)

    def start(self, conversation_id: str) -> None:
        """Note a new conversation."""
        now = self._stamp()
        with self._begin() as connection:
            connection.execute(
                _conversations.insert().values(
                    id=conversation_id, started_at=now, used_at=now
                )
            )

    def knows(self, conversation_id: str) -> bool:
        """Whether the conversation was started, and neither erased nor expired."""
        query = sql.select(_conversations.c.id).where(
            _conversations.c.id == conversation_id
        )
        with self._engine.connect() as connection:
            return connection.execute(query).first() is not None

    def ask(self, conversation_id: str, message_id: str, text: str) -> StoredTurn:
        """Keep a message before it is answered; the turn that holds it, old or new.

        Raises:
            NoConversationError: It was deleted meanwhile, or there never was one.
        """
        with self._begin() as connection:
            row = connection.execute(_turn(conversation_id, message_id)).first()
            if row is not None:
                return _stored(row)
            now = self._stamp()
            used = connection.execute(
                _conversations.update()
                .where(_conversations.c.id == conversation_id)
                .values(used_at=now)
            )
            if not used.rowcount:
                raise NoConversationError(conversation_id)
            connection.execute(
                _turns.insert().values(
                    conversation_id=conversation_id,
                    message_id=message_id,
                    text=text,
                    asked_at=now,
                )
            )
            return StoredTurn(message_id, text, now)

    def answer(
        self, conversation_id: str, message_id: str, reply: dict[str, Any]
    ) -> None:
        """Keep the reply of a turn before it is sent."""
        with self._begin() as connection:
            connection.execute(
                _turns.update()
                .where(_is_turn(conversation_id, message_id))
                .values(reply=reply)
            )

    def rate(
        self,
        conversation_id: str,
        message_id: str,
        vote: Optional[str],
        comment: Optional[str],
    ) -> bool:
        """Keep the patient's view of an answer; False when there is no such answer."""
        with self._begin() as connection:
            done = connection.execute(
                _turns.update()
                .where(_is_turn(conversation_id, message_id))
                .where(_turns.c.reply.isnot(None))
                .values(vote=vote, comment=comment)
            )
        return bool(done.rowcount)

    def turns(self, conversation_id: str) -> list[StoredTurn]:
        """All turns of the conversation, oldest first."""
        query = (
            sql.select(_turns)
            .where(_turns.c.conversation_id == conversation_id)
            .order_by(_turns.c.n)
        )
        with self._engine.connect() as connection:
            return [_stored(row) for row in connection.execute(query)]

    def votes(self) -> list[tuple[str, str, str]]:
        """(conversation, message id, "up" or "down") of every rated answer."""
        query = sql.select(
            _turns.c.conversation_id, _turns.c.message_id, _turns.c.vote
        ).where(_turns.c.vote.isnot(None))
        with self._engine.connect() as connection:
            return [(row[0], row[1], row[2]) for row in connection.execute(query)]

    def started_at(self, conversation_id: str) -> Optional[str]:
        """When the conversation began, ISO 8601 in UTC; None when it is not known."""
        query = sql.select(_conversations.c.started_at).where(
            _conversations.c.id == conversation_id
        )
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        return None if row is None else str(row[0])

    def erase(self, conversation_id: str) -> None:
        """Delete everything of the conversation, so that the file's bytes are gone."""
        with self._begin() as connection:
            _delete(connection, [conversation_id])
        self._forget_log()

    def expire(self, days: float) -> list[str]:
        """Delete what has not been used for `days`; the names of what was deleted."""
        oldest = (self._now() - timedelta(days=days)).isoformat()
        with self._begin() as connection:
            query = sql.select(_conversations.c.id).where(
                _conversations.c.used_at < oldest
            )
            ids = [str(row[0]) for row in connection.execute(query)]
            _delete(connection, ids)
        if ids:
            self._forget_log()
        return ids

    def _forget_log(self) -> None:
        """Empty the write-ahead log, which still holds the pages of before."""
        with self._engine.connect() as connection:
            connection.execute(sql.text("PRAGMA wal_checkpoint(TRUNCATE)"))

    @contextmanager
    def _begin(self) -> Iterator[Connection]:
        with self._engine.connect() as opened:
            # The statements below say where the transaction ends, not the library.
            connection = opened.execution_options(autocommit=False)
            # Written at once: two writers that both read first would fail, not wait.
            connection.execute(sql.text("BEGIN IMMEDIATE"))
            try:
                yield connection
            except BaseException:
                connection.execute(sql.text("ROLLBACK"))
                raise
            connection.execute(sql.text("COMMIT"))

    def _stamp(self) -> str:
        return self._now().astimezone(timezone.utc).isoformat()


def _prepare(connection: Any, _: object) -> None:
    # The driver would begin transactions by itself, and only when it sees a write.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA secure_delete=ON")


def _is_turn(conversation_id: str, message_id: str) -> Any:
    return sql.and_(
        _turns.c.conversation_id == conversation_id, _turns.c.message_id == message_id
    )


def _turn(conversation_id: str, message_id: str) -> Any:
    return sql.select(_turns).where(_is_turn(conversation_id, message_id))


def _delete(connection: Connection, ids: list[str]) -> None:
    for conversation_id in ids:
        connection.execute(
            _turns.delete().where(_turns.c.conversation_id == conversation_id)
        )
        connection.execute(
            _conversations.delete().where(_conversations.c.id == conversation_id)
        )


def _stored(row: Any) -> StoredTurn:
    return StoredTurn(
        message_id=row.message_id,
        text=row.text,
        asked_at=row.asked_at,
        reply=row.reply,
        vote=row.vote,
        comment=row.comment,
    )
