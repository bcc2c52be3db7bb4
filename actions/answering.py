"""A patient's message through `knowledge`, off the event loop and into the trace.

What the question actions share: which text is asked, what was said before, and the
buttons for what the pages answer nearby.
"""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import cache, partial

from rasa_sdk import Tracker

from actions import library, trace
from actions.conversation import Memory
from actions.reply import Button
from actions.utterance import intent_name, message_text
from knowledge.answer import Answer, NoAnswer

MAX_BUTTON_CHARS = 60

N_THREADS = 8
"""Threads that answer. They are of their own: a search may have to wait for a
database, and the event loop's default threads, which the second safety screen needs,
stay free."""


async def ask_pages(
    tracker: Tracker, memory: Memory, *, personal: bool = False
) -> Answer | NoAnswer:
    """What the pages say to the message of this turn.

    Args:
        tracker: Holds the message and its intent.
        memory: What was said before.
        personal: True for a personal medical message: no reassuring sentence, and
            weaker evidence is enough, since a referral stands beside it.
    """
    intent = intent_name(tracker)
    started = time.perf_counter()
    ask = partial(
        # What is held for this turn holds in the thread as well.
        copy_context().run,
        library.current().answer,
        message_text(tracker),
        previous=memory.previous(),
        topic=_topic(intent),
        personal=personal,
    )
    # Encoding takes long enough to stall every other patient on the event loop.
    answer = await asyncio.get_running_loop().run_in_executor(_threads(), ask)
    running = trace.current.get()
    if running is not None:
        running.steps_ms["pages"] = (time.perf_counter() - started) * 1000
        running.evidence["intent_ranking"] = tracker.latest_message.get(
            "intent_ranking"
        )
        running.evidence["entities"] = tracker.latest_message.get("entities")
        running.evidence["answer"] = answer
        running.evidence["threshold"] = answer.threshold
    return answer


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(N_THREADS, thread_name_prefix="answering")


def _topic(intent: str) -> str | None:
    """The pages' name for what an `ask_...` intent asks about."""
    if not intent.startswith("ask_"):
        return None
    return intent.removeprefix("ask_").replace("_", " ")


def remembered(answer: Answer | NoAnswer, memory: Memory) -> Memory:
    """What the next turn may lean on after this answer, or after none."""
    reading = max(answer.evidence, key=lambda e: e.probability, default=None)
    asked = tuple(evidence.reading for evidence in answer.evidence)
    if reading is not None and len(asked) == 1:
        # After "and the second?" may come "and the third?".
        is_one = any(one in reading.reading for one in memory.asked)
        asked = memory.asked if is_one else ()
    if isinstance(answer, NoAnswer):
        return Memory(
            question=reading.reading if reading else memory.question,
            citations=memory.citations,
            quotes=memory.quotes,
            offer="contact",
            asked=asked,
        )
    return Memory(
        question=reading.reading if reading else "",
        answer_ids=answer.answer_ids,
        topic=answer.topic,
        quotes=memory.quotes,
        asked=asked,
    )


def related_buttons(answer: Answer | NoAnswer) -> tuple[Button, ...]:
    """Questions nearby that the pages do answer."""
    return tuple(
        Button(question, question)
        for question in answer.related
        if len(question) <= MAX_BUTTON_CHARS
    )
