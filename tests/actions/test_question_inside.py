"""Questions and cases inside messages that were taken for something else."""

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions import library
from actions.conversation import Memory
from actions.question_inside import SURE_INTENT, reply_to_question_inside
from tests.actions.turns import FakeLibrary, make_answer, make_no_answer, tracker_of


async def inside(text, answer, *, memory=None, confidence=0.9, entities=()):
    """The route of the reply to what is inside, and how often the pages were asked."""
    memory = memory or Memory()
    fake = FakeLibrary(answer)
    library.use(fake)
    try:
        tracker = tracker_of(text, intent="thank", entities=entities, memory=memory)
        tracker.latest_message["intent"]["confidence"] = confidence
        dispatcher = CollectingDispatcher()
        events = await reply_to_question_inside(dispatcher, tracker, memory)
    finally:
        library.use(None)
    assert (events is None) is (dispatcher.messages == [])
    route = dispatcher.messages[0]["custom"]["route"] if events else None
    return route, len(fake.asked)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("thanks, and how far apart?", ("answer", 1)),
        ("thanks a lot for that", (None, 0)),
        ("ok?", (None, 0)),
        ("", (None, 0)),
        # One question alone is what it was taken for.
        ("what can you help me with?", (None, 0)),
    ],
)
async def test_the_pages_are_asked_where_a_message_asks(text, found):
    assert await inside(text, make_answer()) == found


@pytest.mark.parametrize(
    ("confidence", "n_asked"), [(SURE_INTENT, 0), (SURE_INTENT - 0.01, 1)]
)
async def test_an_unsure_intent_is_no_reason_not_to_ask(confidence, n_asked):
    _, asked = await inside("safe or nah", make_answer(), confidence=confidence)
    assert asked == n_asked


async def test_an_unclear_question_is_left_to_the_intent():
    text = "thanks! how are you all today?"
    assert await inside(text, make_no_answer()) == (None, 1)


@pytest.mark.parametrize(
    ("answer", "route"),
    [(make_answer(), "answer_and_refer"), (make_no_answer(), "refer")],
)
async def test_a_case_is_referred(answer, route):
    entities = [{"entity": "medicine", "value": "warfarin"}]
    found = await inside("thanks, I am on warfarin", answer, entities=entities)
    assert found == (route, 1)


@pytest.mark.parametrize(
    ("last_route", "route"), [("refer", "refer"), ("answer", None)]
)
async def test_a_verdict_asked_for_after_a_referral_is_not_given(last_route, route):
    memory = Memory("I am on warfarin", route=last_route)
    found = await inside("so thats a no then", make_no_answer(), memory=memory)
    assert found[0] == route
