"""What patients ask that the pages do not answer: stored turns in, counts out.

Every count is of different conversations, and of fewer than ten nothing is said but
"fewer than ten". No message, no conversation's name and no rare word is in the result,
so it can be kept and shown. Turns of staff do not count.
"""

import datetime
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Optional

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.assistant import STAFF
from bot.inbox import Inbox, messages
from bot.receipts import receipt_quotes, receipts
from bot.staff.topics import (
    LEAST_CONVERSATIONS,
    Encodes,
    Message,
    cluster,
    common_words,
    conversations_by_word,
    most_common_of,
)
from knowledge.source import Source

READ_TIMEOUT_S = 30.0
N_ROWS_AT_ONCE = 2000
"""A read shuts other writers of SQLite out, so it is done in short parts."""

GATES = {
    "known gap": "Listed as a known gap",
    "below threshold": "The evidence was below the threshold",
    "not covered": "Names a thing that no page speaks of",
    "reassurance": "Only reassuring sentences, and a clinician has to judge",
    "language": "Written in another language",
    "not understood": "Not understood as words",
    "fallback": "Something broke, or the output check refused the reply",
    "other": "Too long, or from before refusals were recorded",
}
"""What decided that a message was not answered, in the report's words."""

TOPIC_GATES = frozenset({"known gap", "below threshold", "not covered"})
"""Refusals that a page, or an approved question, would turn into answers."""

DISTANCES = ((0.05, "up to 0.05"), (0.1, "0.05 to 0.10"), (0.2, "0.10 to 0.20"))
FARTHEST = "more than 0.20"
"""How far below the threshold, in P(answerable)."""


@dataclass(frozen=True)
class Asked:
    """One stored turn, as far as it is counted.

    Attributes:
        gate: One of `GATES` for a message that was not answered, else None.
        below: Threshold minus P(answerable), where the evidence decided.
        gap: The known gap that decided.
        near: The nearest approved answer.
        named: Ids of the named things that stood against an answer.
        answer_ids: Approved answers that were quoted.
    """

    conversation: str
    message_id: str
    text: str
    day: datetime.date
    channel: str
    route: str
    gate: Optional[str] = None
    below: Optional[float] = None
    gap: str = ""
    near: str = ""
    named: tuple[str, ...] = ()
    answer_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Count:
    """Different conversations of one kind; None stands for one to nine."""

    name: str
    n: Optional[int]


@dataclass(frozen=True)
class Topic:
    """One thing that ten or more conversations asked for in vain.

    Attributes:
        name: The known gap as staff named it, or the group's most telling words.
        is_known: Whether staff list it.
        n: Conversations.
        words: What ten or more of them wrote.
        near_answer: Id of the approved answer that most were nearest to.
        near_question: Its first question, as staff wrote it.
        named: The thing that most of them named and no page speaks of.
        advice: What can be done; "" for a known gap, where it is always the same.
    """

    name: str
    is_known: bool
    n: int
    words: tuple[str, ...]
    near_answer: Optional[str]
    near_question: Optional[str]
    named: Optional[str]
    advice: str


@dataclass(frozen=True)
class Rated:
    """Feedback on one approved answer, of ten or more conversations altogether.

    Attributes:
        n_up: Conversations that found it helpful; None stands for one to nine.
        n_down: Those that did not; None stands for one to nine.
    """

    answer_id: str
    n_up: Optional[int]
    n_down: Optional[int]


@dataclass(frozen=True)
class SectionUse:
    """How often one section of an approved page was quoted."""

    source_id: str
    title: str
    section: Optional[str]
    n: Optional[int]


@dataclass(frozen=True)
class Vote:
    """A patient's "helpful" or "not helpful" on one reply."""

    conversation: str
    message_id: str
    up: bool


