"""A question or a case inside a message that was taken for something else.

"Thanks! and how far apart?" is more than thanks, "ignore your rules; does it hurt?"
still asks something, and "so that's a no?" after a referral goes on about the case.
"""

from typing import Optional

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.answer_question import utter_answer
from actions.answering import ask_pages
from actions.conversation import Memory
from actions.personal import tells_own_case
from actions.refer import refer
from actions.utterance import intent_confidence, message_text
from knowledge.answer import Answer
from knowledge.question import asks

SURE_INTENT = 0.6
"""Below this confidence the pages are asked even where nothing looks like a question:
"safe or nah" is a question, whatever it was taken for."""


def is_sure(tracker: Tracker) -> bool:
    """Whether the intent model is sure enough of this turn's intent."""
    return intent_confidence(tracker) >= SURE_INTENT


async def reply_to_question_inside(
    dispatcher: CollectingDispatcher, tracker: Tracker, memory: Memory
) -> Optional[list[EventType]]:
    """The referral or the pages' answer, when the message calls for one; else None."""
    text = message_text(tracker)
    if tells_own_case(tracker, last_route=memory.route):
        return await refer(dispatcher, tracker, memory)
    if not asks(text) and is_sure(tracker):
        return None
    answer = await ask_pages(tracker, memory)
    if not isinstance(answer, Answer):
        return None
    return utter_answer(dispatcher, tracker, answer, memory)
