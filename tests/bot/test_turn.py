import asyncio
import time
from dataclasses import replace
from datetime import datetime, timezone

import pytest

import bot.turn
from actions.reply import Button
from bot import red_flags
from bot.red_flags import Alarm
from bot.turn import SAFE_BUTTON, Door, clean, receipt
from tests.bot.fakes import (
    ANSWER,
    CLINIC,
    REFER,
    FakeChannel,
    FakeLibrary,
    FakeMessage,
    FakeRasa,
)

EMERGENCY = Alarm("E2.breathing", "breathing", "emergency")
CRISIS = Alarm("C1.suicide", "suicide", "crisis")
URGENT = Alarm("U1.infection", "infection", "urgent")
MONDAY_NOON = datetime(2024, 1, 1, 12, tzinfo=timezone.utc)
SUNDAY_NOON = datetime(2024, 1, 7, 12, tzinfo=timezone.utc)


@pytest.fixture(autouse=True)
def red_words(monkeypatch):
    """A screen of three words, so that these tests are about the door only."""
    words = {"breathe": EMERGENCY, "suicide": CRISIS, "pus": URGENT}

    def screen(text):
        return next((alarm for word, alarm in words.items() if word in text), None)

    monkeypatch.setattr(red_flags, "screen", screen)
    monkeypatch.setattr(red_flags, "is_over", lambda text, alarm: "over" in text)


def make_door(rasa=None, **options):
    options = {"now": lambda: MONDAY_NOON, "deadline_s": 0.1, **options}
    return Door(CLINIC, rasa, library=FakeLibrary, **options)


async def ask(door, text, **fields):
    return (await door.handle(FakeMessage(text, **fields))).reply


async def test_an_answer_of_rasa_reaches_the_channel_with_its_citations():
    door, channel = make_door(FakeRasa()), FakeChannel()
    reply = await ask(door, "how many?", output_channel=channel)
    assert reply == replace(ANSWER, receipt=reply.receipt)
    assert channel.sent == reply.messages()
    assert door.counts == {"answer": 1}


async def test_the_turn_says_how_long_its_steps_took():
    trace = (await make_door(FakeRasa()).handle(FakeMessage("how many?"))).trace
    assert {"screen", "rasa", "check", "turn"} <= set(trace.steps_ms)


@pytest.mark.parametrize(
    "rasa",
    [
        FakeRasa(delay_s=5),
        FakeRasa(error=RuntimeError("I cannot sleep at night")),
        FakeRasa(messages=[]),
        FakeRasa(messages=ANSWER.messages()[:1]),
        FakeRasa(messages=ANSWER.messages()[1:]),
        FakeRasa(messages=ANSWER.messages() + ANSWER.messages()),
        FakeRasa(messages=replace(ANSWER, text="  ").messages()),
        FakeRasa(messages=replace(ANSWER, route="diagnose").messages()),
        FakeRasa(messages=replace(ANSWER, citations=()).messages()),
        FakeRasa(
            messages=replace(
                ANSWER, citations=(replace(ANSWER.citations[0], quote="Invented."),)
            ).messages()
        ),
        FakeRasa(messages=replace(ANSWER, route="emergency").messages()),
        FakeRasa(messages=[{"text": "hello"}, {"custom": {"route": "answer"}}]),
        FakeRasa(messages=[{"text": "hello"}, {"custom": ["answer"]}]),
        None,
    ],
    ids=[
        "timeout",
        "exception",
        "nothing",
        "no payload",
        "no text",
        "two payloads",
        "blank text",
        "unknown route",
        "answer without citation",
        "not verbatim",
        "emergency with citation",
        "half a payload",
        "payload of another kind",
        "no model",
    ],
)
async def test_whatever_breaks_becomes_the_fallback_with_the_clinics_phone(rasa):
    door, channel = make_door(rasa), FakeChannel()
    reply = await ask(door, "how many?", output_channel=channel)
    assert reply.route == "unknown"
    assert CLINIC.phone in reply.text
    assert reply.citations == ()
    assert len(channel.sent) == 2
    assert sum(n for name, n in door.counts.items() if name.startswith("fallback")) == 1