@dataclass(frozen=True)
class Gaps:
    """All that the report shows.

    Attributes:
        first: First day that is counted.
        last: Last day that is counted.
        n: Conversations altogether.
        n_unanswered: Those with a message that was not answered.
        routes: Conversations by kind of reply.
        channels: Conversations by channel.
        topics: Largest first.
        others: Conversations whose unanswered message is in no topic.
        gates: Conversations by what decided against an answer.
        distances: Conversations by how far the evidence was below the threshold.
        days: Conversations with an unanswered message, by day.
        rated: Most "not helpful" first.
        sections: Most used first, never used ones last.
        n_left_out: Unanswered messages that were too many to compare.
    """

    first: Optional[datetime.date]
    last: Optional[datetime.date]
    n: Optional[int]
    n_unanswered: Optional[int]
    routes: tuple[Count, ...]
    channels: tuple[Count, ...]
    topics: tuple[Topic, ...]
    others: Count
    gates: tuple[Count, ...]
    distances: tuple[Count, ...]
    days: tuple[Count, ...]
    rated: tuple[Rated, ...]
    sections: tuple[SectionUse, ...]
    n_left_out: int = 0

    def as_json(self) -> dict[str, Any]:
        """JSON values; a count of one to nine is null."""
        values = asdict(self)
        for name in ("first", "last"):
            values[name] = values[name] and values[name].isoformat()
        return values


async def read_turns(inbox: Inbox, *, since: float) -> list[Asked]:
    """Every answered turn of patients from a time on, oldest first.

    Args:
        inbox: Of the conversations.
        since: Unix seconds.

    Raises:
        DatabaseError: The database cannot be read.
    """
    found: list[Asked] = []
    after = 0
    while True:
        rows = await inbox.database.run(
            lambda connection, after=after: _rows(connection, after, since),  # type: ignore[misc]
            timeout_s=READ_TIMEOUT_S,
        )
        found += [_asked(row) for row in rows]
        if len(rows) < N_ROWS_AT_ONCE:
            return found
        after = rows[-1].id


async def read_uses(inbox: Inbox, *, since: float) -> list[tuple[str, str, str | None]]:
    """(conversation, source id, section) of every quote to patients from a time on.

    Raises:
        DatabaseError: The database cannot be read.
    """
    table = receipt_quotes
    query = (
        sa.select([table.c.sender_id, table.c.source_id, table.c.section])
        .where(table.c.created_at >= since)
        .where(table.c.channel != STAFF)
        .where(table.c.n > 0)
        .distinct()
    )
    rows = await inbox.database.run(
        lambda connection: list(connection.execute(query)), timeout_s=READ_TIMEOUT_S
    )
    return [(row.sender_id, row.source_id, row.section) for row in rows]


def count(
    turns: Sequence[Asked],
    *,
    encoder: Encodes,
    sources: Iterable[Source],
    uses: Iterable[tuple[str, str, str | None]] = (),
    votes: Iterable[Vote] = (),
    questions: Mapping[str, str] | None = None,
    least: int = LEAST_CONVERSATIONS,
) -> Gaps:
    """Everything the report shows, from stored turns.

    Args:
        turns: Oldest first.
        encoder: Of the index; it groups what was asked.
        sources: The pages as they are now.
        uses: Of `read_uses`.
        votes: Feedback on replies.
        questions: Approved answer or known gap -> its first question.
        least: Of fewer conversations nothing is told.
    """
    unanswered = [turn for turn in turns if turn.gate is not None]
    topics, others, n_left_out = _topics(unanswered, encoder, questions or {}, least)
    n = len({turn.conversation for turn in turns})
    n_unanswered = len({turn.conversation for turn in unanswered})
    return Gaps(
        first=turns[0].day if turns else None,
        last=turns[-1].day if turns else None,
        n=_told(n, least),
        n_unanswered=_told(n_unanswered, least),
        routes=_counts(turns, lambda turn: turn.route, least),
        channels=_counts(turns, lambda turn: turn.channel or "unnamed", least),
        topics=topics,
        others=Count("other questions, each asked by few", _told(others, least)),
        gates=_counts(unanswered, lambda turn: turn.gate or "", least, order=GATES),
        distances=_counts(
            [turn for turn in unanswered if turn.below is not None],
            lambda turn: _distance(turn.below or 0.0),
            least,
            order=[*(name for _, name in DISTANCES), FARTHEST],
        ),
        days=_days(unanswered, turns, least),
        rated=_rated(turns, votes, least),
        sections=_sections(uses, sources, least),
        n_left_out=n_left_out,
    )


