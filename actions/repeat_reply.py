"""Say the last reply again."""

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.answer_question import utter_not_read
from actions.conversation import recall
from actions.language import is_gibberish, other_language
from actions.reply import Citation
from actions.utterance import message_text, utter


class ActionRepeatReply(Action):
    """Utter the same response with the same citations; at the start, the greeting."""

    def name(self) -> str:
        return "action_repeat_reply"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        memory = recall(tracker)
        text = message_text(tracker)
        if not memory.response and (is_gibberish(text) or other_language(text)):
            return utter_not_read(dispatcher, tracker, memory)
        citations = tuple(
            Citation(**{**citation, "also_in": tuple(citation["also_in"])})
            for citation in memory.citations
            if memory.shown
        )
        return utter(
            dispatcher,
            tracker,
            memory.response or "utter_greet",
            route=memory.route or "smalltalk",
            memory=memory,
            citations=citations,
            tier="emergency" if memory.route == "emergency" else None,
            fields=memory.fields,
        )
