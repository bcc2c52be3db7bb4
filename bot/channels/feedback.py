"""What patients think of single answers, in the conversation database.

A vote and a comment for a message of the inbox in, the last word of each out. Comments
come in masked.
"""

import time
from dataclasses import dataclass
from typing import Optional

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot import inbox
from bot.database import Database

feedback = sa.Table(
    "chat_feedback",
    sa.MetaData(),
    sa.Column("sender_id", sa.String(inbox.MAX_ID_CHARS), primary_key=True),
    sa.Column("message_id", sa.String(inbox.MAX_ID_CHARS), primary_key=True),
    sa.Column("vote", sa.String(8)),
    sa.Column("comment", sa.Text),
    sa.Column("created_at", sa.Float, nullable=False, index=True),
)


@dataclass(frozen=True)
class Opinion:
    """What a patient thinks of one answer.

    Attributes:
        vote: "up", "down", or None when it was taken back.
    """

    vote: Optional[str] = None
    comment: Optional[str] = None


class Feedback:
    """The opinions of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        database.add(feedback)

    async def give(self, sender_id: str, message_id: str, opinion: Opinion) -> bool:
        """Keep an opinion in place of an earlier one; False when there is no answer.

        Raises:
            DatabaseError: It is not known to be kept.
        """
        answer = (
            sa.select([inbox.messages.c.id])
            .where(inbox.messages.c.sender_id == sender_id)
            .where(inbox.messages.c.message_id == message_id)
            .where(inbox.messages.c.reply.isnot(None))
        )
        earlier = (
            feedback.delete()
            .where(feedback.c.sender_id == sender_id)
            .where(feedback.c.message_id == message_id)
        )
        new = feedback.insert().values(
            sender_id=sender_id,
            message_id=message_id,
            vote=opinion.vote,
            comment=opinion.comment,
            created_at=time.time(),
        )

        def keep(connection: Connection) -> bool:
            if connection.execute(answer).first() is None:
                return False
            connection.execute(earlier)
            connection.execute(new)
            return True

        return await self._database.run(keep)

    async def of(self, sender_id: str) -> dict[str, Opinion]:
        """The opinions of a conversation, by message id.

        Raises:
            DatabaseError: They cannot be read.
        """
        query = feedback.select().where(feedback.c.sender_id == sender_id)
        return await self._database.run(
            lambda connection: {
                row.message_id: Opinion(row.vote, row.comment)
                for row in connection.execute(query)
            }
        )

    async def votes(self) -> list[tuple[str, str, str]]:
        """(conversation, message id, "up" or "down") of every rated answer.

        Raises:
            DatabaseError: They cannot be read.
        """
        columns = (feedback.c.sender_id, feedback.c.message_id, feedback.c.vote)
        query = sa.select(columns).where(feedback.c.vote.isnot(None))
        query = query.order_by(feedback.c.created_at)
        return await self._database.run(
            lambda connection: [tuple(row) for row in connection.execute(query)]
        )
