"""A receipt's code -> the turn again: the bytes that were sent, and what they rest on.

It reads the inbox and the receipts, and compares them with the pages as they are now;
it changes nothing and shows no word of the patient but what the reply itself repeated.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Optional

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from actions.reply import Citation, Reply
from bot.inbox import Inbox, messages, reply_from_json
from bot.receipts import receipt_quotes, receipts, text_sha256
from bot.staff.errors import NoReceiptError
from bot.turn import receipt as code_of
from knowledge.errors import KnowledgeError
from knowledge.source import Source, read_sources

READ_TIMEOUT_S = 10.0
MAX_FOUND = 50

# What people hear or write for Crockford's digits.
_MISREAD = str.maketrans({"o": "0", "i": "1", "l": "1", "u": "v"})
_CODE = re.compile(r"[0-9a-hjkmnp-tv-z]{8}")

WHY = {
    "known gap": "staff list it as a known gap",
    "below threshold": "the evidence is below the threshold",
    "not covered": "it names a thing that no page speaks of",
    "reassurance": "the only sentences would reassure where a clinician has to judge",
}
"""Why the pages gave no answer, for people."""


@dataclass(frozen=True)
class Gate:
    """One decision of a turn.

    Attributes:
        name: What was decided.
        found: What it found, with its value.
        limit: What it was held against; "" for a gate without a number.
        outcome: What followed.
    """

    name: str
    found: str
    limit: str
    outcome: str


@dataclass(frozen=True)
class CitedNow:
    """One citation of the reply, and how its page stands today.

    Attributes:
        citation: As it was sent.
        revision: SHA-256 of the page's file then; None when it was not recorded.
        today: "unchanged", "page changed, sentence still there", "sentence gone",
            "page gone", or "not readable".
        status: The page's status today; None without the page.
    """

    citation: Citation
    revision: Optional[str]
    today: str
    status: Optional[str] = None


@dataclass(frozen=True)
class Receipt:
    """One turn as it was recorded.

    Attributes:
        code: Its receipt.
        at: When it was answered, UTC.
        channel: Name of the channel.
        conversation: Under which `bedside export` finds it.
        reply: The very reply that was sent.
        build_id: The index build; "" for none, None when it was not recorded.
        same_text: Whether the stored text still has the recorded SHA-256.
        same_code: Whether message, build and route still give this code.
        cited: Every citation.
        gates: Every decision, in order; empty when nothing was recorded.
        grounds: All that was recorded of scores and thresholds.
    """

    code: str
    at: datetime
    channel: str
    conversation: str
    reply: Reply
    build_id: Optional[str]
    same_text: Optional[bool]
    same_code: Optional[bool]
    cited: tuple[CitedNow, ...]
    gates: tuple[Gate, ...]
    grounds: Mapping[str, Any]

    def as_json(self, *, with_conversation: bool = False) -> dict[str, Any]:
        """JSON values."""
        values: dict[str, Any] = {
            "receipt": self.code,
            "at": self.at.isoformat(timespec="seconds"),
            "channel": self.channel,
            "text": self.reply.text,
            "buttons": [asdict(button) for button in self.reply.buttons],
            **self.reply.payload(),
            "build_id": self.build_id,
            "same_text": self.same_text,
            "same_code": self.same_code,
            "cited": [
                {
                    "n": cited.citation.n,
                    "source_id": cited.citation.source_id,
                    "revision": cited.revision,
                    "today": cited.today,
                    "status": cited.status,
                }
                for cited in self.cited
            ],
            "gates": [asdict(gate) for gate in self.gates],
            "grounds": dict(self.grounds),
        }
        if with_conversation:
            values["conversation"] = self.conversation
        return values


def normal_code(text: str) -> str:
    """A code as it is stored, from one that was written down or read out.

    Raises:
        NoReceiptError: It has not the form of a receipt.
    """
    digits = re.sub(r"[\s-]+", "", text).lower().translate(_MISREAD)
    if not _CODE.fullmatch(digits):
        step = "Write its eight letters and digits, such as b7k2-9fq1."
        raise NoReceiptError(text, "has not the form of one", step)
    return f"{digits[:4]}-{digits[4:]}"


async def find(inbox: Inbox, code: str, sources_dir: Path) -> list[Receipt]:
    """Every turn under a code, newest first; mostly one.

    Raises:
        NoReceiptError: It is no code, or nothing is kept under it.
        DatabaseError: The database cannot be read.
    """
    code = normal_code(code)
    rows = await inbox.database.run(
        lambda connection: _read(connection, code), timeout_s=READ_TIMEOUT_S
    )
    if not rows:
        step = (
            "Compare it with what the patient was shown; what is erased, or older than "
            "BEDSIDE_RETENTION_DAYS, is gone."
        )
        raise NoReceiptError(code, "is not kept here", step)
    pages = pages_now(sources_dir)
    return [_receipt(code, row, quotes, pages) for row, quotes in rows]


def gates_of(route: str, tier: Optional[str], grounds: Mapping[str, Any]) -> list[Gate]:
    """The decisions of a turn in their order, in words and numbers."""
    if not grounds:
        return []
    gates = [_screen_gate(tier, grounds.get("alarm"))]
    for name, share in (grounds.get("intents") or ())[:1]:
        gates.append(Gate("intent", f"{name} {share:.3f}", "", "taken for this kind"))
    probability = grounds.get("probability")
    if probability is not None:
        gates += _page_gates(probability, grounds)
    fallback = grounds.get("fallback")
    if fallback:
        gates.append(Gate("output check", str(fallback), "", "fallback reply sent"))
    else:
        gates.append(Gate("output check", "nothing against it", "", f"sent: {route}"))
    return gates


def pages_now(sources_dir: Path) -> Optional[dict[str, Source]]:
    """The pages as they are, by id; None when they cannot be read."""
    try:
        return {source.id: source for source in read_sources(sources_dir)}
    except KnowledgeError:
        return None


def _read(connection: Connection, code: str) -> list[tuple[Any, list[Any]]]:
    """(turn with its record, its quotes); turns from before there were records too."""
    of_turn = sa.and_(
        messages.c.sender_id == receipts.c.sender_id,
        messages.c.message_id == receipts.c.message_id,
    )
    query = (
        sa.select([receipts, messages.c.reply])
        .select_from(receipts.join(messages, of_turn))
        .where(receipts.c.code == code)
        .order_by(receipts.c.created_at.desc())
        .limit(MAX_FOUND)
    )
    found = list(connection.execute(query))
    if not found:
        query = (
            sa.select([messages])
            .where(messages.c.reply.like(f'%"receipt": "{code}"%'))
            .order_by(messages.c.id.desc())
            .limit(MAX_FOUND)
        )
        # The text of a reply cannot hold this, quotation marks are escaped in it.
        return [(row, []) for row in connection.execute(query)]
    quotes = list(
        connection.execute(
            receipt_quotes.select()
            .where(receipt_quotes.c.code == code)
            .order_by(receipt_quotes.c.id)
        )
    )
    return [
        (
            row,
            [
                quote
                for quote in quotes
                if (quote.sender_id, quote.message_id)
                == (row.sender_id, row.message_id)
            ],
        )
        for row in found
    ]


def _receipt(
    code: str, row: Any, quotes: Sequence[Any], pages: Optional[dict[str, Source]]
) -> Receipt:
    reply = reply_from_json(row.reply)
    is_recorded = "grounds" in row._mapping
    grounds = json.loads(row.grounds) if is_recorded else {}
    revisions = {quote.source_id: quote.revision for quote in quotes}
    same_code = None
    if is_recorded:
        same_code = code_of(row.message_id, row.build_id, reply.route) == code
    return Receipt(
        code=code,
        at=datetime.fromtimestamp(
            row.created_at if is_recorded else row.answered_at, timezone.utc
        ),
        channel=row.channel,
        conversation=row.sender_id,
        reply=reply,
        build_id=row.build_id if is_recorded else None,
        same_text=text_sha256(reply) == row.reply_sha256 if is_recorded else None,
        same_code=same_code,
        cited=tuple(
            _cited(citation, revisions.get(citation.source_id), pages)
            for citation in reply.citations
        ),
        gates=tuple(gates_of(reply.route, reply.tier, grounds)),
        grounds=grounds,
    )


def _cited(
    citation: Citation, revision: Optional[str], pages: Optional[dict[str, Source]]
) -> CitedNow:
    if pages is None:
        return CitedNow(citation, revision, "not readable")
    source = pages.get(citation.source_id)
    if source is None:
        return CitedNow(citation, revision, "page gone")
    if revision == source.sha256:
        today = "unchanged"
    elif any(citation.quote in paragraph.text for paragraph in source.paragraphs):
        today = "page changed, sentence still there"
        if revision is None:
            today = "sentence still there"
    else:
        today = "sentence gone"
    return CitedNow(citation, revision, today, source.status)


def _screen_gate(tier: Optional[str], alarm: Optional[Mapping[str, Any]]) -> Gate:
    if alarm is None:
        return Gate("red flags", "none", "", "passed")
    found = f"{alarm['rule_id']} ({alarm['category']})"
    if alarm.get("score") is not None:
        found += f" {alarm['score']:.3f}"
    outcome = f"tier {tier}" if tier else "alarm is over"
    return Gate("red flags", found, "", outcome)


def _page_gates(probability: float, grounds: Mapping[str, Any]) -> list[Gate]:
    threshold = grounds.get("threshold")
    limit = "" if threshold is None else f"at least {threshold:.3f}"
    why = grounds.get("why")
    if why is None:
        source = ", ".join(grounds.get("answer_ids") or ()) or "hybrid search"
        outcome = f"answered: {source}"
        if threshold is not None and probability < threshold:
            outcome += " (less is enough beside a referral)"
    else:
        outcome = f"not answered: {WHY.get(why, why)}"
        if grounds.get("foreign"):
            outcome += f" ({', '.join(grounds['foreign'])})"
    gates = [Gate("P(answerable)", f"{probability:.3f}", limit, outcome)]
    readings = grounds.get("readings") or ()
    if readings:
        gap, share = max((r["gap"] for r in readings), key=lambda entry: entry[1])
        if gap:
            outcome = "decided" if why == "known gap" else "did not decide"
            if grounds.get("n_open"):
                outcome = "decided a part that was left open"
            gates.append(Gate("known gap", f"{gap} {share:.3f}", "", outcome))
    if grounds.get("in_words_only"):
        gates.append(Gate("figure", "wanted", "", "said that none is stated"))
    if grounds.get("n_open"):
        n_open = grounds["n_open"]
        gates.append(Gate("parts left open", str(n_open), "", "named as not covered"))
    return gates
