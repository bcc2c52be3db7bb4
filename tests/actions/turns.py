"""One action run on one message: what it asks of the library, says and remembers."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rasa_sdk.executor import CollectingDispatcher
from ruamel.yaml import YAML

from actions import library
from actions.conversation import Memory, recall
from actions.reply import ROUTES
from knowledge.answer import Answer, Evidence, NoAnswer, Quote
from knowledge.passage import Sentence
from tests.conftest import make_tracker

BOT_DIR = Path(__file__).resolve().parents[2] / "bot"
DOMAIN = YAML(typ="safe").load((BOT_DIR / "domain.yml").read_text(encoding="utf-8"))
PAYLOAD = {"route", "intent", "citations", "tier", "receipt"}


def make_quote(text="Wash gently.", *, number=1, also_in=()):
    sentence = Sentence(
        f"care#s{number}", text, "care", "care#p1", "On care", "Later",
        "https://clinic.example/care", "2026-01-31",
    )  # fmt: skip
    return Quote(text, (sentence,), also_in)


def evidence(reading, probability=0.9):
    return Evidence(reading, probability, {}, (("washing", 1.0),), ("price", 0.1))


def make_answer(*quotes, reading="May I wash?", related=(), not_covered=(), **changes):
    fields: dict[str, Any] = {
        "quotes": tuple(quotes) or (make_quote(),),
        "answer_ids": ("washing",),
        "topic": "aftercare",
        "probability": 0.9,
        "in_words_only": False,
        "not_covered": tuple(not_covered),
        "evidence": (evidence(reading),),
        "found": (),
        "related": tuple(related),
    }
    return Answer(**{**fields, **changes})


def make_no_answer(
    *, reading="What does it cost?", is_near=True, related=(), why="known gap"
):
    return NoAnswer(
        why, 0.1, is_near, (), (evidence(reading, 0.1),), (), tuple(related)
    )


class FakeLibrary:
    """Gives the answers it was given, in turn, and keeps what it was asked."""

    build_id = "b1"

    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked = []

    def answer(self, message, *, previous=None, topic=None, personal=False):
        self.asked.append((message, previous, topic, personal))
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@dataclass
class Said:
    """One reply as it left the action, rendered as Rasa would."""

    text: str
    response: str
    payload: dict[str, Any]
    buttons: list[dict[str, str]]
    memory: Memory
    asked: list[Any] = field(default_factory=list)

    @property
    def route(self):
        return self.payload["route"]

    @property
    def quotes(self):
        return [citation["quote"] for citation in self.payload["citations"]]


async def run(
    action, text, *answers, intent=None, entities=(), memory=None, confidence=0.8
):
    """Run an action class on a message and check what holds for every reply."""
    fake = FakeLibrary(*(answers or (make_no_answer(),)))
    library.use(fake)
    try:
        tracker = tracker_of(text, intent=intent, entities=entities, memory=memory)
        tracker.latest_message["intent"]["confidence"] = confidence
        dispatcher = CollectingDispatcher()
        events = await action().run(dispatcher, tracker, {})
    finally:
        library.use(None)
    message, *further = dispatcher.messages
    payload = message["custom"]
    assert set(payload) == PAYLOAD
    assert payload["route"] in ROUTES
    assert payload["intent"]["name"] == (intent or "nlu_fallback")
    (event,) = events
    assert event["event"] == "slot"
    kept = recall(make_tracker("", **{event["name"]: event["value"]}))
    assert (kept.route, kept.response) == (payload["route"], message["response"])
    assert not any(more.get("custom") for more in further)
    return Said(
        "\n\n".join(map(render, dispatcher.messages)), message["response"], payload,
        message["buttons"], kept,
        fake.asked,
    )  # fmt: skip


def tracker_of(text, *, intent=None, entities=(), memory=None, personal=0.05):
    from actions.conversation import remember

    slots = {}
    if memory is not None:
        (event,) = remember(memory)
        slots[event["name"]] = event["value"]
    tracker = make_tracker(text, **slots)
    tracker.latest_message["intent"] = {"name": intent, "confidence": 0.8}
    tracker.latest_message["entities"] = list(entities)
    tracker.latest_message["intent_ranking"] = [
        {"name": "personal_medical", "confidence": personal}
    ]
    return tracker


def render(message):
    """The response's text with its fields; an unknown response or field is an error."""
    (variation,) = DOMAIN["responses"][message["response"]]
    return re.sub(r"{(\w+)}", lambda m: str(message[m[1]]), variation["text"])
