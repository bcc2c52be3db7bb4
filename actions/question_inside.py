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
from knowledge.question import asks, is_compound

SURE_INTENT = 0.7
"""Below this confidence the pages are asked, whatever a message was taken for: "safe or
nah" is a question, though nothing looks like one."""


def is_sure(tracker: Tracker) -> bool:
    """Whether the intent model is sure enough of this turn's intent."""
    return intent_confidence(tracker) >= SURE_INTENT


async def reply_to_question_inside(
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    memory: Memory,
    *,
    unless_sure: bool = True,
) -> Optional[list[EventType]]:
    """The referral or the pages' answer, when the message calls for one; else None.

    Args:
        dispatcher: Takes the reply.
        tracker: Holds the message and its intent.
        memory: What was said before.
        unless_sure: False to ask the pages about a single question even where the
            intent model is sure that it is none for them.
    """
    text = message_text(tracker)
    if tells_own_case(tracker, last_route=memory.route):
        return await refer(dispatcher, tracker, memory)
    # "What can you help me with?" is what it was taken for, though it asks something.
    is_more = is_compound(text) if unless_sure else True
    if is_sure(tracker) and not (is_more and asks(text)):
        return None
    answer = await ask_pages(tracker, memory)
    if not isinstance(answer, Answer):
        return None
    return utter_answer(dispatcher, tracker, answer, memory)
