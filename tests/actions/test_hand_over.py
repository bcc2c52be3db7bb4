import pytest

from actions.contact import clinic
from actions.conversation import Memory
from actions.hand_over import ActionHandOver
from tests.actions.turns import make_answer, make_no_answer, run


@pytest.mark.parametrize(
    ("intent", "response"),
    [
        ("handoff", "utter_hand_over"),
        ("book_appointment", "utter_hand_over_booking"),
        ("complaint", "utter_hand_over_complaint"),
    ],
)
async def test_each_wish_is_told_how_to_reach_a_person(intent, response):
    said = await run(ActionHandOver, "a person please", intent=intent)
    assert (said.route, said.response) == ("handoff", response)
    assert clinic().phone in said.text
    assert clinic().email in said.text
    # Never that anything was done.
    for claim in ("I have booked", "I have passed", "will call you", "cancelled"):
        assert claim not in said.text
    assert "cannot" in said.text
    assert said.memory.offer == "contact"


async def test_a_clear_question_inside_is_answered_first():
    said = await run(
        ActionHandOver, "book me in, may I wash after?", make_answer(),
        intent="book_appointment",
    )  # fmt: skip
    assert (said.route, said.quotes) == ("answer", ["Wash gently."])
    answer, contact = said.text.index("Wash gently."), said.text.index("I cannot book")
    assert answer < contact
    assert clinic().phone in said.text[contact:]


async def test_a_referral_inside_says_by_itself_whom_to_ask():
    said = await run(
        ActionHandOver,
        "I want to book. I take roaccutane, can I have it?",
        make_no_answer(),
        intent="book_appointment",
        entities=[{"entity": "medicine", "value": "roaccutane"}],
    )
    assert said.route == "refer"
    assert said.text.count(clinic().phone) == 1


async def test_an_unclear_question_inside_is_not():
    said = await run(
        ActionHandOver, "can I speak to a person?", make_no_answer(), intent="handoff"
    )
    assert said.route == "handoff"


async def test_what_was_cited_before_is_no_source_of_the_contact():
    memory = Memory("May I wash?", citations=({"n": 1, "quote": "Wash gently."},))
    said = await run(ActionHandOver, "a person", intent="handoff", memory=memory)
    assert said.memory.citations == ()
    assert said.memory.question == "May I wash?"