async def test_a_fallback_is_logged_without_the_patients_words(caplog):
    rasa = FakeRasa(error=RuntimeError("I cannot sleep at night"))
    await ask(make_door(rasa), "I cannot sleep at night")
    assert "RuntimeError" in caplog.text
    assert "sleep" not in caplog.text


async def test_a_turn_that_hangs_ends_at_the_deadline_and_frees_its_conversation():
    rasa = FakeRasa(delay_s=5)
    door = make_door(rasa)
    started = asyncio.get_running_loop().time()
    await ask(door, "how many?")
    rasa.delay_s = 0
    reply = await ask(door, "how many?")
    assert reply.route == "answer"
    assert asyncio.get_running_loop().time() - started < 1


async def test_an_emergency_is_answered_without_rasa():
    reply = await ask(make_door(None), "I can't breathe")
    assert (reply.route, reply.tier, reply.citations) == ("emergency", "emergency", ())
    assert reply.text == CLINIC.texts["emergency"]


async def test_an_emergency_is_answered_while_rasa_and_the_index_fail():
    def no_library():
        raise OSError("no index")

    class DeadRasa(FakeRasa):
        async def alarm(self, sender_id):
            raise OSError("database is down")

        async def record(self, message, text, reply, alarm):
            raise OSError("database is down")

    door = Door(CLINIC, DeadRasa(), library=no_library)
    reply = await ask(door, "I can't breathe")
    await door.close()
    assert reply.route == "emergency"
    assert door.counts["unrecorded"] == 1


async def test_an_emergency_does_not_wait_for_a_turn_that_hangs():
    door = make_door(FakeRasa(delay_s=5), deadline_s=5)
    hanging = asyncio.ensure_future(ask(door, "how many?"))
    await asyncio.sleep(0.01)
    reply = await asyncio.wait_for(ask(door, "I can't breathe"), 0.2)
    assert reply.route == "emergency"
    hanging.cancel()


async def test_a_crisis_gives_the_crisis_line_and_the_emergency_number():
    reply = await ask(make_door(None), "suicide")
    assert (reply.route, reply.tier) == ("emergency", "crisis")
    assert CLINIC.crisis_line.number in reply.text
    assert CLINIC.emergency_number in reply.text


async def test_an_alarm_stays_until_the_patient_says_it_is_over():
    rasa = FakeRasa()
    door = make_door(rasa)
    await ask(door, "I can't breathe")
    routes = [
        (await ask(door, text)).route
        for text in ("how many sessions?", "", "thanks", "it is over", "how many?")
    ]
    # What the model made of "it is over" is no answer to somebody who was in danger.
    assert routes == ["emergency", "emergency", "emergency", "smalltalk", "answer"]
    assert rasa.asked == ["it is over", "how many?"]
    assert rasa.slots["visitor"] is None


async def test_an_alarm_of_one_conversation_leaves_the_others_alone():
    door = make_door(FakeRasa())
    await ask(door, "I can't breathe", sender_id="one")
    assert (await ask(door, "how many?", sender_id="two")).route == "answer"


async def test_an_alarm_survives_a_restart():
    rasa = FakeRasa()
    before = make_door(rasa)
    await ask(before, "suicide")
    await before.close()
    reply = await ask(make_door(rasa), "how many sessions?")
    assert (reply.route, reply.tier) == ("emergency", "crisis")


async def test_an_emergency_turn_is_recorded():
    rasa = FakeRasa()
    door = make_door(rasa)
    await ask(door, "I can't breathe")
    await door.close()
    assert rasa.stored == [("I can't breathe", "emergency")]
    assert rasa.slots["visitor"] == EMERGENCY


async def test_without_a_classifier_the_intent_raises_an_alarm_that_stays():
    found = replace(REFER, text="Go!", route="emergency", intent_name="emergency")
    rasa = FakeRasa(messages=found.messages())
    door = make_door(rasa)
    reply = await ask(door, "my lips look odd")
    await door.close()
    assert reply.text == CLINIC.texts["emergency"]
    assert rasa.slots["visitor"].tier == "emergency"
    assert (await ask(door, "how many?")).route == "emergency"


