"""The servers that share one PostgreSQL, and whether they agree on what they must.

Each writes a row about itself every few seconds and reads those of the others; a row
that is not renewed counts for nothing after half a minute. Another key of the
conversations' names is an error: to a server with another key, the chat's patients of
the first one are strangers. Another index, model or clinic is told: for some seconds,
while it is exchanged, that is as it should be. It holds names, hashes and times only.
"""

import hashlib
import hmac
import socket
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Optional

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.database import Database

ALIVE_S = 30.0
"""A server that has not been heard of for so long has ended."""
TIMEOUT_S = 2.0
_FORGOTTEN_AFTER_S = 86_400.0
# The advisory lock under which a row is written and the others are read.
_PEERS_LOCK = 0x62656475

servers = sa.Table(
    "servers",
    sa.MetaData(),
    sa.Column("name", sa.String(255), primary_key=True),
    sa.Column("key", sa.String(64), nullable=False),
    sa.Column("clinic", sa.String(64), nullable=False),
    sa.Column("model", sa.String(64), nullable=False),
    sa.Column("index", sa.String(64), nullable=False),
    sa.Column("seen_at", sa.Float, nullable=False),
)
# The database's clock: those of several machines differ.
_NOW = sa.cast(sa.extract("epoch", sa.func.clock_timestamp()), sa.Float)


class OtherKeyError(Exception):
    """A server that shares the database names conversations with another key."""

    def __init__(self, own: str, other: str, key_file: object) -> None:
        super().__init__(
            f"'{other}' shares this server's database and has another '{key_file}': "
            f"each would take the other's patients for strangers. Stop '{own}', copy "
            f"that file from '{other}', and start again. (A server that has ended "
            f"counts for {ALIVE_S:.0f} s.)"
        )


@dataclass(frozen=True)
class Server:
    """What one server says of itself.

    Attributes:
        name: Host and port.
        key: Keyed hash of the secret that names conversations; not the secret.
        clinic: SHA-256 of the clinic's file.
        model: SHA-256 of the trained model; "" while none is loaded.
        index: Build that is served; "" while none is loaded.
    """

    name: str
    key: str
    clinic: str
    model: str
    index: str


def name_of(port: int) -> str:
    """What the server on a port of this machine is called: "host:5005"."""
    return f"{socket.gethostname()}:{port}"[:255]


def fingerprint(key: bytes) -> str:
    """Says whether two keys are the same, and nothing else of them."""
    return hmac.new(key, b"bedside conversation key", hashlib.sha256).hexdigest()


class Peers:
    """The servers of one PostgreSQL, seen by one of them."""

    def __init__(self, database: Database, describe: Callable[[], Server]) -> None:
        """Nothing is asked yet.

        Args:
            database: That they share.
            describe: What this server is at the moment.
        """
        self._database = database
        self._describe = describe
        # What was different at the last look, and what has been told of it.
        self._seen: set[str] = set()
        self._told: set[str] = set()

    async def join(self, key_file: object) -> None:
        """Be one of the servers, unless a living one has another key.

        Args:
            key_file: Where this server's key is, for the error.

        Raises:
            OtherKeyError: One has; nothing was written, so nobody else stumbles on it.
            DatabaseError: It cannot be written or read.
        """
        own = self._describe()
        others = await self._meet(own, even_with_another_key=False)
        other = with_another_key(own, others)
        if other is not None:
            raise OtherKeyError(own.name, other.name, key_file)

    async def look(self) -> list[str]:
        """Stay one of them; what is news about the others, a sentence each.

        What is different is news once, at the second look in a row: two servers take a
        new index some seconds apart.

        Raises:
            DatabaseError: It cannot be written or read.
        """
        own = self._describe()
        others = await self._meet(own, even_with_another_key=True)
        found = set(differences(own, others))
        new = (found & self._seen) - self._told
        self._seen, self._told = found, (self._told & found) | new
        return sorted(new)

    async def _meet(self, own: Server, *, even_with_another_key: bool) -> list[Server]:
        """The others that live; what this server is gets written down."""

        def meet(connection: Connection) -> list[Server]:
            # One at a time: of two that start together, the second sees the first.
            connection.execute(
                sa.text("SELECT pg_advisory_xact_lock(:family, 0)"),
                {"family": _PEERS_LOCK},
            )
            servers.metadata.create_all(connection)
            now = connection.execute(sa.select([_NOW])).scalar()
            living = connection.execute(
                servers.select()
                .where(servers.c.name != own.name)
                .where(servers.c.seen_at > now - ALIVE_S)
                .order_by(servers.c.name)
            )
            others = [
                Server(row.name, row.key, row.clinic, row.model, row["index"])
                for row in living
            ]
            if even_with_another_key or with_another_key(own, others) is None:
                connection.execute(
                    servers.delete().where(
                        (servers.c.name == own.name)
                        | (servers.c.seen_at < now - _FORGOTTEN_AFTER_S)
                    )
                )
                connection.execute(servers.insert().values(**asdict(own), seen_at=now))
            return others

        return await self._database.run(meet, timeout_s=TIMEOUT_S)

    async def leave(self) -> None:
        """This server ends: the others need not agree with it any more.

        Raises:
            DatabaseError: It cannot be written.
        """
        name = self._describe().name
        await self._database.run(
            lambda connection: connection.execute(
                servers.delete().where(servers.c.name == name)
            ),
            timeout_s=TIMEOUT_S,
        )


def differences(own: Server, others: Sequence[Server]) -> list[str]:
    """What patients of two servers would be answered with differently."""
    found = []
    for other in others:
        if other.key != own.key:
            found.append(
                f"'{other.name}' has another 'widget.key': each takes the other's "
                "patients for strangers. Stop one, copy the other's file, start it."
            )
        if own.index and other.index and other.index != own.index:
            found.append(
                f"'{other.name}' serves index {other.index}, this server {own.index}. "
                "Let both read one folder, or copy the newer build."
            )
        if own.model and other.model and other.model != own.model:
            found.append(
                f"'{other.name}' serves another model. Train once, copy 'rasa' and "
                "'models' of the data folder, and restart."
            )
        if other.clinic != own.clinic:
            found.append(
                f"'{other.name}' has another clinic.yml: numbers, hours and texts "
                "differ from turn to turn. Copy it, and restart."
            )
    return found


def with_another_key(own: Server, others: Sequence[Server]) -> Optional[Server]:
    """One that names conversations with another key; None when there is none."""
    return next((other for other in others if other.key != own.key), None)
