"""Refer a personal medical question to a clinician, with what the pages say in general.

The pages' sentences may stand beside the referral, never instead of it, and never a
sentence that reassures: what holds in general may not hold for this patient.
"""

from dataclasses import replace

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.answering import ask_pages, related_buttons, remembered
from actions.conversation import Memory, recall
from actions.reply import Button, cite
from actions.utterance import utter
from knowledge.answer import Answer

REFERRAL_BUTTONS = (
    Button("How do I reach the clinic?", "How do I reach the clinic?"),
    Button("Who should avoid microneedling?", "Who should avoid microneedling?"),
)


class ActionRefer(Action):
    """Utter the referral; with general sentences of the pages where they fit."""

    def name(self) -> str:
        return "action_refer"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        return await refer(dispatcher, tracker, recall(tracker))


async def refer(
    dispatcher: CollectingDispatcher, tracker: Tracker, memory: Memory
) -> list[EventType]:
    """The referral; below general sentences of the pages where they fit."""
    answer = await ask_pages(tracker, memory, personal=True)
    kept = replace(remembered(answer, memory), offer="contact")
    if isinstance(answer, Answer):
        return utter(
            dispatcher,
            tracker,
            "utter_answer_and_refer",
            route="answer_and_refer",
            memory=kept,
            citations=cite(answer.quotes),
            buttons=REFERRAL_BUTTONS[:1] + related_buttons(answer)[:1],
        )
    return utter(
        dispatcher,
        tracker,
        "utter_refer",
        route="refer",
        memory=kept,
        buttons=REFERRAL_BUTTONS,
    )
