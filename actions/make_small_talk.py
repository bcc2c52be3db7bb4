"""Greetings, thanks and the like: a short reply, and the thread of talk is kept."""

from dataclasses import replace

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.answer_question import utter_not_read
from actions.conversation import recall
from actions.language import is_gibberish, is_sign, other_language
from actions.question_inside import is_sure, reply_to_question_inside
from actions.utterance import intent_name, message_text, utter

MOST_WORDS_OF_SMALL_TALK = 4
"""In another language, where the intent model knows greetings only."""


class ActionMakeSmallTalk(Action):
    """Utter the response of the intent; with a clear question inside, answer that."""

    def name(self) -> str:
        return "action_make_small_talk"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        memory = recall(tracker)
        text = message_text(tracker)
        # A raised thumb is no word, and yet understood.
        is_understood = other_language(text) or (is_sign(text) and is_sure(tracker))
        if is_gibberish(text) and not is_understood:
            return utter_not_read(dispatcher, tracker, memory)
        inside = await reply_to_question_inside(dispatcher, tracker, memory)
        if inside is not None:
            return inside
        response = f"utter_{intent_name(tracker)}"
        if other_language(text):
            if "?" in text or len(text.split()) > MOST_WORDS_OF_SMALL_TALK:
                return utter_not_read(dispatcher, tracker, memory)
            response = "utter_small_talk_other_language"
        return utter(
            dispatcher,
            tracker,
            response,
            route="smalltalk",
            memory=replace(memory, offer=None),
        )
