"""Which conversations the website's chat has given out, in the conversation database.

Names of conversations (never tokens) in, known or not out. A row lives as long as the
retention; after that a conversation is known by the messages that it still has.
"""

import time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot import inbox
from bot.database import Database

sessions = sa.Table(
    "chat_sessions",
    sa.MetaData(),
    sa.Column("sender_id", sa.String(inbox.MAX_ID_CHARS), primary_key=True),
    sa.Column("created_at", sa.Float, nullable=False, index=True),
)


class Sessions:
    """The sessions of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        database.add(sessions)

    async def start(self, sender_id: str) -> None:
        """Note a conversation that was given out.

        Raises:
            DatabaseError: It is not known to be noted.
        """
        insert = sessions.insert().values(sender_id=sender_id, created_at=time.time())
        await self._database.run(lambda connection: connection.execute(insert))

    async def knows(self, sender_id: str) -> bool:
        """Whether it was given out or has messages, and is neither erased nor expired.

        Raises:
            DatabaseError: It cannot be read.
        """

        def is_in(table: sa.Table) -> Any:
            return table.select().where(table.c.sender_id == sender_id).limit(1)

        def find(connection: Connection) -> bool:
            return any(
                connection.execute(is_in(table)).first() is not None
                # A session begun while the database was down has messages only.
                for table in (sessions, inbox.messages)
            )

        return await self._database.run(find)
