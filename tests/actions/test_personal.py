"""Own case or question in general: a rule each, on words that no data set holds."""

import pytest

from actions.personal import PLAUSIBLE, is_personal
from knowledge.named_things import NamedThings

THINGS = NamedThings.load()


def personal(text, **options):
    entities = [{"entity": t.kind, "value": t.id} for t in THINGS.find(text)]
    return is_personal(text, entities, **options)


@pytest.mark.parametrize(
    "text",
    [
        "I'm on warfarin, can I have it?",
        "my daughter is 15 and wants her scars done",
        "we are trying for a baby and want a peel",
        "copper coil in, wanted fat freezing",
        "on lithium, is laser ok",
        "I had lips done two weeks ago and now want a peel",
        "still breastfeeding, can I have a facial",
        "I react to nickel, are the needles steel",
        "my biopsy result says benign, can you laser it",
        "sending you a photo of my cheek, what do you think",
        "should I double my dose of doxycycline before I come",
        "I hate how my nose looks and avoid mirrors",
        "I've a pacemaker, does the machine interfere",
        "I am Nigerian and get keloids, does that rule me out",
        "my cheek has been patchy and darker since the peel last month",
        "Ich bin schwanger, darf ich das machen?",
    ],
)
def test_a_stated_case_is_personal(text):
    assert personal(text)


@pytest.mark.parametrize(
    "text",
    [
        "Can people with keloids have it?",
        "Is microneedling possible in pregnancy in general?",
        "Do blood thinners matter for filler?",
        "How many sessions will I need?",
        "Can I sunbathe the day after?",
        "I'd like to move my appointment",
        "What do you use for numbing?",
        "How long do results take to come back?",
        "Who is allowed to prescribe tretinoin?",
        "Got a quick question about your prices",
        "Does it hurt?",
        "can I wear makeup two days after microneedling",
    ],
)
def test_a_question_in_general_is_not(text):
    assert not personal(text)


def test_a_follow_up_of_a_referral_stays_one():
    assert personal("so can I have it or not?", last_route="refer")
    assert not personal("so can I have it or not?", last_route="answer")


def test_a_stated_condition_is_personal_whatever_it_asks():
    assert personal("I am pregnant. Is it generally safe?")
    assert personal("I have diabetes, is it generally ok?")
    assert not personal("I have a question, can people with diabetes have it?")


@pytest.mark.parametrize(
    ("probability", "personal"), [(PLAUSIBLE, True), (PLAUSIBLE - 0.001, False)]
)
def test_words_count_where_the_intent_model_finds_a_case_plausible(
    probability, personal
):
    entities = [{"entity": "medicine", "value": "medicine"}]
    text = "I am studying medicine, what is the mechanism"
    assert is_personal(text, entities, probability=probability) is personal


def test_a_follow_up_of_a_referral_is_a_case_however_it_is_taken():
    text = "so can i have it or not"
    assert is_personal(text, (), last_route="refer", probability=0.0)
    assert not is_personal(text, (), last_route="answer", probability=0.0)
