"""When an alarm ends, and when it does not."""

import pytest

from bot.red_flags import Alarm, is_over
from bot.turn import SAFE_BUTTON

EMERGENCY = Alarm("E2.cannot-breathe", "breathing_collapse_seizure", "emergency")
CRISIS = Alarm("C1.suicide", "suicide_self_harm", "crisis")


@pytest.mark.parametrize(
    "text",
    [
        "I'm safe now",
        "it was a mistake",
        "false alarm",
        "the ambulance came, I'm home and well now",
        "through my nose I mean, just a head cold",
        "the hospital sorted it, I'm fine",
        "i didn't mean it that way, i'm ok",
        "sorry wrong chat",
        "its stopped bleeding now",
    ],
)
def test_an_emergency_ends(text):
    assert is_over(text, EMERGENCY)


@pytest.mark.parametrize(
    "text",
    [
        "what time do you open",
        "ok thanks",
        "should I call 999?",
        "the ambulance hasn't come",
        "I'm not safe",
        "is it safe for me",
        "will I be ok?",
        "I'm fine now but my throat is closing again",
        "I hope I'll be fine",
    ],
)
def test_an_emergency_goes_on(text):
    assert not is_over(text, EMERGENCY)


@pytest.mark.parametrize("alarm", [EMERGENCY, CRISIS])
def test_the_button_ends_every_alarm(alarm):
    assert is_over(SAFE_BUTTON.payload, alarm)


@pytest.mark.parametrize(
    "text",
    [
        "I'm safe now",
        "I am not going to hurt myself, I'm safe",
        "i rang the helpline, they were nice",
        "I spoke to the samaritans",
        "my sister is with me and I'm safe",
        "I'm not suicidal",
    ],
)
def test_a_crisis_ends_with_help_or_safety(text):
    assert is_over(text, CRISIS)


@pytest.mark.parametrize(
    "text",
    [
        "sorry forget I said that",
        "never mind",
        "just joking",
        "I'm fine",
        "I'm not safe",
        "the helpline didn't answer",
        "nobody at the helpline helped",
        "how much is a session",
    ],
)
def test_a_crisis_is_not_taken_back(text):
    assert not is_over(text, CRISIS)
