import pytest

from actions.answer_question import ActionAnswerQuestion
from actions.conversation import Memory
from actions.hand_over import ActionHandOver
from actions.make_small_talk import ActionMakeSmallTalk
from actions.raise_alarm import ActionRaiseAlarm
from actions.repeat_reply import ActionRepeatReply
from tests.actions.turns import make_answer, make_no_answer, make_quote, run


async def repeat(memory):
    return await run(ActionRepeatReply, "say again?", intent="repeat", memory=memory)


@pytest.mark.parametrize(
    ("action", "text", "answer", "intent"),
    [
        (ActionAnswerQuestion, "May I wash?", make_answer(), "ask_aftercare"),
        (
            ActionAnswerQuestion,
            "May I wash and how much?",
            make_answer(make_quote("No sun."), not_covered=("how much?",)),
            "ask_aftercare",
        ),
        (
            ActionAnswerQuestion,
            "Days?",
            make_answer(in_words_only=True),
            "ask_downtime",
        ),
        (ActionAnswerQuestion, "Can I swim?", make_no_answer(), "ask_aftercare"),
        (ActionHandOver, "a person", make_no_answer(), "complaint"),
        (ActionMakeSmallTalk, "hello", make_no_answer(), "greet"),
        (ActionRaiseAlarm, "cant breathe", make_no_answer(), "emergency"),
    ],
)
async def test_every_reply_is_said_again_to_the_letter(action, text, answer, intent):
    first = await run(action, text, answer, intent=intent)
    again = await repeat(first.memory)
    assert again.text == first.text
    for name in ("route", "citations", "tier"):
        assert again.payload[name] == first.payload[name]
    # And a third time.
    assert (await repeat(again.memory)).text == first.text
    assert again.asked == []


async def test_a_refusal_after_an_answer_does_not_cite_the_answer_again():
    answered = await run(ActionAnswerQuestion, "May I wash?", make_answer())
    refused = await run(
        ActionAnswerQuestion, "Can I swim?", make_no_answer(), memory=answered.memory
    )
    again = await repeat(refused.memory)
    assert (again.route, again.payload["citations"]) == ("unknown", [])
    assert "Wash gently." not in again.text


async def test_at_the_start_there_is_only_the_greeting_to_repeat():
    said = await repeat(None)
    assert (said.route, said.response) == ("smalltalk", "utter_greet")


async def test_repeating_keeps_what_the_next_turn_leans_on():
    memory = Memory(
        "May I wash?", ("washing",), "aftercare", "unknown", "utter_unknown",
        offer="contact",
    )  # fmt: skip
    said = await repeat(memory)
    assert (said.memory.question, said.memory.offer) == ("May I wash?", "contact")


async def test_with_nothing_to_repeat_a_row_of_question_marks_is_not_understood():
    said = await run(ActionRepeatReply, "???", intent="repeat")
    assert (said.route, said.response) == ("unknown", "utter_not_understood")


async def test_with_nothing_to_repeat_another_script_is_called_another_language():
    said = await run(ActionRepeatReply, "再说一遍", intent="repeat")
    assert (said.route, said.response) == ("unknown", "utter_other_language")
    assert said.memory.offer == "contact"
    assert [button["title"] for button in said.buttons] == [
        "How do I reach the clinic?"
    ]


async def test_at_the_start_another_language_is_no_wish_to_hear_it_again():
    said = await run(ActionRepeatReply, "¿Qué dijo la doctora?", intent="repeat")
    assert (said.route, said.response) == ("unknown", "utter_other_language")
