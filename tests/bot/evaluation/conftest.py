"""A small clinic: three pages' sentences, an assistant that replies as it is told."""

from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from actions.reply import Citation, Reply
from actions.trace import Trace
from bot.evaluation.grounds import Grounds
from bot.evaluation.pages import Pages, plain
from bot.evaluation.question_file import Question
from bot.evaluation.run import Loaded, Row
from bot.evaluation.verdict import judge
from bot.turn import Turn

SESSIONS = "Multiple sessions are recommended."
SPACING = "They are spaced several weeks apart."
RISKS = "Risks include redness and swelling."
SUN = "Wear sunscreen."

PAGES = Pages(
    build_id="build-1",
    threshold=0.5,
    titles={"plan": "The plan", "risks": "The risks", "sun": "In the sun"},
    sentences={
        "plan#s01": SESSIONS,
        "plan#s02": SPACING,
        "risks#s01": RISKS,
        "sun#s01": SUN,
    },
    answers={"how-many": ("plan#s01", "plan#s02"), "which-risks": ("risks#s01",)},
)
SENTENCES = {sentence_id: plain(text) for sentence_id, text in PAGES.sentences.items()}


def make_reply(route: str, *quotes: str, text: str = "As our pages say.") -> Reply:
    return Reply(
        text=text,
        route=route,
        intent_name="ask",
        confidence=0.9,
        citations=tuple(
            Citation(n, "plan", "The plan", None, quote, None, None, ())
            for n, quote in enumerate(quotes, 1)
        ),
    )


def make_row(
    question: Question, reply: Reply, *, probability: float | None = None, **fields
) -> Row:
    row = Row(
        id=question.id,
        kind="question",
        text=question.text,
        before=(),
        want=question.route,
        accepts=tuple(sorted(question.accepts)),
        wanted=tuple(PAGES.sentences[i] for i in question.gold),
        note=question.note,
        route=reply.route,
        reply=reply.text,
        citations=reply.citations,
        seconds=0.1,
        verdict=judge(question, reply, SENTENCES),
        grounds=Grounds(probability=probability, threshold=0.5),
    )
    return replace(row, **fields)


def ask(question_id: str, route: str, *accepts: str, **label) -> Question:
    text = label.pop("text", f"Question {question_id}?")
    return Question(
        question_id, text, 1, route, accept_routes=frozenset(accepts), **label
    )


class FakeAssistant:
    """Replies by the message's text; remembers who said what."""

    def __init__(self, replies: dict[str, Reply]) -> None:
        self.replies = replies
        self.said: list[tuple[str, str]] = []

    async def turn(self, conversation_id: str, text: str) -> Turn:
        self.said.append((conversation_id, text))
        reply = self.replies.get(text, make_reply("unknown"))
        return Turn(reply, Trace({"turn": 12.0, "rasa": 10.0}, {"threshold": 0.5}))


@pytest.fixture
def assistant():
    return FakeAssistant({})


@pytest.fixture
def load(assistant):
    """`run.load` for the command, without a model."""

    @asynccontextmanager
    async def load(settings):
        yield Loaded(assistant, PAGES, lambda text: ("acne",) * ("acne" in text))

    return load
