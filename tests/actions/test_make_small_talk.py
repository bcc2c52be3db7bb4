import pytest

from actions.conversation import Memory
from actions.make_small_talk import ActionMakeSmallTalk
from tests.actions.turns import make_answer, make_no_answer, run

INTENTS = (
    "greet", "thank", "goodbye", "ask_if_bot", "ask_capabilities", "deny",
    "acknowledge", "frustration",
)  # fmt: skip


async def talk(text, *answers, intent, **options):
    return await run(ActionMakeSmallTalk, text, *answers, intent=intent, **options)


@pytest.mark.parametrize("intent", INTENTS)
async def test_each_kind_of_small_talk_has_its_words(intent):
    said = await talk("well then", intent=intent)
    assert (said.route, said.response) == ("smalltalk", f"utter_{intent}")
    assert said.payload["citations"] == []


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("thx", "thank"),
        ("no thnks", "deny"),
        ("hmm ok", "acknowledge"),
        ("g2g bye", "goodbye"),
        ("r u a bot", "ask_if_bot"),
        ("hi hi", "greet"),
    ],
)
async def test_short_forms_are_understood(text, intent):
    said = await talk(text, intent=intent)
    assert (said.route, said.response) == ("smalltalk", f"utter_{intent}")


async def test_a_bot_says_that_it_is_one():
    said = await talk("are you a person?", make_no_answer(), intent="ask_if_bot")
    assert "I am a bot" in said.text


async def test_a_clear_question_inside_is_answered():
    said = await talk("thanks! and may I wash?", make_answer(), intent="thank")
    assert (said.route, said.quotes) == ("answer", ["Wash gently."])
    said = await talk("thanks! how are you all?", make_no_answer(), intent="thank")
    assert said.response == "utter_thank"


@pytest.mark.parametrize(
    ("text", "intent", "response"),
    [
        ("👍", "acknowledge", "utter_acknowledge"),
        ("xkjhgf sdkfjh", "acknowledge", "utter_not_understood"),
        ("???", "acknowledge", "utter_not_understood"),
    ],
)
async def test_a_sign_without_a_word_is_understood_by_its_intent(
    text, intent, response
):
    said = await talk(text, intent=intent)
    assert said.response == response


async def test_a_question_in_another_language_is_no_small_talk():
    said = await talk("Est-ce que ça fait mal ?", intent="greet")
    assert (said.route, said.response) == ("unknown", "utter_other_language")
    assert said.memory.offer == "contact"


async def test_gibberish_and_other_languages_are_not_greeted_as_if_understood():
    said = await talk("xkjhgf sdkfjh", intent="greet")
    assert (said.route, said.response) == ("unknown", "utter_not_understood")
    assert said.memory.offer == "contact"
    said = await talk("merci et au revoir", intent="goodbye")
    assert (said.route, said.response) == (
        "smalltalk",
        "utter_small_talk_other_language",
    )


async def test_the_thread_of_talk_is_kept_and_the_offer_is_gone():
    memory = Memory(
        "May I wash?", ("washing",), "aftercare", quotes=("Wash gently.",),
        citations=({"n": 1, "quote": "Wash gently."},), offer="contact",
    )  # fmt: skip
    said = await talk("thanks", intent="thank", memory=memory)
    assert (said.memory.question, said.memory.topic) == ("May I wash?", "aftercare")
    assert said.memory.citations == memory.citations
    assert said.memory.offer is None
