"""What clients sent and got against what the database holds: faults by name out.

It reads the two tables itself and shares no code with the server, so that one mistake
cannot hide another.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa


@dataclass
class Sent:
    """One message of one client, and every answer to it, in order.

    Attributes:
        answers: Bodies of HTTP 200; a request that broke has none.
        failures: Status or kind of error of each request that was no such answer.
    """

    sender_id: str
    message_id: str
    text: str
    answers: list = field(default_factory=list)
    failures: list = field(default_factory=list)

    @property
    def is_acknowledged(self):
        """Whether the client was told anything but "not stored, call us"."""
        return any(not is_refusal(answer) for answer in self.answers)


@dataclass
class Faults:
    """Message ids by kind of fault."""

    lost: list = field(default_factory=list)
    doubled: list = field(default_factory=list)
    reordered: list = field(default_factory=list)
    silent: list = field(default_factory=list)
    changed: list = field(default_factory=list)

    def __bool__(self):
        return any(self.counts().values())

    def counts(self):
        return {kind: len(ids) for kind, ids in vars(self).items()}


# Set by the tests: the text that says "call us, I could not take this".
FALLBACK_TEXT = ""


def is_refusal(answer):
    return FALLBACK_TEXT in text_of(answer)


def text_of(answer):
    return "\n".join(message.get("text") or "" for message in answer)


def failed(sent: Sequence[Sent]) -> dict[str, list]:
    """Ids of the messages whose patient met a fault, with what it was.

    A request that broke, an answer that is none, or the fallback's "call us": also when
    the same message was answered later.
    """
    found = {}
    for message in sent:
        refusals = ["fallback" for answer in message.answers if is_refusal(answer)]
        silence = ["nothing"] if not message.answers and not message.failures else []
        faults = [*message.failures, *refusals, *silence]
        if faults:
            found[message.message_id] = faults
    return found


def check(sent: Sequence[Sent], url: str, *, in_order_sent: bool = True) -> Faults:
    """Compare.

    Args:
        sent: All that clients sent, in the order of sending within a conversation.
        url: The conversation database, with its server at rest.
        in_order_sent: Whether each client waited for an answer before its next message;
            else the order of arrival decides, and must be the same everywhere.
    """
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        inbox = list(
            connection.execute(
                sa.text("SELECT sender_id, message_id, reply FROM inbox ORDER BY id")
            )
        )
        events = list(
            connection.execute(
                sa.text(
                    "SELECT sender_id, data FROM events WHERE type_name = 'user' "
                    "ORDER BY id"
                )
            )
        )
    engine.dispose()
    faults = Faults()
    rows = Counter((row.sender_id, row.message_id) for row in inbox)
    turns = Counter((e.sender_id, json.loads(e.data)["message_id"]) for e in events)
    replies = {(row.sender_id, row.message_id): row.reply for row in inbox}
    for message in sent:
        key = (message.sender_id, message.message_id)
        if message.is_acknowledged and not (rows[key] and turns[key]):
            faults.lost.append(message.message_id)
        if rows[key] > 1 or turns[key] > 1:
            faults.doubled.append(message.message_id)
        if rows[key] and replies[key] is None:
            faults.silent.append(message.message_id)
        if any(not text_of(answer).strip() for answer in message.answers):
            faults.silent.append(message.message_id)
        answers = [answer for answer in message.answers if not is_refusal(answer)]
        is_chat = any(part.get("is_chat") for answer in answers for part in answer)
        given = {_said(answer, is_chat) for answer in answers}
        if given and replies.get(key):
            given.add(_stored(replies[key], is_chat))
        if len(given) > 1:
            faults.changed.append(message.message_id)
    stored_order = _by_sender((row.sender_id, row.message_id) for row in inbox)
    turn_order = _by_sender(turns)
    sent_order = _by_sender((m.sender_id, m.message_id) for m in sent)
    for sender_id, ids in turn_order.items():
        wanted = sent_order[sender_id] if in_order_sent else stored_order[sender_id]
        if ids != [i for i in wanted if i in set(ids)]:
            faults.reordered.append(sender_id)
    return faults


def _by_sender(pairs):
    """Ids of each conversation, first occurrence first."""
    found = defaultdict(list)
    for sender_id, message_id in pairs:
        if message_id not in found[sender_id]:
            found[sender_id].append(message_id)
    return found


def _said(answer, is_chat):
    """An answer of the webhook, which sends each paragraph as a message.

    The chat's has another form: of it the text is compared.
    """
    texts = [message["text"] for message in answer if message.get("text")]
    objects = [message["custom"] for message in answer if message.get("custom")]
    return json.dumps(["\n\n".join(texts), [] if is_chat else objects], sort_keys=True)


def _stored(stored, is_chat):
    """A stored reply in the same form."""
    reply = json.loads(stored)
    paragraphs = [part.strip() for part in reply["text"].split("\n\n")]
    custom = {
        "route": reply["route"],
        "intent": {"name": reply["intent_name"], "confidence": reply["confidence"]},
        "citations": reply["citations"],
        "tier": reply["tier"],
        "receipt": reply["receipt"],
    }
    objects = [] if is_chat else [custom]
    return json.dumps(["\n\n".join(paragraphs), objects], sort_keys=True)
