"""What a conversation remembers, and what is made of a memory that is unusable."""

import json

import pytest

from actions.conversation import MEMORY_SLOT, Memory, recall, remember
from tests.conftest import make_tracker

FULL = Memory(
    question="May I wash?",
    answer_ids=("washing",),
    topic="aftercare",
    route="answer",
    response="utter_answer_partly",
    fields={"not_covered": "price"},
    citations=({"n": 1, "quote": "Wash gently.", "also_in": ["more"]},),
    shown=True,
    quotes=("Wash gently.",),
    offer="contact",
)


def stored(memory):
    """As the tracker store gives it back: through JSON."""
    (event,) = remember(memory)
    assert (event["event"], event["name"]) == ("slot", MEMORY_SLOT)
    return json.loads(json.dumps(event["value"]))


@pytest.mark.parametrize("memory", [Memory(), FULL])
def test_a_memory_survives_the_tracker_store(memory):
    assert recall(make_tracker("", memory=stored(memory))) == memory


def test_at_the_start_there_is_nothing_to_remember():
    assert recall(make_tracker("")) == Memory()


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        "memory",
        [],
        7,
        {"unheard_of": 1},
        {**vars(FULL), "answer_ids": None},
        {**vars(FULL), "citations": None},
        {**vars(FULL), "quotes": 3},
    ],
)
def test_an_unusable_memory_is_an_empty_one(wrong):
    assert recall(make_tracker("", memory=wrong)) == Memory()


def test_an_older_memory_with_fewer_fields_is_still_good():
    assert recall(make_tracker("", memory={"question": "Why?"})) == Memory("Why?")


def test_what_was_said_before_is_what_the_library_needs():
    previous = FULL.previous()
    assert (previous.question, previous.answer_ids) == ("May I wash?", ("washing",))
    assert (previous.topic, previous.quotes) == ("aftercare", ("Wash gently.",))


def test_without_a_question_there_is_nothing_to_lean_on():
    assert Memory(quotes=("Wash gently.",)).previous() is None
