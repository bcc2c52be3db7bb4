"""A source or a section of it -> every kept reply that quoted it.

For the day on which a sentence turns out to be wrong: who was told, when, by which
channel. The receipts in, plain records out; no word of a patient is read.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Optional

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.inbox import Inbox
from bot.receipts import receipt_quotes
from bot.staff.errors import UnknownPlaceError
from bot.staff.receipt import pages_now

READ_TIMEOUT_S = 30.0


@dataclass(frozen=True)
class Quoted:
    """One reply that quoted the place.

    Attributes:
        code: Its receipt.
        at: When it was sent, UTC.
        channel: By which channel.
        route: What kind of reply it was.
        section: The section quoted; None above the first heading.
        revision: SHA-256 of the page's file then.
        n: The citation's number; 0 where the page was only named as saying the same.
        conversation: Under which `bedside export` finds it.
    """

    code: str
    at: datetime
    channel: str
    route: str
    section: Optional[str]
    revision: Optional[str]
    n: int
    conversation: str

    def as_json(self, *, with_conversation: bool = False) -> dict[str, Any]:
        """JSON values."""
        values = {
            **vars(self),
            "receipt": self.code,
            "at": self.at.isoformat(timespec="seconds"),
        }
        del values["code"]
        if not with_conversation:
            del values["conversation"]
        return values


@dataclass(frozen=True)
class Recall:
    """What was asked for, and every reply that quoted it, oldest first.

    Attributes:
        revision: SHA-256 of the page's file today; None without the page.
    """

    source_id: str
    section: Optional[str]
    revision: Optional[str]
    quoted: tuple[Quoted, ...]


async def recall(inbox: Inbox, place: str, sources_dir: Path) -> Recall:
    """Find the replies that quoted a place.

    Args:
        inbox: Of the conversations.
        place: "SOURCE" or "SOURCE#SECTION"; a section by its heading, in any case and
            with hyphens for blanks.
        sources_dir: The pages as they are now.

    Raises:
        UnknownPlaceError: Neither the pages nor the receipts know it.
        DatabaseError: The database cannot be read.
    """
    source_id, has_section, wanted = place.strip().partition("#")
    rows, others = await inbox.database.run(
        lambda connection: _read(connection, source_id), timeout_s=READ_TIMEOUT_S
    )
    pages = pages_now(sources_dir) or {}
    page = pages.get(source_id)
    if page is None and not rows:
        raise UnknownPlaceError("source", source_id, {*pages, *others})
    section: Optional[str] = None
    if has_section:
        headings = {row.section for row in rows if row.section}
        headings |= {p.section for p in page.paragraphs if p.section} if page else set()
        by_slug = {_slug(heading): heading for heading in headings}
        section = by_slug.get(_slug(wanted))
        if section is None:
            raise UnknownPlaceError("section", wanted, headings, of=source_id)
        rows = [row for row in rows if row.section == section]
    return Recall(
        source_id,
        section,
        None if page is None else page.sha256,
        tuple(
            Quoted(
                code=row.code,
                at=datetime.fromtimestamp(row.created_at, timezone.utc),
                channel=row.channel,
                route=row.route,
                section=row.section,
                revision=row.revision,
                n=row.n,
                conversation=row.sender_id,
            )
            for row in rows
        ),
    )


def _read(connection: Connection, source_id: str) -> tuple[list[Any], Sequence[str]]:
    """Its quotes, and without any, the names of all that was ever quoted."""
    rows = list(
        connection.execute(
            receipt_quotes.select()
            .where(receipt_quotes.c.source_id == source_id)
            .order_by(receipt_quotes.c.created_at, receipt_quotes.c.id)
        )
    )
    if rows:
        return rows, ()
    names = connection.execute(sa.select([receipt_quotes.c.source_id]).distinct())
    return [], [row.source_id for row in names]


def _slug(heading: str) -> str:
    return "-".join(re.findall(r"\w+", heading.casefold()))
