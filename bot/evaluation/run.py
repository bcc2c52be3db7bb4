"""Run the whole assistant over a question set: conversations in, one `Row` a message.

Every single message is a conversation of its own; a dialogue's turns go in order. The
assistant is loaded with conversations of its own, so that nothing of an evaluation
reaches the clinic's record. It judges nothing (`verdict.py`) and counts nothing
(`figures.py`).
"""

import logging
import secrets
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from actions.reply import Citation
from bot.evaluation.grounds import Grounds, grounds_of
from bot.evaluation.pages import Pages, plain
from bot.evaluation.question_file import Conversation, Question, QuestionSet
from bot.evaluation.verdict import Verdict, judge
from bot.settings import Settings
from bot.turn import Turn

DEADLINE_S = 60.0
"""A busy computer must not change the figures; slow turns are counted instead."""


class Answering(Protocol):
    """The part of `bot.assistant.Assistant` that is evaluated."""

    async def turn(self, conversation_id: str, text: str) -> Turn:
        """The reply to one message, with how it came about."""


@dataclass(frozen=True)
class Row:
    """One message, the reply to it, and what is right with it.

    Attributes:
        id: Of the question.
        kind: "question" for a single message, "turn" for a dialogue's.
        text: What the patient wrote.
        before: What the patient wrote before it in the same dialogue.
        want: The best route.
        accepts: Every route that is right, sorted.
        wanted: Sentences of which one was to be quoted.
        note: The label's remark.
        route: The reply's route.
        reply: The reply's text.
        citations: The reply's citations.
        seconds: From message to reply.
        verdict: What is right with it.
        grounds: What the reply rests on.
    """

    id: str
    kind: str
    text: str
    before: tuple[str, ...]
    want: str
    accepts: tuple[str, ...]
    wanted: tuple[str, ...]
    note: str
    route: str
    reply: str
    citations: tuple[Citation, ...]
    seconds: float
    verdict: Verdict
    grounds: Grounds


@dataclass(frozen=True)
class Loaded:
    """A loaded assistant with its pages.

    Attributes:
        named: Ids of the named things in a text.
    """

    assistant: Answering
    pages: Pages
    named: Callable[[str], tuple[str, ...]] = lambda text: ()


@asynccontextmanager
async def load(settings: Settings) -> AsyncIterator[Loaded]:
    """The whole assistant, with conversations that are gone afterwards.

    Raises:
        KnowledgeError: There is no usable index.
        ModelNotTrainedError: There is no model.
    """
    from actions import library
    from bot import logs
    from bot.assistant import Assistant

    with tempfile.TemporaryDirectory(prefix="bedside-evaluate-") as name:
        folder = Path(name)
        (folder / settings.model_dir.name).symlink_to(settings.model_dir)
        # No stores and no action server: the record of patients stays untouched.
        endpoints_file = folder / "endpoints.yml"
        endpoints_file.write_text("{}\n", encoding="utf-8")
        assistant = await Assistant.load(
            replace(
                settings,
                data_dir=folder,
                endpoints_file=endpoints_file,
                deadline_s=DEADLINE_S,
                remote_actions=False,
            )
        )
        # Every alarm is a line of the log; here they would break up the progress bar.
        logs.configure(logging.WARNING)
        try:
            current = library.current()
            yield Loaded(assistant, Pages.of(current), current.named)
        finally:
            await assistant.close()


async def ask_all(
    loaded: Loaded,
    question_set: QuestionSet,
    *,
    progress: Callable[[int], None] = lambda n_done: None,
) -> list[Row]:
    """Ask everything, one message after the other.

    Args:
        loaded: Assistant and pages.
        question_set: Resolved against the same pages.
        progress: Called with the number of messages answered.

    Returns:
        One row for each message, in file order.
    """
    own = question_set.sentences
    texts = dict(loaded.pages.sentences if own is None else own)
    sentences = {sentence_id: plain(text) for sentence_id, text in texts.items()}
    run = secrets.token_hex(4)
    rows: list[Row] = []
    for conversation in question_set.conversations:
        for number, question in enumerate(conversation.turns):
            started = time.perf_counter()
            turn = await loaded.assistant.turn(
                f"evaluate-{run}-{conversation.id}", question.text
            )
            seconds = time.perf_counter() - started
            rows.append(
                Row(
                    id=question.id,
                    kind=conversation.kind,
                    text=question.text,
                    before=_before(conversation, number),
                    want=question.route,
                    accepts=tuple(sorted(question.accepts)),
                    wanted=_wanted(question, texts),
                    note=question.note,
                    route=turn.reply.route,
                    reply=turn.reply.text,
                    citations=turn.reply.citations,
                    seconds=seconds,
                    verdict=judge(question, turn.reply, sentences),
                    grounds=grounds_of(turn, loaded.named(question.text)),
                )
            )
            progress(len(rows))
    return rows


def _before(conversation: Conversation, number: int) -> tuple[str, ...]:
    return tuple(turn.text for turn in conversation.turns[:number])


def _wanted(question: Question, texts: dict[str, str]) -> tuple[str, ...]:
    """The wanted sentences, those that differ in nothing but their place once."""
    return tuple(dict.fromkeys(texts[sentence_id] for sentence_id in question.gold))
