"""Decline what is not the clinic's business, and what tries to change the rules.

A message that also asks something of the pages gets that question's own reply: an
instruction inside a message changes nothing, in neither direction.
"""

from dataclasses import replace

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.answer_question import utter_answer, utter_no_answer, utter_not_read
from actions.answering import ask_pages
from actions.conversation import recall
from actions.language import is_gibberish, other_language
from actions.personal import names_case, tells_own_case
from actions.question_inside import is_sure
from actions.refer import refer
from actions.utterance import intent_confidence, intent_name, message_text, utter
from knowledge.answer import NoAnswer
from knowledge.question import asks

SURELY_FOREIGN = 0.8
"""Confidence of the intent model above which nearness to the pages says no more."""
CLEARLY_ASKED = 0.9
"""P(answerable) from which a question of the pages was meant after all."""


def _is_foreign(tracker: Tracker) -> bool:
    """Whether a message surely has nothing to do with the clinic, and names nothing.

    "Can you fix my boiler" is near to what the staff wrote down as not covered.
    """
    of_kind = intent_name(tracker) == "off_topic"
    sure = intent_confidence(tracker) > SURELY_FOREIGN
    return of_kind and sure and not tracker.latest_message.get("entities")


class ActionDecline(Action):
    """Say what the assistant is for; nothing of the request is done."""

    def name(self) -> str:
        return "action_decline"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        memory = recall(tracker)
        text = message_text(tracker)
        if is_gibberish(text) and not other_language(text):
            return utter_not_read(dispatcher, tracker, memory)
        # "Write my statement for nursing" is no case; with a condition named it may be.
        may_be = not is_sure(tracker) or names_case(tracker)
        if may_be and tells_own_case(tracker):
            return await refer(dispatcher, tracker, memory)
        answer = await ask_pages(tracker, memory)
        is_manipulation = intent_name(tracker) == "manipulate"
        is_foreign = _is_foreign(tracker)
        if isinstance(answer, NoAnswer):
            is_near = answer.is_near and not is_foreign
            if is_near or other_language(text):
                return utter_no_answer(dispatcher, tracker, answer, memory)
        # An order to say something is no question, however near it is to the pages.
        elif (asks(text) or not is_manipulation) and not (
            is_foreign and answer.probability < CLEARLY_ASKED
        ):
            return utter_answer(dispatcher, tracker, answer, memory)
        response = "utter_manipulate" if is_manipulation else "utter_off_topic"
        return utter(
            dispatcher,
            tracker,
            response,
            route="off_topic",
            memory=replace(memory, offer=None),
        )