async def test_behind_a_classifier_the_intent_refers_urgently_and_does_not_stay():
    found = replace(REFER, text="Go!", route="emergency", intent_name="emergency")
    rasa = FakeRasa(messages=found.messages())
    door = make_door(rasa, classifier=lambda text: None)
    reply = await ask(door, "my lips look odd")
    assert (reply.route, reply.tier, reply.buttons) == ("refer", "urgent", ())
    assert CLINIC.emergency_number in reply.text
    rasa.messages = ANSWER.messages()
    assert (await ask(door, "how many?")).route == "answer"
    await door.close()
    assert rasa.slots.get("visitor") is None


async def test_an_emergency_reply_offers_a_button_that_ends_the_alarm(monkeypatch):
    monkeypatch.setattr(red_flags, "is_over", lambda text, alarm: "mistake" in text)
    rasa = FakeRasa()
    door = make_door(rasa)
    reply = await ask(door, "I can't breathe")
    assert reply.buttons == (SAFE_BUTTON,)
    assert reply.messages()[0]["buttons"][0]["title"] == SAFE_BUTTON.title
    reply = await ask(door, reply.buttons[0].payload)
    assert (reply.route, reply.text) == ("smalltalk", CLINIC.texts["over"])
    assert (await ask(door, "how many?")).route == "answer"
    await door.close()
    assert rasa.slots["visitor"] is None
    assert rasa.asked == ["how many?"]


async def test_fine_now_is_not_answered_with_not_knowing():
    unknown = replace(REFER, text="Our pages do not say this.", route="unknown")
    door = make_door(FakeRasa(messages=unknown.messages()))
    await ask(door, "I can't breathe")
    assert (await ask(door, "it is over")).text == CLINIC.texts["over"]
    await ask(door, "I can't breathe")
    assert (await ask(door, "over. and the price?")).route == "unknown"


async def test_the_classifier_raises_what_the_lexicon_misses_before_rasa():
    rasa = FakeRasa()
    found = Alarm("model.classifier", "stroke", "emergency", 0.97)
    door = make_door(rasa, classifier=lambda text: found if "odd" in text else None)
    turn = await door.handle(FakeMessage("my face feels odd"))
    assert (turn.reply.route, turn.reply.confidence) == ("emergency", 0.97)
    assert turn.trace.evidence["alarm"] == found
    assert rasa.asked == []
    assert (await ask(door, "how many?")).route == "emergency"
    assert (await ask(door, "how many?", sender_id="two")).route == "answer"


async def test_the_classifier_can_raise_an_urgent_alarm_to_an_emergency():
    found = Alarm("model.classifier", "stroke", "emergency", 0.97)
    door = make_door(FakeRasa(), classifier=lambda text: found)
    assert (await ask(door, "there is pus")).route == "emergency"


async def test_an_emergency_of_the_lexicon_does_not_ask_the_classifier():
    def never(text):
        raise AssertionError

    door = make_door(FakeRasa(), classifier=never)
    await ask(door, "I can't breathe")
    assert door.counts == {"emergency": 1}


@pytest.mark.parametrize("kind", ["raises", "hangs"])
async def test_a_classifier_that_breaks_is_counted_and_the_turn_goes_on(
    kind, monkeypatch, caplog
):
    monkeypatch.setattr(bot.turn, "CLASSIFIER_TIMEOUT_S", 0.02)

    def broken(text):
        if kind == "hangs":
            time.sleep(0.1)
        raise ValueError(text)

    door = make_door(FakeRasa(), classifier=broken)
    assert (await ask(door, "secret words")).route == "answer"
    assert door.counts["classifier_failed"] == 1
    assert "secret" not in caplog.text


PLANTED = replace(REFER, text="You can have it. Take 400 mg.")


