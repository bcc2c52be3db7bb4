"""Answers, honest refusals, and what stands between: open parts, words for figures."""

import pytest

from actions.answer_question import MAX_ECHO_CHARS, ActionAnswerQuestion
from actions.conversation import Memory
from tests.actions.turns import make_answer, make_no_answer, make_quote, run

DIABETES = {"entity": "condition", "value": "diabetes"}


async def ask(text, *answers, intent="ask_aftercare", **options):
    return await run(ActionAnswerQuestion, text, *answers, intent=intent, **options)


async def test_an_answer_shows_its_quotes_and_where_they_stand():
    answer = make_answer(
        make_quote("Wash gently.", also_in=("more",)), make_quote("No sun.", number=3)
    )
    said = await ask("May I wash?", answer)
    assert (said.route, said.response) == ("answer", "utter_answer")
    assert "“Wash gently.” [1]\n\n“No sun.” [2]" in said.text
    assert "[1] On care – Later\n[2] On care – Later" in said.text
    assert said.quotes == ["Wash gently.", "No sun."]
    assert [c["n"] for c in said.payload["citations"]] == [1, 2]
    assert said.payload["citations"][0]["also_in"] == ["more"]
    assert said.payload["tier"] is None


async def test_the_library_is_asked_with_the_message_the_memory_and_the_topic():
    memory = Memory("Is it safe?", ("safety",), "risks", quotes=("It is.",))
    said = await ask(
        "and how far apart?", make_answer(), intent="ask_how_it_works", memory=memory
    )
    ((message, previous, topic, personal),) = said.asked
    assert (message, topic, personal) == ("and how far apart?", "how it works", False)
    assert (previous.question, previous.answer_ids) == ("Is it safe?", ("safety",))
    assert (previous.topic, previous.quotes) == ("risks", ("It is.",))


async def test_another_intent_expects_no_topic():
    said = await ask("May I swim?", make_answer(), intent="nlu_fallback")
    assert said.asked == [("May I swim?", None, None, False)]


async def test_the_question_is_remembered_as_it_was_judged():
    answer = make_answer(reading="Is it safe: and washing?")
    said = await ask("and washing?", answer, memory=Memory("Is it safe?"))
    assert said.memory.question == "Is it safe: and washing?"
    assert (said.memory.answer_ids, said.memory.topic) == (("washing",), "aftercare")
    assert said.memory.quotes == ("Wash gently.",)
    assert said.memory.offer is None


async def test_nearby_questions_are_buttons_that_ask_them():
    long = "x" * 61
    said = await ask("Wash?", make_answer(related=("How often?", long, "y" * 60)))
    assert said.buttons == [
        {"title": "How often?", "payload": "How often?"},
        {"title": "y" * 60, "payload": "y" * 60},
    ]


# Parts and figures


async def test_a_part_that_is_not_covered_is_said_and_contact_offered():
    answer = make_answer(not_covered=("how much is it?", "can I swim?"))
    said = await ask("May I wash, how much is it and can I swim?", answer)
    assert (said.route, said.response) == ("answer", "utter_answer_partly")
    assert "do not say anything about “how much is it” and “can I swim”" in said.text
    assert said.memory.offer == "contact"
    assert "“Wash gently.” [1]" in said.text


@pytest.mark.parametrize(
    "part",
    [
        "is 50 mg enough?",
        "x" * (MAX_ECHO_CHARS + 1),
        "is it\u202esafe?",
        "one\ntwo?",
    ],
)
async def test_figures_long_and_odd_parts_are_not_repeated(part):
    said = await ask("May I swim?", make_answer(not_covered=(part,)))
    assert "anything about another part of your message." in said.text
    assert part not in said.text


async def test_a_part_of_just_the_length_is_repeated():
    part = "x" * MAX_ECHO_CHARS
    said = await ask("May I swim?", make_answer(not_covered=(part,)))
    assert f"“{part}”" in said.text


