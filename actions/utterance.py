"""One reply uttered: a named response, its contract object and buttons, and the memory.

The last step of every action. The wording is the response's (bot/domain.yml); the
fields in its braces come from the clinic's facts and the action.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import trace
from actions.contact import clinic, contact_fields
from actions.conversation import Memory, remember
from actions.reply import Button, Citation, Reply, quote_lines, source_lines

N_QUOTES_KEPT = 4


def utter(
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    response: str,
    *,
    route: str,
    memory: Memory,
    citations: tuple[Citation, ...] = (),
    buttons: Sequence[Button] = (),
    tier: str | None = None,
    fields: dict[str, str] | None = None,
) -> list[EventType]:
    """Utter a named response as one reply of the contract.

    Args:
        dispatcher: Takes the message.
        tracker: Names the routed intent.
        response: Name of the response, "utter_...".
        route: One of `actions.reply.ROUTES`.
        memory: What the next turn may lean on; its route and citations are set here.
        citations: Of the quotes; `{quotes}` and `{sources}` are made from them.
        buttons: Offered below the text.
        tier: Red-flag tier, if any.
        fields: Further fields of the response.

    Returns:
        The events that store the memory.
    """
    intent = tracker.latest_message.get("intent") or {}
    reply = Reply(
        text="",
        route=route,
        intent_name=str(intent.get("name") or "nlu_fallback"),
        confidence=intent_confidence(tracker),
        citations=citations,
        buttons=tuple(buttons),
        tier=tier,
    )
    filled: dict[str, Any] = {
        **contact_fields(clinic()),
        "quotes": quote_lines(citations),
        "sources": source_lines(citations),
        **(fields or {}),
    }
    payload = reply.payload()
    dispatcher.utter_message(
        response=response,
        json_message=payload,
        buttons=[{"title": b.title, "payload": b.payload} for b in buttons],
        **filled,
    )
    running = trace.current.get()
    if running is not None:
        running.evidence["response"] = response
    quoted = tuple(citation.quote for citation in citations)
    kept = replace(
        memory,
        route=route,
        response=response,
        fields={name: str(value) for name, value in (fields or {}).items()},
        citations=tuple(payload["citations"]) or memory.citations,
        shown=bool(citations),
        # Each once: what is shown again must not push out what was said before.
        quotes=tuple(dict.fromkeys((*quoted, *memory.quotes)))[:N_QUOTES_KEPT],
    )
    return remember(kept)


def message_text(tracker: Tracker) -> str:
    """The patient's message of this turn."""
    return str(tracker.latest_message.get("text") or "")


def intent_name(tracker: Tracker) -> str:
    """The intent of this turn."""
    return str((tracker.latest_message.get("intent") or {}).get("name") or "")


def intent_probability(tracker: Tracker, intent: str) -> float:
    """What the intent model gives one intent, 0 to 1; 0 beyond the ranking's end."""
    for entry in tracker.latest_message.get("intent_ranking") or ():
        if entry.get("name") == intent:
            return float(entry.get("confidence") or 0)
    return 0.0


def intent_confidence(tracker: Tracker) -> float:
    """Its confidence, 0 to 1."""
    return float((tracker.latest_message.get("intent") or {}).get("confidence") or 0)
