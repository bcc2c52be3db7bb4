"""Do what a "yes please" accepts: the last offer; without one, ask what is wanted."""

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.conversation import Memory, recall
from actions.hand_over import utter_contact
from actions.question_inside import reply_to_question_inside
from actions.utterance import utter


class ActionTakeOffer(Action):
    """After an offer of contact, say how to reach the clinic."""

    def name(self) -> str:
        return "action_take_offer"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        memory = recall(tracker)
        inside = await reply_to_question_inside(dispatcher, tracker, memory)
        if inside is not None:
            return inside
        if memory.offer == "contact":
            return utter_contact(dispatcher, tracker, memory)
        kept = Memory(memory.question, memory.answer_ids, memory.topic)
        return utter(
            dispatcher, tracker, "utter_what_next", route="smalltalk", memory=kept
        )
