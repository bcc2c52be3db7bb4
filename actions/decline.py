"""Decline what is not the clinic's business, and what tries to change the rules.

A message that also asks something of the pages gets that question's own reply: an
instruction inside a message changes nothing, in neither direction.
"""

from dataclasses import replace

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.answer_question import utter_answer, utter_no_answer
from actions.answering import ask_pages
from actions.conversation import recall
from actions.language import is_gibberish, other_language
from actions.personal import is_personal
from actions.refer import refer
from actions.utterance import intent_name, message_text, utter
from knowledge.answer import Answer


class ActionDecline(Action):
    """Say what the assistant is for; nothing of the request is done."""

    def name(self) -> str:
        return "action_decline"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        memory = recall(tracker)
        entities = tracker.latest_message.get("entities") or []
        if is_personal(message_text(tracker), entities):
            return await refer(dispatcher, tracker, memory)
        answer = await ask_pages(tracker, memory)
        if isinstance(answer, Answer):
            return utter_answer(dispatcher, tracker, answer, memory)
        text = message_text(tracker)
        if answer.is_near or other_language(text) or is_gibberish(text):
            return utter_no_answer(dispatcher, tracker, answer, memory)
        response = "utter_off_topic"
        if intent_name(tracker) == "manipulate":
            response = "utter_manipulate"
        return utter(
            dispatcher,
            tracker,
            response,
            route="off_topic",
            memory=replace(memory, offer=None),
        )
