"""Say where the last answer came from; without one, where all answers come from."""

from dataclasses import replace

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.answer_question import utter_not_read
from actions.conversation import Memory, recall
from actions.language import other_language
from actions.question_inside import reply_to_question_inside
from actions.reply import Citation
from actions.utterance import message_text, utter


class ActionCiteSources(Action):
    """Show the last citations again, each with the page and section it stands in."""

    def name(self) -> str:
        return "action_cite_sources"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        memory = recall(tracker)
        if not memory.citations:
            if other_language(message_text(tracker)):
                return utter_not_read(dispatcher, tracker, memory)
            # "What does the review say?" sounds like it, but asks the pages.
            inside = await reply_to_question_inside(
                dispatcher, tracker, memory, unless_sure=False
            )
            if inside is not None:
                return inside
            return utter(
                dispatcher,
                tracker,
                "utter_all_sources",
                route="smalltalk",
                memory=Memory(),
            )
        citations = tuple(
            Citation(**{**citation, "also_in": tuple(citation["also_in"])})
            for citation in memory.citations
        )
        return utter(
            dispatcher,
            tracker,
            "utter_sources",
            route="answer",
            memory=replace(memory, offer=None),
            citations=citations,
        )
