"""Raise the alarm for an emergency that the red-flag screen missed and the model saw.

The door replaces the text: by the urgent referral, or by the clinic's emergency text
while no classifier screens before this.
"""

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.conversation import recall
from actions.refer import refer
from actions.utterance import intent_confidence, utter

MIN_CONFIDENCE = 0.6
"""Below it the message is referred, with the emergency number in the reply: the screen
and its classifier have both let it pass, and a false alarm costs trust in the next."""


class ActionRaiseAlarm(Action):
    """Utter the emergency reply."""

    def name(self) -> str:
        return "action_raise_alarm"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        if intent_confidence(tracker) < MIN_CONFIDENCE:
            return await refer(dispatcher, tracker, recall(tracker))
        return utter(
            dispatcher,
            tracker,
            "utter_emergency",
            route="emergency",
            memory=recall(tracker),
            tier="emergency",
        )
