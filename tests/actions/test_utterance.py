"""One reply uttered: the response's fields, the contract's object, the memory."""

import re

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions import trace
from actions.contact import clinic, contact_fields
from actions.conversation import Memory, recall
from actions.reply import Button, cite
from actions.utterance import N_QUOTES_KEPT, intent_name, message_text, utter
from tests.actions.turns import DOMAIN, make_quote, tracker_of
from tests.conftest import make_tracker

WASH = cite((make_quote("Wash gently."),))


def uttered(tracker=None, response="utter_answer", **options):
    dispatcher = CollectingDispatcher()
    options = {"route": "answer", "memory": Memory(), **options}
    tracker = tracker or tracker_of("May I wash?", intent="ask_aftercare")
    (event,) = utter(dispatcher, tracker, response, **options)
    (message,) = dispatcher.messages
    return message, recall(make_tracker("", memory=event["value"]))


def test_the_payload_has_intent_route_and_citations():
    message, _ = uttered(citations=WASH, tier="urgent")
    payload = message["custom"]
    assert payload["intent"] == {"name": "ask_aftercare", "confidence": 0.8}
    assert (payload["route"], payload["tier"]) == ("answer", "urgent")
    assert [c["quote"] for c in payload["citations"]] == ["Wash gently."]


@pytest.mark.parametrize("intent", [None, {}, {"name": None, "confidence": None}])
def test_a_message_without_an_intent_is_a_fallback(intent):
    tracker = make_tracker("hm")
    tracker.latest_message["intent"] = intent
    message, _ = uttered(tracker)
    assert message["custom"]["intent"] == {"name": "nlu_fallback", "confidence": 0.0}
    assert intent_name(tracker) == ""


def test_a_message_without_text_is_an_empty_text():
    assert message_text(make_tracker(None)) == ""


def test_quotes_sources_and_the_clinics_facts_are_fields():
    message, _ = uttered(citations=WASH, fields={"not_covered": "price"})
    assert message["quotes"] == "“Wash gently.” [1]"
    assert message["sources"] == "[1] On care – Later"
    assert message["not_covered"] == "price"
    assert message["phone"] == clinic().phone


@pytest.mark.parametrize("response", sorted(DOMAIN["responses"]))
def test_every_field_of_every_response_is_filled(response):
    given = {*contact_fields(clinic()), "quotes", "sources"}
    if response == "utter_answer_partly":
        given.add("not_covered")
    for variation in DOMAIN["responses"][response]:
        assert set(re.findall(r"{(\w+)}", variation["text"])) <= given


def test_buttons_go_with_the_text():
    message, _ = uttered(buttons=[Button("How far?", "How far apart?")])
    assert message["buttons"] == [{"title": "How far?", "payload": "How far apart?"}]


def test_what_was_said_is_remembered():
    _, memory = uttered(
        citations=WASH,
        memory=Memory("May I wash?", offer="contact"),
        fields={"not_covered": "price"},
    )
    assert (memory.question, memory.offer) == ("May I wash?", "contact")
    assert (memory.route, memory.response) == ("answer", "utter_answer")
    assert memory.fields == {"not_covered": "price"}
    assert memory.citations[0]["quote"] == "Wash gently."
    assert memory.shown
    assert memory.quotes == ("Wash gently.",)


def test_a_reply_without_citations_keeps_those_shown_before():
    _, before = uttered(citations=WASH)
    _, memory = uttered(response="utter_thank", route="smalltalk", memory=before)
    assert memory.citations == before.citations
    assert not memory.shown


def test_the_latest_quotes_are_kept_each_once():
    old = tuple(f"Old {n}." for n in range(N_QUOTES_KEPT))
    _, memory = uttered(citations=WASH, memory=Memory(quotes=old))
    assert memory.quotes == ("Wash gently.", *old[: N_QUOTES_KEPT - 1])
    # Shown again ("where is that from?"), it pushes nothing else out.
    _, memory = uttered(citations=WASH, memory=memory)
    assert memory.quotes == ("Wash gently.", *old[: N_QUOTES_KEPT - 1])


def test_the_trace_of_a_turn_names_the_response():
    running = trace.Trace()
    token = trace.current.set(running)
    try:
        uttered()
    finally:
        trace.current.reset(token)
    assert running.evidence["response"] == "utter_answer"
    uttered(response="utter_thank")
    assert running.evidence["response"] == "utter_answer"