async def test_a_reply_that_judges_is_replaced_counted_and_corrected_on_record():
    rasa = FakeRasa(messages=PLANTED.messages())
    door = make_door(rasa)
    reply = await ask(door, "can I have it?")
    await door.close()
    assert reply.text == CLINIC.texts["fallback"]
    assert door.counts["fallback.verdict"] == 1
    assert rasa.stored == [("(instead)", "unknown")]


async def test_an_urgent_reply_is_checked_too():
    door = make_door(FakeRasa(messages=PLANTED.messages()))
    reply = await ask(door, "there is pus")
    assert (reply.route, reply.tier) == ("refer", "urgent")
    assert "400" not in reply.text


@pytest.mark.parametrize(
    ("words", "text"),
    [("I can't breathe", "See www.example.org."), ("suicide", "Stay calm.")],
)
async def test_an_emergency_text_that_breaks_a_rule_becomes_the_bare_number(
    words, text
):
    texts = {**CLINIC.texts, "emergency": text, "crisis": text}
    door = Door(replace(CLINIC, texts=texts), None, library=FakeLibrary)
    reply = await ask(door, words)
    assert reply.text.startswith("Call 999 now.")
    assert (CLINIC.crisis_line.number in reply.text) == (words == "suicide")
    assert reply.route == "emergency"
    assert sum(n for name, n in door.counts.items() if "fallback" in name) == 1


async def first_and_next(door, *texts, **fields):
    return [(await ask(door, t, shows_notice=False, **fields)).text for t in texts]


async def test_the_first_reply_of_a_conversation_begins_with_the_notice_once():
    first, second = await first_and_next(make_door(FakeRasa()), "how many?", "and?")
    assert first == f"{CLINIC.texts['notice']}\n\n{ANSWER.text}"
    assert second == ANSWER.text


async def test_the_notice_never_stands_before_an_emergency_action():
    door = make_door(FakeRasa())
    texts = await first_and_next(door, "I can't breathe", "it is over", "how many?")
    assert texts[0] == CLINIC.texts["emergency"]
    assert texts[1].startswith(CLINIC.texts["notice"])
    assert texts[2] == ANSWER.text


async def test_the_notice_stands_below_an_urgent_action():
    (text,) = await first_and_next(make_door(FakeRasa()), "there is pus")
    assert text.startswith(CLINIC.texts["urgent_open"])
    assert text.endswith(CLINIC.texts["notice"])


async def test_the_notice_is_not_given_again_after_a_restart():
    rasa = FakeRasa()
    await first_and_next(make_door(rasa), "how many?")
    (text,) = await first_and_next(make_door(rasa), "and?")
    assert text == ANSWER.text


async def test_a_page_that_shows_the_notice_gets_it_no_second_time():
    assert (await ask(make_door(FakeRasa()), "how many?")).text == ANSWER.text


async def test_urgent_puts_its_text_before_a_referral():
    reply = await ask(make_door(FakeRasa(messages=REFER.messages())), "there is pus")
    assert (reply.route, reply.tier) == ("refer", "urgent")
    assert reply.text == f"{CLINIC.texts['urgent_open']}\n\n{REFER.text}"


async def test_urgent_turns_an_answer_into_a_referral_without_quotes():
    rasa = FakeRasa()
    door = make_door(rasa)
    reply = await ask(door, "there is pus")
    await door.close()
    assert (reply.route, reply.citations, reply.buttons) == ("refer", (), ())
    assert reply.text == CLINIC.texts["urgent_open"]
    assert rasa.stored == [("(instead)", "refer")]


async def test_urgent_is_said_even_if_rasa_fails():
    reply = await ask(make_door(FakeRasa(messages=[])), "there is pus")
    assert (reply.route, reply.tier) == ("refer", "urgent")


async def test_urgent_names_the_out_of_hours_line_when_the_clinic_is_closed():
    reply = await ask(make_door(FakeRasa(), now=lambda: SUNDAY_NOON), "there is pus")
    assert CLINIC.out_of_hours_line.number in reply.text


