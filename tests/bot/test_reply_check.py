"""The check on every reply: it fires on planted bad ones, and only on these."""

from dataclasses import replace

import pytest

from actions.reply import Citation, Reply
from bot.reply_check import (
    BrokenReplyError,
    check_emergency,
    check_words,
    own_words,
    read_reply,
)
from tests.bot.fakes import ANSWER, QUOTE, FakeLibrary

SAID = "You can usually return to work the next day."
CITED = replace(
    ANSWER,
    text=f"“{SAID}” [1]\n\nFrom our pages:\n[1] Is it safe for you? – Plans",
    citations=(Citation(1, "p", "Is it safe for you?", "Plans", SAID, None, None, ()),),
)


def reply(text, **changes):
    return replace(Reply(text, "refer", "x", 1.0), **changes)


PLANTED = {
    "verdict": (
        "You can have it next week.",
        "Yes, you can.",
        "Yes. It works well on dark skin.",
        "You should go ahead with the session.",
        "It is safe for you.",
        "It’s perfectly safe.",
        "You are fine.",
        "You're a good candidate.",
        "You are not suitable.",
        "Microneedling is safe in pregnancy.",
        "There is nothing to worry about.",
        "Please do not worry.",
        "You don't need to see a doctor.",
        "You may use makeup again.",
        "That is completely normal.",
        "You will heal in a week.",
        "I would recommend waiting a month.",
        "You must stop it at once.",
    ),
    "dose": (
        "400 mg is usual.",
        "Have two tablets with food.",
        "Ibuprofen twice a day helps.",
        "Paracetamol every 4 hours.",
        "Take your antihistamine first.",
        "Stop taking isotretinoin before the session.",
        "Keep using your tablets.",
        "Apply a 2.5 ml spoon.",
    ),
    "diagnosis": (
        "That sounds like an infection.",
        "You probably have a keloid.",
        "You have herpes.",
        "This is likely an allergic reaction.",
        "Your skin is infected.",
        "It might be melasma.",
        "You've developed an allergy.",
        "It looks like a cold sore.",
    ),
}


@pytest.mark.parametrize(
    ("reason", "text"), [(r, text) for r, texts in PLANTED.items() for text in texts]
)
def test_a_planted_bad_reply_is_refused(reason, text):
    for planted in (text, text.upper(), f"Hello.\n\n{text} Please ask the clinic."):
        with pytest.raises(BrokenReplyError) as found:
            check_words(reply(planted))
        assert found.value.reason in PLANTED
    with pytest.raises(BrokenReplyError, match=reason):
        check_words(reply(text))


@pytest.mark.parametrize(
    "text",
    [
        "You can reach a person on 020 7946 0128.",
        "You can ask about sessions or downtime.",
        "Only a clinician who knows you can say what holds for you.",
        "Shall I tell you how to contact them?",
        "I cannot judge this for you.",
        "If you feel very unwell, call 999.",
    ],
)
def test_what_the_clinic_may_say_passes(text):
    check_words(reply(text))


def test_words_of_the_pages_are_not_the_clinics_own():
    check_words(CITED)
    assert "return to work" not in own_words(CITED)


def test_the_same_words_without_their_citation_are_refused():
    with pytest.raises(BrokenReplyError, match="invented_quote"):
        check_words(replace(CITED, citations=()))
    with pytest.raises(BrokenReplyError, match="verdict"):
        check_words(reply(SAID))


def test_a_quote_that_was_changed_is_refused():
    text = CITED.text.replace("next day", "same day")
    with pytest.raises(BrokenReplyError, match="invented_quote"):
        check_words(replace(CITED, text=text))


def test_the_patients_own_words_may_be_repeated_but_not_cited():
    part = "is it safe for me to stop taking my pills?"
    asked = f"How long is it red, and {part}"
    echo = f"Our pages do not say anything about “{part}”."
    check_words(reply(echo), patient_text=asked)
    with pytest.raises(BrokenReplyError):
        check_words(reply(echo))
    with pytest.raises(BrokenReplyError, match="invented_quote"):
        check_words(reply(f"“{part}” [1]"), patient_text=asked)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Oh dear, call 999.", "emergency_no_action_first"),
        ("Get help. Then call 999.", "emergency_no_action_first"),
        ("Call someone now.", "emergency_no_action_first"),
        ("Call 999 now. " * 21, "emergency_long"),
        ("Call 999 now. See https://clinic.example.", "emergency_cites"),
    ],
)
def test_an_emergency_reply_that_breaks_a_rule_is_refused(text, reason):
    with pytest.raises(BrokenReplyError, match=reason):
        check_emergency(reply(text, route="emergency"), ["999"])


def test_a_crisis_reply_needs_both_numbers():
    check_emergency(reply("Call 999 now. Samaritans: 116 123."), ["999", "116 123"])
    with pytest.raises(BrokenReplyError, match="emergency_no_number"):
        check_emergency(reply("Call 999 now."), ["999", "116 123"])


def test_what_was_uttered_is_read_as_one_reply():
    assert read_reply(ANSWER.messages(), FakeLibrary()) == ANSWER
    assert own_words(ANSWER).strip() == "[1]"
    assert QUOTE not in own_words(ANSWER)


def test_a_long_text_is_checked_in_time():
    check_words(reply("you you you it is it is every every your your " * 400))
