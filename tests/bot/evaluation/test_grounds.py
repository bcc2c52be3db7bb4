from types import SimpleNamespace

import pytest

from actions.trace import Trace
from bot.evaluation.grounds import Grounds, Reading, grounds_of
from bot.turn import Turn
from knowledge.answer import Answer, Evidence, NoAnswer
from tests.bot.evaluation.conftest import make_reply

EVIDENCE = Evidence(
    "How many?", 0.75, {"nearest sentence": 0.5}, (("how-many", 0.9),), ("cost", 0.1)
)


def grounds(**evidence):
    turn = Turn(make_reply("answer"), Trace({"turn": 3.0}, evidence))
    return grounds_of(turn, ("acne",))


def test_an_answer_is_told_with_its_evidence():
    answer = Answer(
        (), ("how-many",), None, 0.75, False, ("cost?",), (EVIDENCE,), (), ()
    )
    found = grounds(answer=answer, threshold=0.5)
    assert found.readings == (
        Reading(
            "How many?",
            0.75,
            (("how-many", 0.9),),
            ("cost", 0.1),
            {"nearest sentence": 0.5},
        ),
    )
    assert (found.named, found.not_covered) == (("acne",), ("cost?",))
    assert found.in_words == (
        "The pages gave an answer (how-many). "
        "P(answerable) is 0.750, the threshold 0.500."
    )


def test_a_refusal_is_told_with_the_thing_that_stood_against_it():
    answer = NoAnswer("not covered", 0.75, True, ("keloid",), (EVIDENCE,), (), ())
    found = grounds(answer=answer, threshold=0.5)
    assert found.in_words.startswith(
        "The pages gave no answer: it names a thing that no page speaks of (keloid)."
    )


def test_a_message_that_never_reached_the_pages_is_told_by_its_intent():
    found = grounds()
    assert found.probability is None
    assert found.in_words == "The pages were not asked: it was taken for ask (0.90)."


def test_an_alarm_is_told_by_its_rule():
    alarm = SimpleNamespace(rule_id="E1.throat")
    assert grounds(alarm=alarm).in_words == (
        "An alarm of this conversation decided (rule E1.throat)."
    )


@pytest.mark.parametrize(
    ("found", "part"),
    [
        (Grounds(probability=0.9, threshold=0.5), "hybrid search"),
        (Grounds(probability=0.4, threshold=0.5, answer_ids=("a",)), "less is enough"),
        (Grounds(probability=0.4, not_answered="known gap"), "staff list it"),
        (Grounds(probability=0.4, red_flag="U1"), "An alarm was raised (rule U1)."),
    ],
)
def test_other_grounds_in_words(found, part):
    assert part in found.in_words
