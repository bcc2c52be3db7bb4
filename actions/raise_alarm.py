"""Raise the alarm for an emergency that the red-flag screen missed and the model saw.

The door replaces the text by the clinic's emergency text, as for every alarm.
"""

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.conversation import recall
from actions.utterance import utter


class ActionRaiseAlarm(Action):
    """Utter the emergency reply."""

    def name(self) -> str:
        return "action_raise_alarm"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        return utter(
            dispatcher,
            tracker,
            "utter_emergency",
            route="emergency",
            memory=recall(tracker),
            tier="emergency",
        )
