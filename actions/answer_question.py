"""Answer a question from the pages, or say that they do not say."""

from dataclasses import replace

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.answering import ask_pages, related_buttons, remembered
from actions.conversation import Memory, recall
from actions.language import is_gibberish, other_language
from actions.personal import tells_own_case
from actions.refer import refer
from actions.reply import Button, cite
from actions.utterance import intent_name, message_text, utter
from knowledge.answer import Answer, NoAnswer

MAX_ECHO_CHARS = 80
CONTACT_BUTTON = Button("How do I reach the clinic?", "How do I reach the clinic?")


class ActionAnswerQuestion(Action):
    """Utter the quoted sentences and their sources; without any, say so honestly."""

    def name(self) -> str:
        return "action_answer_question"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        memory = recall(tracker)
        text = message_text(tracker)
        if is_gibberish(text) and not other_language(text):
            return utter_not_read(dispatcher, tracker, memory)
        if tells_own_case(tracker, last_route=memory.route):
            return await refer(dispatcher, tracker, memory)
        answer = await ask_pages(tracker, memory)
        if isinstance(answer, Answer):
            return utter_answer(dispatcher, tracker, answer, memory)
        return utter_no_answer(dispatcher, tracker, answer, memory)


def utter_answer(
    dispatcher: CollectingDispatcher, tracker: Tracker, answer: Answer, memory: Memory
) -> list[EventType]:
    """The answer with its sources, what it leaves open, and what else can be asked.

    None to another language: with slips set right, a word may look like one of ours.
    """
    if other_language(message_text(tracker)):
        return utter_not_read(dispatcher, tracker, memory)
    response = "utter_answer"
    fields: dict[str, str] = {}
    if answer.not_covered:
        response = "utter_answer_partly"
        fields["not_covered"] = _echo(answer.not_covered)
    elif answer.in_words_only:
        response = "utter_answer_in_words"
    kept = remembered(answer, memory)
    return utter(
        dispatcher,
        tracker,
        response,
        route="answer",
        memory=replace(kept, offer="contact") if answer.not_covered else kept,
        citations=cite(answer.quotes),
        buttons=related_buttons(answer),
        fields=fields,
    )


def utter_no_answer(
    dispatcher: CollectingDispatcher, tracker: Tracker, answer: NoAnswer, memory: Memory
) -> list[EventType]:
    """That the pages do not say it, how to reach the clinic, and what they do say."""
    text = message_text(tracker)
    response = "utter_unknown"
    if other_language(text):
        response = "utter_other_language"
    elif intent_name(tracker) in ("ask_cost", "ask_clinic"):
        response = "utter_unknown_clinic_matter"
    return utter(
        dispatcher,
        tracker,
        response,
        route="unknown",
        memory=remembered(answer, memory),
        buttons=(CONTACT_BUTTON, *related_buttons(answer)[:2]),
    )


def utter_not_read(
    dispatcher: CollectingDispatcher, tracker: Tracker, memory: Memory
) -> list[EventType]:
    """That it is not English, or nothing that can be read; the thread is kept."""
    is_foreign = other_language(message_text(tracker))
    return utter(
        dispatcher,
        tracker,
        "utter_other_language" if is_foreign else "utter_not_understood",
        route="unknown",
        memory=replace(memory, offer="contact"),
        buttons=(CONTACT_BUTTON,),
    )


def _echo(parts: tuple[str, ...]) -> str:
    """The parts that stay open, as asked; not repeated when long or with figures."""
    if any(len(part) > MAX_ECHO_CHARS or not part.isprintable() for part in parts):
        return "another part of your message"
    if any(char.isdigit() for part in parts for char in part):
        return "another part of your message"
    return " and ".join(f"“{part.rstrip('.?! ')}”" for part in parts)