async def test_a_figure_that_stands_in_words_is_answered_and_said_so():
    said = await ask("How many days?", make_answer(in_words_only=True))
    assert (said.route, said.response) == ("answer", "utter_answer_in_words")
    assert said.text.startswith("Our pages do not state an exact figure.")
    assert "“Wash gently.” [1]" in said.text


async def test_an_open_part_counts_before_words_for_a_figure():
    answer = make_answer(in_words_only=True, not_covered=("how much is it?",))
    assert (await ask("May I swim?", answer)).response == "utter_answer_partly"


# No answer


async def test_what_the_pages_do_not_say_is_unknown_with_contact_and_buttons():
    related = ("How often?", "Is it safe?", "How far apart?")
    said = await ask("Can I swim?", make_no_answer(related=related))
    assert (said.route, said.response) == ("unknown", "utter_unknown")
    assert said.text.startswith("Our pages do not say this")
    assert said.payload["citations"] == []
    assert [b["title"] for b in said.buttons] == [
        "How do I reach the clinic?",
        "How often?",
        "Is it safe?",
    ]
    assert said.memory.offer == "contact"
    assert "[1]" not in said.text


@pytest.mark.parametrize("intent", ["ask_cost", "ask_clinic"])
async def test_the_clinics_own_matters_have_their_own_words(intent):
    said = await ask("What does it cost?", make_no_answer(), intent=intent)
    assert (said.route, said.response) == ("unknown", "utter_unknown_clinic_matter")


@pytest.mark.parametrize(
    ("text", "response"),
    [
        ("Wie viele Sitzungen brauche ich?", "utter_other_language"),
        ("xkjhgf sdkfjh", "utter_not_understood"),
        ("???", "utter_not_understood"),
    ],
)
@pytest.mark.parametrize("intent", ["ask_cost", "nlu_fallback"])
async def test_what_cannot_be_read_is_said_to_be_so(text, response, intent):
    said = await ask(text, make_no_answer(), intent=intent)
    assert (said.route, said.response) == ("unknown", response)


async def test_a_refusal_keeps_the_thread_and_the_last_sources():
    memory = Memory(
        "May I wash?", ("washing",), citations=({"n": 1, "quote": "Wash gently."},),
        quotes=("Wash gently.",),
    )  # fmt: skip
    said = await ask(
        "Can I swim?", make_no_answer(reading="Can I swim?"), memory=memory
    )
    assert said.memory.question == "Can I swim?"
    assert said.memory.answer_ids == ()
    assert said.memory.quotes == ("Wash gently.",)
    assert said.memory.citations == memory.citations
    assert not said.memory.shown


async def test_without_any_evidence_the_last_question_stays():
    from dataclasses import replace

    nothing = replace(make_no_answer(), evidence=())
    said = await ask("May I swim?", nothing, memory=Memory("May I wash?"))
    assert said.memory.question == "May I wash?"


@pytest.mark.parametrize("text", ["???", "xkjhgf sdkfjh", "12 34"])
async def test_the_pages_are_not_asked_about_what_nobody_can_read(text):
    said = await ask(text, make_answer(), memory=Memory("Is it safe?"))
    assert (said.route, said.response) == ("unknown", "utter_not_understood")
    assert (said.asked, said.memory.question) == ([], "Is it safe?")


# Somebody's own case


async def test_a_message_about_ones_own_case_is_referred_whatever_its_intent():
    answer = make_answer()
    said = await ask("I have diabetes, may I wash?", answer, entities=[DIABETES])
    assert said.route == "answer_and_refer"
    assert said.asked[0][3] is True
    said = await ask("I have diabetes, may I?", make_no_answer(), entities=[DIABETES])
    assert said.route == "refer"
    assert said.payload["citations"] == []


async def test_going_on_about_a_referral_is_referred_again():
    memory = Memory("Is it safe in my case?", route="refer")
    said = await ask("so can I have it?", make_no_answer(), memory=memory)
    assert said.route == "refer"
