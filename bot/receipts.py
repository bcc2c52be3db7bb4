"""What every reply rests on, stored under its receipt's code: ids and numbers only.

A turn's trace in, rows of two tables out, in the transaction that stores the reply. No
word of a patient is in them: readings, entities and open parts stay behind. They are
tables of the conversation database, so erase, export and retention cover them. How they
are found again is `bot/staff/receipt.py`.
"""

import hashlib
import json
import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Optional

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from actions.reply import Reply
from actions.trace import Trace
from bot.red_flags import Alarm
from knowledge.answer import Answer, NoAnswer

logger = logging.getLogger(__name__)

N_INTENTS = 3
N_ANSWERS = 3
N_FOUND = 5
DECIMALS = 4

_NAME = sa.String(255)
_metadata = sa.MetaData()


def _id() -> "sa.Column[Any]":
    return sa.Column(
        "id",
        sa.BigInteger().with_variant(sa.Integer, "sqlite"),
        primary_key=True,
        autoincrement=True,
    )


receipts = sa.Table(
    "receipts",
    _metadata,
    _id(),
    sa.Column("sender_id", _NAME, nullable=False, index=True),
    sa.Column("message_id", _NAME, nullable=False),
    sa.Column("code", sa.String(16), nullable=False, index=True),
    sa.Column("channel", sa.String(64), nullable=False),
    sa.Column("route", sa.String(32), nullable=False),
    sa.Column("build_id", sa.String(128), nullable=False),
    sa.Column("reply_sha256", sa.String(64), nullable=False),
    sa.Column("grounds", sa.Text, nullable=False),
    sa.Column("created_at", sa.Float, nullable=False, index=True),
)

receipt_quotes = sa.Table(
    "receipt_quotes",
    _metadata,
    _id(),
    sa.Column("sender_id", _NAME, nullable=False, index=True),
    sa.Column("message_id", _NAME, nullable=False),
    sa.Column("code", sa.String(16), nullable=False),
    sa.Column("channel", sa.String(64), nullable=False),
    sa.Column("route", sa.String(32), nullable=False),
    sa.Column("source_id", _NAME, nullable=False, index=True),
    sa.Column("section", sa.Text),
    sa.Column("revision", sa.String(64)),
    # The citation's number; 0 where the source was only named as saying the same.
    sa.Column("n", sa.Integer, nullable=False),
    sa.Column("created_at", sa.Float, nullable=False, index=True),
)


@dataclass(frozen=True)
class Record:
    """What is stored of a turn beside its reply.

    Attributes:
        build_id: The index build that the receipt's code is made with; "" for none.
        revisions: Source id -> SHA-256 of the page's file, for what is cited.
        grounds: JSON values of `grounds_of`.
    """

    build_id: str = ""
    revisions: Mapping[str, str] = field(default_factory=dict)
    grounds: Mapping[str, Any] = field(default_factory=dict)


def record_of(trace: Optional[Trace]) -> Record:
    """What is stored of a turn; nothing of one without a trace."""
    if trace is None:
        return Record()
    try:
        grounds = grounds_of(trace)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        # What explains a reply must never cost a patient the reply.
        logger.error("A turn could not be explained: %s.", type(error).__name__)
        grounds = {}
    return Record(trace.build_id, dict(trace.revisions), grounds)


def grounds_of(trace: Trace) -> dict[str, Any]:
    """Gates, thresholds and scores of a turn as JSON values, without its words.

    Returns:
        `alarm`, `response`, `fallback` and `intents` where there are any; `threshold`,
        `probability` (0 to 1), `why` (None when the pages answered), `answer_ids`,
        `foreign` (ids of named things), `n_open`, `readings` and `found` when the pages
        were asked; `steps_ms`.
    """
    evidence = trace.evidence
    alarm = evidence.get("alarm")
    grounds: dict[str, Any] = {
        "alarm": asdict(alarm) if isinstance(alarm, Alarm) else None,
        "response": evidence.get("response"),
        "fallback": evidence.get("fallback"),
        "intents": [
            [str(intent["name"]), _rounded(intent["confidence"])]
            for intent in (evidence.get("intent_ranking") or ())[:N_INTENTS]
        ],
        "steps_ms": {step: round(ms, 1) for step, ms in trace.steps_ms.items()},
    }
    answer = evidence.get("answer")
    if isinstance(answer, (Answer, NoAnswer)):
        grounds |= _of_pages(answer, evidence.get("threshold"))
    return grounds


def keep(
    connection: Connection,
    *,
    sender_id: str,
    message_id: str,
    channel: str,
    reply: Reply,
    record: Record,
    at: float,
) -> None:
    """Store the record of a reply; the caller's transaction holds the reply itself.

    Args:
        connection: In the transaction.
        sender_id: The conversation.
        message_id: The message that is answered.
        channel: Name of the channel that it came by.
        reply: As it is sent.
        record: What it rests on.
        at: Unix seconds.
    """
    common = {
        "sender_id": sender_id,
        "message_id": message_id,
        "code": reply.receipt,
        "channel": channel,
        "route": reply.route,
        "created_at": at,
    }
    connection.execute(
        receipts.insert().values(
            **common,
            build_id=record.build_id,
            reply_sha256=text_sha256(reply),
            grounds=json.dumps(record.grounds, ensure_ascii=False, default=str),
        )
    )
    quotes = [
        {**common, "source_id": c.source_id, "section": c.section, "n": c.n}
        for c in reply.citations
    ]
    cited = {c.source_id for c in reply.citations}
    also = {source_id for c in reply.citations for source_id in c.also_in} - cited
    quotes += [
        {**common, "source_id": source_id, "section": None, "n": 0}
        for source_id in sorted(also)
    ]
    for quote in quotes:
        quote["revision"] = record.revisions.get(str(quote["source_id"]))
    if quotes:
        connection.execute(receipt_quotes.insert(), quotes)


def text_sha256(reply: Reply) -> str:
    """SHA-256 of the reply's text in UTF-8, in hex."""
    return hashlib.sha256(reply.text.encode("utf-8", "surrogatepass")).hexdigest()


def _of_pages(answer: Answer | NoAnswer, threshold: Any) -> dict[str, Any]:
    return {
        "threshold": None if threshold is None else _rounded(threshold),
        "probability": _rounded(answer.probability),
        "why": None if isinstance(answer, Answer) else answer.why,
        "answer_ids": list(answer.answer_ids) if isinstance(answer, Answer) else [],
        "foreign": [] if isinstance(answer, Answer) else list(answer.named),
        "n_open": len(answer.not_covered) if isinstance(answer, Answer) else 0,
        "in_words_only": isinstance(answer, Answer) and answer.in_words_only,
        "readings": [
            {
                "probability": _rounded(reading.probability),
                "signals": {k: _rounded(v) for k, v in reading.signals.items()},
                "answers": [[k, _rounded(v)] for k, v in reading.answers[:N_ANSWERS]],
                "gap": [reading.gap[0], _rounded(reading.gap[1])],
            }
            for reading in answer.evidence
        ],
        "found": [
            [hit.sentence.id, _rounded(hit.score)] for hit in answer.found[:N_FOUND]
        ],
    }


def _rounded(value: Any) -> float:
    return round(float(value), DECIMALS)