def _rows(connection: Connection, after: int, since: float) -> list[Any]:
    of_turn = sa.and_(
        messages.c.sender_id == receipts.c.sender_id,
        messages.c.message_id == receipts.c.message_id,
    )
    query = (
        sa.select([messages, receipts.c.grounds])
        .select_from(messages.outerjoin(receipts, of_turn))
        .where(messages.c.id > after)
        .where(messages.c.received_at >= since)
        .where(messages.c.channel != STAFF)
        .where(messages.c.reply.isnot(None))
        .order_by(messages.c.id)
        .limit(N_ROWS_AT_ONCE)
    )
    return list(connection.execute(query))


def _asked(row: Any) -> Asked:
    route = str(json.loads(row.reply)["route"])
    grounds: dict[str, Any] = json.loads(row.grounds) if row.grounds else {}
    at = datetime.datetime.fromtimestamp(row.received_at, datetime.timezone.utc)
    asked = Asked(
        conversation=row.sender_id,
        message_id=row.message_id,
        text=row.text,
        day=at.date(),
        channel=row.channel,
        route=route,
        answer_ids=tuple(grounds.get("answer_ids") or ()),
    )
    if route != "unknown":
        return asked
    gate = _gate(grounds)
    readings = grounds.get("readings") or [{}]
    best = max(readings, key=lambda reading: reading.get("probability", 0.0))
    threshold, probability = grounds.get("threshold"), grounds.get("probability")
    below = None
    if gate == "below threshold" and threshold is not None:
        below = threshold - (probability or 0.0)
    near = best.get("answers") or [["", 0.0]]
    return Asked(
        **{
            **vars(asked),
            "gate": gate,
            "below": below,
            "gap": (best.get("gap") or ["", 0.0])[0] if gate == "known gap" else "",
            "near": near[0][0],
            "named": tuple(grounds.get("foreign") or ()),
        }
    )


def _gate(grounds: Mapping[str, Any]) -> str:
    if grounds.get("fallback"):
        return "fallback"
    response = grounds.get("response")
    if response == "utter_other_language":
        return "language"
    if response == "utter_not_understood":
        return "not understood"
    why = grounds.get("why")
    return why if why in GATES else "other"


def _topics(
    unanswered: Sequence[Asked],
    encoder: Encodes,
    questions: Mapping[str, str],
    least: int,
) -> tuple[tuple[Topic, ...], int, int]:
    """Topics, conversations in none of them, and messages that were too many."""
    asked = [turn for turn in unanswered if turn.gate in TOPIC_GATES]
    of_gap: dict[str, list[Asked]] = defaultdict(list)
    for turn in asked:
        if turn.gap:
            of_gap[turn.gap].append(turn)
    in_all = conversations_by_word(_messages(asked))
    topics: list[Topic] = []
    rest: list[Asked] = [turn for turn in asked if not turn.gap]
    others: set[str] = set()
    for gap, turns in of_gap.items():
        conversations = {turn.conversation for turn in turns}
        if len(conversations) < least:
            others |= conversations
            continue
        words = common_words(_messages(turns), in_all, len(asked), least=least)
        topics.append(
            Topic(
                name=gap,
                is_known=True,
                n=len(conversations),
                words=words,
                near_answer=None,
                near_question=questions.get(gap),
                named=None,
                advice="",
            )
        )
    found = cluster(_messages(rest), encoder, least=least)
    in_topic: set[int] = set()
    for group in found.groups:
        in_topic |= set(group.messages)
        topics.append(
            _new_topic(
                [rest[row] for row in group.messages],
                group.words,
                group.n_conversations,
                questions,
                least,
            )
        )
    others |= {t.conversation for row, t in enumerate(rest) if row not in in_topic}
    topics.sort(key=lambda topic: (-topic.n, topic.name))
    return tuple(topics), len(others), found.n_left_out