@pytest.mark.parametrize("text", [None, "", "   ", "\u200b\u202e", "\x00", "/"])
async def test_a_message_without_words_gets_a_kind_reply(text):
    rasa = FakeRasa()
    reply = await ask(make_door(rasa), text)
    assert reply.text == CLINIC.texts["empty"]
    assert rasa.asked == []


async def test_1000_characters_are_answered_and_1001_are_asked_to_be_shortened():
    rasa = FakeRasa()
    door = make_door(rasa)
    assert (await ask(door, "a" * 1000)).route == "answer"
    reply = await ask(door, "a" * 1001)
    assert reply.text == CLINIC.texts["too_long"]
    assert len(rasa.asked) == 1


async def test_an_emergency_in_a_long_message_is_still_an_emergency():
    reply = await ask(make_door(FakeRasa()), "well " * 400 + "I can't breathe")
    assert reply.route == "emergency"


async def test_hidden_characters_do_not_hide_an_emergency():
    reply = await ask(make_door(FakeRasa()), "I can't bre\u200bathe")
    assert reply.route == "emergency"


async def test_a_slash_command_is_plain_text():
    rasa = FakeRasa()
    await ask(make_door(rasa), '/restart{"a": 1}')
    assert rasa.asked == ['restart{"a": 1}']


async def test_a_slash_command_counts_once_the_last_turn_offered_it():
    offer = replace(ANSWER, buttons=(Button("Yes", "/affirm"),))
    rasa = FakeRasa(messages=offer.messages())
    door = make_door(rasa)
    await ask(door, "/affirm")
    await ask(door, "/affirm")
    rasa.messages = ANSWER.messages()
    await ask(door, "/deny")
    await ask(door, "/affirm")
    assert rasa.asked == ["affirm", "/affirm", "deny", "affirm"]


async def test_two_messages_of_one_conversation_are_answered_in_order():
    rasa = FakeRasa(delay_s=0.01)
    door = make_door(rasa, deadline_s=1)
    await asyncio.gather(*(ask(door, f"question {n}") for n in range(5)))
    assert rasa.asked == [f"question {n}" for n in range(5)]


async def test_a_messaging_channel_gets_no_json_object():
    channel = FakeChannel("slack")
    reply = await ask(make_door(FakeRasa()), "how many?", output_channel=channel)
    assert channel.sent == reply.messages()[:1]


async def test_a_channel_that_fails_is_counted_and_breaks_nothing():
    door = make_door(FakeRasa())
    channel = FakeChannel(error=OSError("gone"))
    assert (await ask(door, "how many?", output_channel=channel)).route == "answer"
    assert door.counts["undelivered"] == 2


async def test_a_screen_that_fails_gives_the_fallback_with_the_emergency_number(
    monkeypatch,
):
    def broken(text):
        raise ValueError("bad pattern")

    monkeypatch.setattr(red_flags, "screen", broken)
    reply = await ask(make_door(FakeRasa()), "how many?")
    assert CLINIC.emergency_number in reply.text


async def test_memory_keeps_the_latest_conversations_only():
    door = make_door(FakeRasa(), n_conversations_kept=2)
    for sender_id in ("one", "two", "three"):
        await ask(door, "how many?", sender_id=sender_id)
    assert list(door._alarms) == ["two", "three"]


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("  how\t many\r\n sessions ", "how many sessions"),
        ("cafe\u0301", "caf\u00e9"),
        ("a\u200b\u202eb\x00c\x07\ufeff", "abc"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("//restart", "restart"),
        ("/ /restart", "restart"),
        ("1/2 dose", "1/2 dose"),
        ("🙂 ok", "🙂 ok"),
    ],
)
def test_clean_makes_plain_text(raw, wanted):
    assert clean(raw) == wanted


def test_a_receipt_is_the_same_for_the_same_turn_and_short():
    code = receipt("m-1", "build-1", "answer")
    assert code == receipt("m-1", "build-1", "answer")
    assert code != receipt("m-2", "build-1", "answer")
    assert len(code) == 9 and code[4] == "-"
