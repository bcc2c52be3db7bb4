"""Say how to reach a person; never that anything was booked, passed on or done."""

from dataclasses import replace
from typing import Optional

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.contact import clinic, contact_fields
from actions.conversation import Memory, recall
from actions.question_inside import reply_to_question_inside
from actions.utterance import intent_name, utter

RESPONSES = {
    "book_appointment": "utter_hand_over_booking",
    "complaint": "utter_hand_over_complaint",
}


class ActionHandOver(Action):
    """Utter phone, hours and link; with a clear question inside, answer that first."""

    def name(self) -> str:
        return "action_hand_over"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        memory = recall(tracker)
        inside = await reply_to_question_inside(dispatcher, tracker, memory)
        if inside is not None:
            add_contact(dispatcher, tracker)
            return inside
        return utter_contact(dispatcher, tracker, memory)


def add_contact(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """How to reach a person, below the answer of this turn; a referral says it itself.

    Without it, "book me in; may I wash after?" would learn about washing only.
    """
    if _route(dispatcher) == "answer":
        dispatcher.utter_message(
            response=_response(tracker), **contact_fields(clinic())
        )


def _route(dispatcher: CollectingDispatcher) -> Optional[str]:
    """The route of what was uttered in this turn."""
    routes = [m["custom"].get("route") for m in dispatcher.messages if m.get("custom")]
    return routes[-1] if routes else None


def _response(tracker: Tracker) -> str:
    return RESPONSES.get(intent_name(tracker), "utter_hand_over")


def utter_contact(
    dispatcher: CollectingDispatcher, tracker: Tracker, memory: Memory
) -> list[EventType]:
    """How to reach a person."""
    kept = replace(memory, citations=(), offer="contact")
    return utter(dispatcher, tracker, _response(tracker), route="handoff", memory=kept)
