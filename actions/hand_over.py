"""Say how to reach a person; never that anything was booked, passed on or done."""

from dataclasses import replace

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

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
            return inside
        return utter_contact(dispatcher, tracker, memory)


def utter_contact(
    dispatcher: CollectingDispatcher, tracker: Tracker, memory: Memory
) -> list[EventType]:
    """How to reach a person."""
    response = RESPONSES.get(intent_name(tracker), "utter_hand_over")
    kept = replace(memory, citations=(), offer="contact")
    return utter(dispatcher, tracker, response, route="handoff", memory=kept)
