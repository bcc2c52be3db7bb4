"""Asking the pages: off the event loop and into the trace."""

import asyncio
import threading
from dataclasses import replace

import pytest

from actions import library, trace
from actions.answering import (
    MAX_BUTTON_CHARS,
    ask_pages,
    related_buttons,
    remembered,
)
from actions.conversation import Memory
from knowledge.errors import IndexNotBuiltError
from tests.actions.turns import (
    FakeLibrary,
    evidence,
    make_answer,
    make_no_answer,
    tracker_of,
)


@pytest.fixture
def use():
    def use_it(fake):
        library.use(fake)
        return fake

    yield use_it
    library.use(None)


@pytest.mark.parametrize(
    ("intent", "topic"),
    [
        ("ask_sessions", "sessions"),
        ("ask_how_it_works", "how it works"),
        ("personal_medical", None),
        ("nlu_fallback", None),
        (None, None),
    ],
)
async def test_an_ask_intent_names_the_topic(use, intent, topic):
    fake = use(FakeLibrary(make_answer()))
    await ask_pages(tracker_of("Why?", intent=intent), Memory(), personal=True)
    assert fake.asked == [("Why?", None, topic, True)]


async def test_the_event_loop_is_free_while_the_pages_are_asked(use):
    released = threading.Event()

    class Slow(FakeLibrary):
        def answer(self, message, **options):
            assert released.wait(5)
            return super().answer(message, **options)

    use(Slow(make_answer()))
    task = asyncio.ensure_future(ask_pages(tracker_of("Why?"), Memory()))
    await asyncio.sleep(0.05)
    assert not task.done()
    released.set()
    assert await task == make_answer()


async def test_the_trace_has_the_evidence_and_the_milliseconds(use):
    answer = replace(make_answer(), threshold=0.7)
    use(FakeLibrary(answer))
    tracker = tracker_of("Why?", intent="ask_pain", entities=[{"entity": "time"}])
    tracker.latest_message["intent_ranking"] = [{"name": "ask_pain"}]
    running = trace.Trace()
    token = trace.current.set(running)
    try:
        await ask_pages(tracker, Memory())
    finally:
        trace.current.reset(token)
    assert running.steps_ms["pages"] >= 0
    assert running.evidence == {
        "intent_ranking": [{"name": "ask_pain"}],
        "entities": [{"entity": "time"}],
        "answer": answer,
        "threshold": 0.7,
    }


async def test_an_error_of_the_pages_is_the_doors_to_catch(use):
    class Broken(FakeLibrary):
        def answer(self, message, **options):
            raise IndexNotBuiltError(__file__)

    use(Broken())
    with pytest.raises(IndexNotBuiltError):
        await ask_pages(tracker_of("Why?"), Memory())


def test_the_likelier_reading_is_remembered():
    answer = make_answer(evidence=(evidence("one", 0.4), evidence("two", 0.8)))
    assert remembered(answer, Memory("before")).question == "two"
    assert remembered(make_answer(evidence=()), Memory("before")).question == ""


def test_questions_asked_together_are_kept_while_they_are_counted():
    parts = (evidence("does it hurt"), evidence("the fee"), evidence("makeup"))
    after = remembered(make_answer(evidence=parts), Memory())
    assert after.asked == ("does it hurt", "the fee", "makeup")
    assert after.previous().asked == after.asked
    # "And the second?", then "and the third?".
    second = remembered(make_no_answer(reading="and the fee?"), after)
    assert second.asked == after.asked
    # Something else: "the second one" is of a newer list then.
    assert remembered(make_answer(reading="May I wash?"), second).asked == ()


def test_an_answer_forgets_the_last_sources_and_a_refusal_does_not():
    memory = Memory("before", citations=({"n": 1},), quotes=("Wash.",))
    after = remembered(make_answer(), memory)
    assert (after.citations, after.quotes, after.offer) == ((), ("Wash.",), None)
    after = remembered(make_no_answer(), memory)
    assert (after.citations, after.quotes) == (({"n": 1},), ("Wash.",))
    assert after.offer == "contact"


def test_a_question_too_long_for_a_button_is_none():
    fits, too_long = "x" * MAX_BUTTON_CHARS, "y" * (MAX_BUTTON_CHARS + 1)
    buttons = related_buttons(make_answer(related=(too_long, fits)))
    assert [(b.title, b.payload) for b in buttons] == [(fits, fits)]
