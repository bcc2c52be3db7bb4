"""Own case or question in general: what the words add to the intent model's say."""

import pytest

from actions.personal import is_personal, signals
from knowledge.named_things import NamedThings

THINGS = NamedThings.load()
# What the intent model says where it is of two minds, and the most that it says of a
# question in general. At this, speaking of oneself as if one had something is a case.
UNSURE = 0.2
UNLIKELY = 0.1
RULED_OUT = 0.02


def entities_of(text):
    return [
        {"entity": t.kind, "value": t.id, "start": t.start} for t in THINGS.find(text)
    ]


def personal(text, probability=UNSURE, **options):
    return is_personal(text, entities_of(text), probability=probability, **options)


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
        "What do you use for numbing?",
        "How long do results take to come back?",
        "Who is allowed to prescribe tretinoin?",
        "Got a quick question about your prices",
        "Does it hurt?",
        "can I wear makeup two days after microneedling",
    ],
)
def test_a_question_in_general_is_not(text):
    assert not personal(text, UNLIKELY)


def test_a_follow_up_of_a_referral_stays_one():
    assert personal("so can I have it or not?", last_route="refer")
    assert not personal("so can I have it or not?", RULED_OUT, last_route="answer")


def test_a_stated_condition_is_personal_whatever_it_asks():
    assert personal("I am pregnant. Is it generally safe?")
    assert not personal("can people with diabetes have it?", UNLIKELY)


@pytest.mark.parametrize(
    "text",
    [
        "My girlfriend is breastfeeding. What is the aftercare?",
        "I have eczema; what is the downtime?",
        "My daughter is 14. How many sessions will she need?",
        "I am trying for a baby. How many months between sessions?",
        "Can I book an appointment? I'm pregnant",
        "I have a bleeding disorder. How deep do the needles go?",
        "I'm on accutane, how does microneedling work?",
        "my wife takes blood thinners, how long is one session",
        "I get keloids, how long is the redness",
        "I have diabetes, is it generally ok?",
    ],
)
def test_who_has_what_a_clinician_must_know_is_referred_whatever_the_model_says(text):
    assert personal(text, probability=0.0)


@pytest.mark.parametrize(
    "text",
    [
        "Does your clinic treat people who take warfarin?",
        "I have a question, can people with diabetes have it?",
        "I read about pregnancy and peels, how long does one wait",
        "I am a nurse, do people with diabetes heal slower",
        "I have acne scars, how many sessions",
        "can I take warfarin tablets with it",
        "is there a test to see if i get keloids",
        "my appointment is 14 March",
        "I am 10 minutes late",
    ],
)
def test_naming_it_is_not_having_it(text):
    assert not personal(text, RULED_OUT)


@pytest.mark.parametrize(
    "text",
    [
        "my cousin had three and her face is smooth, will mine come out the same",
        "my aunt got red from a laser, does this do that",
        "the lines on my hips, does it take those out too",
    ],
)
def test_speaking_of_oneself_alone_is_no_case(text):
    assert not personal(text, RULED_OUT)


def test_ones_own_appointment_is_no_case():
    assert not personal("I'd like to move my appointment", 0.05)


@pytest.mark.parametrize(("probability", "wanted"), [(0.02, False), (0.5, True)])
def test_the_intent_model_decides_where_the_words_do_not(probability, wanted):
    text = "I am studying medicine, what is the mechanism"
    assert is_personal(text, (), probability=probability) is wanted


def test_without_the_intent_model_who_and_what_must_both_be_told():
    assert personal("Ich bin schwanger, darf ich das machen?", probability=None)
    assert not personal("Ich bin neugierig, wie viel kostet das?", probability=None)


def test_the_signals_of_a_message():
    text = "my daughter is 15 and has eczema, is it ok in general"
    assert signals(text, entities_of(text), 0.5) == {
        "intent": 0.0,
        "names_own_case": 1.0,
        "speaks_of_self": 1.0,
        "states": 1.0,
        "asks_in_general": 1.0,
        "names_own_health": 0.0,
        "tells_young_age": 1.0,
        "suffers_from_looks": 0.0,
        "names_nothing": 0.0,
        "opens_with_question": 0.0,
    }


def test_a_matter_of_looks_and_dates_needs_more_than_a_case():
    # As personal by who speaks, but nothing of health is named.
    plain = "my cousin had three and I want mine done"
    assert signals(plain, (), 0.15)["names_nothing"] == 1.0
    assert not is_personal(plain, (), probability=0.15)
    assert is_personal(f"{plain}, I have lupus", (), probability=0.15)


def test_the_intent_models_certainty_has_bounds():
    assert signals("x", (), 0.0)["intent"] == pytest.approx(-9.21, abs=0.01)
    assert signals("x", (), 1.0)["intent"] == pytest.approx(9.21, abs=0.01)


def test_a_follow_up_of_a_referral_is_a_case_however_it_is_taken():
    text = "so can i have it or not"
    assert is_personal(text, (), last_route="refer", probability=0.0)
    assert not is_personal(text, (), last_route="answer", probability=0.0)