def _new_topic(
    turns: Sequence[Asked],
    words: tuple[str, ...],
    n: int,
    questions: Mapping[str, str],
    least: int,
) -> Topic:
    near = most_common_of([(t.conversation, t.near) for t in turns], least=least)
    named = most_common_of(
        [(turn.conversation, thing) for turn in turns for thing in turn.named],
        least=least,
    )
    n_close = len(
        {t.conversation for t in turns if t.below is not None and t.below <= 0.1}
    )
    if named:
        advice = "No page speaks of it. Write a page, or list it as a gap."
    elif near and n_close >= least:
        advice = (
            "Close to an answer. If the page says it, add such questions to that "
            "answer; if not, list it as a gap."
        )
    else:
        advice = "Write a page that says it, or list it as a gap."
    return Topic(
        name=" · ".join(words[:3]) or "no word in common",
        is_known=False,
        n=n,
        words=words,
        near_answer=near,
        near_question=questions.get(near or ""),
        named=named,
        advice=advice,
    )


def _messages(turns: Sequence[Asked]) -> list[Message]:
    return [Message(turn.conversation, turn.text) for turn in turns]


def _counts(
    turns: Sequence[Asked],
    kind: Callable[[Asked], str],
    least: int,
    *,
    order: Iterable[str] | None = None,
) -> tuple[Count, ...]:
    """Conversations by kind: in the order given, or the most first."""
    conversations: dict[str, set[str]] = defaultdict(set)
    for turn in turns:
        conversations[kind(turn)].add(turn.conversation)
    # Few ones are not put in order: their place would tell their number.
    by_size = sorted(
        conversations, key=lambda k: (-(_told(len(conversations[k]), least) or 0), k)
    )
    names = by_size if order is None else [k for k in order if k in conversations]
    return tuple(Count(k, _told(len(conversations[k]), least)) for k in names)


def _days(
    unanswered: Sequence[Asked], turns: Sequence[Asked], least: int
) -> tuple[Count, ...]:
    """Every day from the first to the last, also those without any."""
    if not turns:
        return ()
    on_day: dict[datetime.date, set[str]] = defaultdict(set)
    for turn in unanswered:
        on_day[turn.day].add(turn.conversation)
    first, last = turns[0].day, turns[-1].day
    days = [first + datetime.timedelta(n) for n in range((last - first).days + 1)]
    return tuple(
        Count(day.isoformat(), _told(len(on_day.get(day, ())), least)) for day in days
    )


def _rated(
    turns: Sequence[Asked], votes: Iterable[Vote], least: int
) -> tuple[Rated, ...]:
    by_turn = {(turn.conversation, turn.message_id): turn for turn in turns}
    # The last word of a conversation on an answer counts.
    views: dict[str, dict[str, bool]] = defaultdict(dict)
    for vote in votes:
        turn = by_turn.get((vote.conversation, vote.message_id))
        for answer_id in turn.answer_ids if turn else ():
            views[answer_id][vote.conversation] = vote.up
    rated = []
    for answer_id, by in views.items():
        if len(by) >= least:
            n_up = sum(by.values())
            n_down = _told(len(by) - n_up, least)
            rated.append(Rated(answer_id, _told(n_up, least), n_down))
    # Few ones are not put in order: their place would tell their number.
    rated.sort(key=lambda r: (-(r.n_down or 0), r.answer_id))
    return tuple(rated)


def _sections(
    uses: Iterable[tuple[str, str, str | None]], sources: Iterable[Source], least: int
) -> tuple[SectionUse, ...]:
    used: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    for conversation, source_id, section in uses:
        used[source_id, section].add(conversation)
    found: list[SectionUse] = []
    for source in sources:
        for section in dict.fromkeys(p.section for p in source.paragraphs):
            n = len(used.get((source.id, section), ()))
            found.append(SectionUse(source.id, source.title, section, _told(n, least)))
    most = Counter({use: use.n if use.n is not None else 1 for use in found})
    return tuple(sorted(found, key=lambda use: (-most[use], use.source_id)))


def _distance(below: float) -> str:
    for limit, name in DISTANCES:
        if below <= limit:
            return name
    return FARTHEST


def _told(n: int, least: int) -> Optional[int]:
    """The count, or None for what is too few to be told; nobody is nobody."""
    return n if n == 0 or n >= least else None
