"""What a conversation has said so far, read from the tracker's slots and back to them.

A tracker in, a `Memory` out; a `Memory` in, slot events out. Slots hold what follow-ups
need: the last question as it was judged, what was quoted for it, and what was offered.
"""

from dataclasses import asdict, dataclass, field, replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from knowledge.question import Previous

MEMORY_SLOT = "memory"


@dataclass(frozen=True)
class Memory:
    """The last turns, as far as the next one may lean on them.

    Attributes:
        question: Last question as it was judged; "" when there was none.
        answer_ids: Approved answers quoted for it.
        topic: Its topic.
        route: Route of the last reply.
        response: Name of the response that was uttered last, for "say that again".
        fields: The fields that it was uttered with, beside the clinic's facts.
        citations: Citations last shown, as in the contract.
        shown: Whether the last reply itself showed them.
        quotes: Texts quoted lately, the latest first.
        offer: What the last reply offered: "contact", or None.
        asked: The questions of the last message, when it held several.
    """

    question: str = ""
    answer_ids: tuple[str, ...] = ()
    topic: str | None = None
    route: str = ""
    response: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    citations: tuple[dict[str, Any], ...] = ()
    shown: bool = False
    quotes: tuple[str, ...] = ()
    offer: str | None = None
    asked: tuple[str, ...] = ()

    def previous(self) -> Previous | None:
        """What `knowledge` needs to read a follow-up."""
        if not self.question:
            return None
        return Previous(
            self.question, self.answer_ids, self.topic, self.quotes, self.asked
        )


def recall(tracker: Tracker) -> Memory:
    """The memory of a conversation; an empty one at its start or when unusable."""
    stored = tracker.get_slot(MEMORY_SLOT)
    if not isinstance(stored, dict):
        return Memory()
    try:
        memory = Memory(**stored)
        return replace(
            memory,
            answer_ids=tuple(memory.answer_ids),
            citations=tuple(memory.citations),
            quotes=tuple(memory.quotes),
            asked=tuple(memory.asked),
        )
    except TypeError:  # an older version of the program wrote it
        return Memory()


def remember(memory: Memory) -> list[EventType]:
    """The events that store a memory."""
    stored = asdict(memory)
    return [SlotSet(MEMORY_SLOT, stored)]
